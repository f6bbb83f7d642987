import { flushCompileCache } from 'node:module';
import { createApp } from './app.ts';
import { loadConfig, loadEnvFile, type Config } from './config.ts';
import { ConfigError } from './domain/errors.ts';

/** The process only: read the environment, start, wait for a signal, stop in order. */
async function main(): Promise<void> {
  loadEnvFile();
  const app = await createApp(loadConfig(process.env));
  const stop = stopOnce(app.stop);
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const url = await app.start();
  console.log(readyLine(app.deps.config, url));
  // For the next start, should this one be killed.
  flushCompileCache();
}

function readyLine({ roles, sandbox }: Config, url: string): string {
  if (!roles.includes('web')) return `Ready as ${roles.join(' and ')}; health on ${url}/health/ready`;
  return sandbox === undefined ? `Ready on ${url}` : `Ready. Open ${url}/sandbox and say 「帮助」.`;
}

/** A second signal, or a stop that takes longer than it may, ends the process at once. */
function stopOnce(stop: () => Promise<void>): () => void {
  let stopping = false;
  return () => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
}

const STOP_WITHIN_MS = 10_000;

function fail(error: unknown): never {
  if (error instanceof ConfigError) console.error(`Cannot start:\n${error.problems.map((problem) => `- ${problem}`).join('\n')}`);
  else console.error('Cannot start:', error);
  process.exit(1);
}

main().catch(fail);
