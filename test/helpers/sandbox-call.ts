/** Asks the sandbox of a server; throws what it said when it refuses. */
export async function callSandbox(url: string, path: string, body: object): Promise<void> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status} ${await response.text()}`);
}

/** `2023-06-20 09:00` in Shanghai; it does not wait for what that brings. */
export function travelTo(url: string, moment: string): Promise<void> {
  return callSandbox(url, '/sandbox/api/clock', { now: `${moment.replace(' ', 'T')}:00+08:00` });
}
