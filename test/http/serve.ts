import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createApp, type App } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { PARTS } from '../helpers/parts.ts';

export interface Served {
  url: string;
  app: App;
  dataDir: string;
  /** Before the test's own end does it. */
  stop(): Promise<void>;
  /** The body of a GET, as its contract has it. */
  read<T>(path: string): Promise<T>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** The whole program on a port of its own, stopped when the test ends. */
export async function serve(env: Record<string, string> = {}, dataDir = freshDir()): Promise<Served> {
  const app = await createApp(loadConfig({ PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: dataDir, ...env }), PARTS);
  const url = await app.start();
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= app.stop());
  onTestFinished(stop);
  const get: Served['get'] = (path, headers = {}) => fetch(url + path, { headers, redirect: 'manual' });
  return {
    url,
    app,
    dataDir,
    stop,
    read: async <T>(path: string) => (await (await get(path)).json()) as T,
    get,
    post: (path, body, headers = {}) =>
      fetch(url + path, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
}

function freshDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'wenming-http-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
