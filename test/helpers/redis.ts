import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findFreePort } from './free-port.ts';

export interface RedisServer {
  url: string;
  /** Stops it as a power cut would: nothing is saved. */
  kill(): Promise<void>;
  /** Again on the same port, empty. */
  restart(): Promise<void>;
  /** Deaf but connected, until `thaw`. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

/** A real redis-server of the test's own, on a free port of the loopback. */
export async function startRedis(...args: string[]): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'wenming-redis-'));
  const port = await findFreePort();
  let server = await start(port, folder, args);

  async function kill(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  }

  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    async restart() {
      await kill();
      server = await start(port, folder, args);
    },
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    async stop() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function start(port: number, folder: string, args: string[]): Promise<ChildProcess> {
  const place = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', ''];
  const server = spawn('redis-server', [...place, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  for await (const line of createInterface(server.stdout)) {
    said.push(line);
    if (line.includes('Ready to accept connections')) {
      server.stdout.resume();
      return server;
    }
  }
  throw new Error(`redis-server did not start:\n${said.join('\n')}`);
}
