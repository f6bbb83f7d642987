import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { World } from '../world.ts';
import { envOf } from './s3-server.ts';

/** A command as the operator gives it, in a process of its own beside whatever runs. */
export async function cli(env: Record<string, string>, ...args: string[]): Promise<{ code: number; said: string }> {
  const settings = { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'silent', NODE_COMPILE_CACHE: '.cache/node', ...env };
  const child = spawn(process.execPath, ['src/cli/main.ts', ...args], { env: settings });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: code as number, said: out + err };
}

/** The running server's own settings. */
export function settingsOf({ app }: Pick<World, 'app'>): Record<string, string> {
  const { dataDir, databaseUrl, s3 } = app.deps.config;
  return { DATA_DIR: dataDir, ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }), ...(s3 !== undefined && envOf(s3)) };
}
