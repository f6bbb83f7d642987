import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

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
}

export async function startServer(env: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [MAIN], {
    // As `npm start` does it.
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: '.cache/node', PORT: '0', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
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
