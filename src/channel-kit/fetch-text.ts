/**
 * What an address answers, or a word for why nothing came (ECONNREFUSED, TimeoutError). The address may carry keys, so what fetch says of
 * it goes no further.
 */
export async function fetchText(url: URL, init: RequestInit, ms: number): Promise<{ status: number; text: string } | { why: string }> {
  try {
    const inTime = AbortSignal.timeout(ms);
    const signal = init.signal ? AbortSignal.any([init.signal, inTime]) : inTime;
    const response = await fetch(url, { ...init, redirect: 'error', signal });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    return { why: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.name : 'unknown';
}
