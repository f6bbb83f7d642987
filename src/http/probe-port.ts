import { once } from 'node:events';
import { createServer } from 'node:net';
import { listenProblem } from './server.ts';

/** Who has the port: nobody, a server of ours, or another program. Throws what keeps a server from listening there at all. */
export async function probePort(host: string, port: number): Promise<'nobody' | 'ours' | 'other'> {
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
    return 'nobody';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw listenProblem(error, host, port);
    return (await isOurs(host, port)) ? 'ours' : 'other';
  } finally {
    probe.close();
  }
}

async function isOurs(host: string, port: number): Promise<boolean> {
  const name = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? (host.includes(':') ? `[${host}]` : host);
  try {
    const answer = await fetch(`http://${name}:${port}/health/live`, { signal: AbortSignal.timeout(ANSWER_MS), redirect: 'manual' });
    const body: unknown = await answer.json();
    return typeof body === 'object' && body !== null && 'status' in body;
  } catch {
    return false;
  }
}

const ANSWER_MS = 3_000;
