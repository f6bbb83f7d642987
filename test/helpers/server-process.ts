import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const MACHINE_CLOCK = new URL('machine-clock.ts', import.meta.url).href;

/** The real server as a process of its own, so that it can be killed. */
export interface ServerProcess {
  url: string;
  child: ChildProcess;
  /** Everything it wrote to standard error. */
  errors(): string;
  /** No warning, no clean-up: what a power cut leaves. */
  kill(): Promise<void>;
  /** Asks it to stop in order; returns its exit code. */
  stop(): Promise<number | null>;
  /** Sets the clock of its machine so far ahead of ours; one that was started with `aheadMs`. */
  setClock(aheadMs: number): void;
}

/** `aheadMs`: on a machine whose clock is not ours. */
export async function startServer(env: Record<string, string>, { aheadMs }: { aheadMs?: number } = {}): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...(aheadMs === undefined ? [] : ['--import', MACHINE_CLOCK]), MAIN], {
    // As `npm start` does it.
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: '.cache/node',
      PORT: '0',
      LOG_LEVEL: 'error',
      CLOCK_AHEAD_MS: String(aheadMs ?? 0),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr!.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exited = once(child, 'exit');
  const url = await Promise.race([readyUrl(child), exited.then(() => undefined)]);
  if (url === undefined) throw new Error(`the server did not start:\n${errors}`);
  return {
    url,
    child,
    errors: () => errors,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
      return child.exitCode;
    },
    setClock: (ms) => void child.send(ms),
  };
}

/** The one line that says where to open it. */
async function readyUrl(child: ChildProcess): Promise<string | undefined> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const found = /http:\/\/[^\s/]+/.exec(line);
    if (found !== null) return found[0];
  }
  return undefined;
}
