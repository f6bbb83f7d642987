import { until } from './until.ts';

/** Asks the sandbox of a server; throws what it said when it refuses. */
export async function callSandbox(url: string, path: string, body: object): Promise<void> {
  const response = await ask(url, path, body);
  if (!response.ok) throw new Error(`${path} answered ${response.status} ${await response.text()}`);
}

/** `2023-06-20 09:00` in Shanghai; it does not wait for what that brings. */
export function travelTo(url: string, moment: string): Promise<void> {
  return callSandbox(url, '/sandbox/api/clock', { now: `${moment.replace(' ', 'T')}:00+08:00` });
}

/** Until nothing is left to do. The server itself waits for half a minute at a time, which is little on a busy machine. */
export async function settle(url: string): Promise<void> {
  await until(async () => {
    const response = await ask(url, '/sandbox/api/idle', {});
    if (response.ok || response.status === 503) return response.ok;
    throw new Error(`it did not settle: ${response.status} ${await response.text()}`);
  });
}

function ask(url: string, path: string, body: object): Promise<Response> {
  return fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}
