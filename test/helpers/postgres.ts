import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chownSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { findPostgres } from '../../scripts/find-postgres.ts';
import { findFreePort } from './free-port.ts';

/** A PostgreSQL that runs already. */
export interface Databases {
  /** A new database, empty or as another one is that nobody is connected to; returns its address. */
  createDatabase(template?: string): Promise<string>;
  dropDatabase(url: string): Promise<void>;
}

export interface PostgresServer extends Databases {
  /** Of its maintenance database, as superuser. */
  url: string;
  /** As a crash of the machine would stop it. */
  kill(): Promise<void>;
  /** Again on the same port, with what it had committed. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL of the test's own, on a free port of the loopback. `durable`: with its own defaults, and slower. `password`: asked
 * of everybody.
 */
export async function startPostgres({ durable = false, password }: { durable?: boolean; password?: string } = {}): Promise<PostgresServer> {
  const bin = findPostgres();
  if (bin === undefined) throw new Error('PostgreSQL is not installed; npm test says how');
  const folder = await mkdtemp(join(tmpdir(), 'wenming-postgres-'));
  const user = serverUser();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const passwordFile = `${folder}.password`;
  if (password !== undefined) await writeFile(passwordFile, password);
  const login = password === undefined ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const init = ['-D', folder, '-U', 'wenming', ...login, '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
  const made = spawnSync(join(bin, 'initdb'), init, { cwd: folder, ...user, encoding: 'utf8' });
  await rm(passwordFile, { force: true });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await findFreePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    `unix_socket_directories=${folder}`,
    'max_connections=200',
    ...(durable ? [] : HASTY),
  ];
  const url = `postgres://wenming${password === undefined ? '' : `:${password}`}@127.0.0.1:${port}/postgres`;
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    server = spawn(join(bin!, 'postgres'), ['-D', folder, ...settings.flatMap((setting) => ['-c', setting])], {
      cwd: folder,
      ...user,
      env: { LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await untilReady(server);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  }

  await start();
  return {
    url,
    ...reachPostgres(url),
    // SIGQUIT ends all its processes at once, without a checkpoint.
    kill: () => end('SIGQUIT'),
    start,
    async stop() {
      await end('SIGQUIT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Nothing is read after a test. And autovacuum comes when it likes: plans would depend on when, and a database it is at work in cannot be copied. */
const HASTY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off'];

export function reachPostgres(url: string): Databases {
  async function administer(statement: string): Promise<void> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }
  return {
    async createDatabase(template) {
      const name = `t${randomUUID().replaceAll('-', '')}`;
      await administer(`create database ${name}${template === undefined ? '' : ` template ${nameOf(template)} strategy file_copy`}`);
      return Object.assign(new URL(url), { pathname: `/${name}` }).href;
    },
    dropDatabase: (address) => administer(`drop database if exists ${nameOf(address)} with (force)`),
  };
}

function nameOf(address: string): string {
  return new URL(address).pathname.slice(1);
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout.trim());
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function untilReady(server: ChildProcess): Promise<void> {
  const said: string[] = [];
  for await (const line of createInterface({ input: server.stderr! })) {
    said.push(line);
    if (!line.includes('ready to accept connections')) continue;
    server.stderr!.resume();
    return;
  }
  throw new Error(`PostgreSQL did not start:\n${said.join('\n')}`);
}
