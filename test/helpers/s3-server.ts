import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { AwsClient } from 'aws4fetch';
import type { S3Config } from '../../src/config/s3.ts';
import { findFreePort } from './free-port.ts';

export interface S3Server {
  /** Of an empty bucket that nobody else has. */
  bucket(): Promise<S3Config>;
  /** As a power cut would. */
  kill(): Promise<void>;
  /** Again on the same port, with what was there. */
  restart(): Promise<void>;
  /** Deaf but connected, until `thaw`. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

const KEYS = { accessKeyId: 'test:tester', secretAccessKey: 'testing' };
const REGION = 'us-east-1';

/** What the program has to be told of a bucket. */
export function envOf({ bucket, endpoint, accessKeyId, secretAccessKey }: S3Config): Record<string, string> {
  return { S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey };
}

/** A real server that speaks S3 (OpenStack Swift), of the test's own, on a free port of the loopback. */
export async function startS3(): Promise<S3Server> {
  const folder = await mkdtemp(join(tmpdir(), 'wenming-s3-'));
  const port = await findFreePort();
  const endpoint = `http://127.0.0.1:${port}`;
  let server = await start(folder, port);
  let buckets = 0;

  async function kill(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  }

  return {
    async bucket() {
      const bucket = `bucket-${++buckets}`;
      const client = new AwsClient({ ...KEYS, region: REGION, service: 's3', retries: 0 });
      const made = await client.fetch(`${endpoint}/${bucket}`, { method: 'PUT' });
      if (!made.ok) throw new Error(`no bucket: ${await made.text()}`);
      return { endpoint, bucket, region: REGION, ...KEYS };
    },
    kill,
    async restart() {
      await kill();
      server = await start(folder, port);
    },
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    async stop() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function start(folder: string, port: number): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('s3_server.py', import.meta.url));
  // Debian's own Python, for which apt-get brings Swift.
  const server = spawn('/usr/bin/python3', [program, folder, String(port), KEYS.accessKeyId, KEYS.secretAccessKey], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  server.stderr.on('data', (words: Buffer) => said.push(words.toString()));
  for await (const line of createInterface(server.stdout)) {
    if (line === 'ready') return server;
  }
  throw new Error(`the S3 server did not start:\n${said.join('')}`);
}
