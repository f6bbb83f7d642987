import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/db/database.ts';
import { diagnose } from '../../src/diagnose.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { createS3Client } from '../../src/files/s3-client.ts';
import { reachPostgres, startPostgres, type PostgresServer } from '../helpers/postgres.ts';
import { startRedis, type RedisServer } from '../helpers/redis.ts';
import { envOf, startS3, type S3Server } from '../helpers/s3-server.ts';
import { startServer } from '../helpers/server-process.ts';

const GOOD_REDIS = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'];

let dir: string;
let dataDir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wenming-doctor-'));
  dataDir = join(dir, 'data');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** What doctor says of a set-up that differs from the default in these variables. */
async function examine(env: Record<string, string>, now?: () => Date): Promise<Finding[]> {
  return diagnose({ PORT: '0', DATA_DIR: dataDir, ...env }, now);
}

/** A finding with its cure, as it must be among them. */
function finding(level: Finding['level'], what: RegExp, cure: RegExp): unknown {
  return expect.objectContaining({ level, what: expect.stringMatching(what), cure: expect.stringMatching(cure) });
}

const problemsIn = (findings: readonly Finding[]): Finding[] => findings.filter(({ level }) => level !== 'ok');

/** A database file as a server leaves it. */
async function makeDatabase(): Promise<string> {
  await mkdir(dataDir);
  const file = join(dataDir, 'wenming.db');
  const db = await openDatabase({ file });
  await db.destroy();
  return file;
}

async function runDoctor(
  env: Record<string, string>,
  before: readonly string[] = [],
): Promise<{ code: number | null; out: string; err: string }> {
  const [command, ...args] = [...before, process.execPath, 'src/cli/main.ts', 'doctor'];
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: '.cache/node', PORT: '0', DATA_DIR: dataDir, ...env },
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, err };
}

describe('doctor', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis(...GOOD_REDIS);
  });
  afterAll(() => redis.stop());

  it('has nothing to say against a set-up in order, before and after its first start, and changes nothing', async () => {
    const databases = reachPostgres(inject('postgresUrl'));
    const url = await databases.createDatabase();
    const env = { DATABASE_URL: url, REDIS_URL: redis.url, HOST: '127.0.0.1', ...(await ownConfig()) };
    expect(problemsIn(await examine(env))).toEqual([]);
    expect(await readdir(dir)).toEqual(['config']);

    const server = await startServer({ DATA_DIR: dataDir, ...env });
    const { port } = new URL(server.url);
    const findings = await examine({ ...env, PORT: port });
    await server.stop();
    await databases.dropDatabase(url);
    expect(problemsIn(findings)).toEqual([]);
    expect(findings.map(({ what }) => what)).toEqual(
      expect.arrayContaining([`server: one is at work on PORT=${port}`, 'tables: up to date', 'clock: agrees with PostgreSQL']),
    );
  });

  it('says all that is wrong at once, each with its cure, and ends with 1', async () => {
    const { code, out, err } = await runDoctor({ PORT: 'abc', LOG_LEVEL: 'loud', REDIS_URL: 'redis://127.0.0.1:1' });
    expect(err).toBe('');
    expect(out).toMatch(/^FAIL PORT=abc: must be a number from 0 to 65535.*\n {5}→ .+$/m);
    expect(out).toMatch(/^FAIL LOG_LEVEL=loud: must be one of .*\n {5}→ .+$/m);
    expect(out).toMatch(/^FAIL Redis: cannot be reached \(ECONNREFUSED\)\n {5}→ start redis-server, or correct REDIS_URL/m);
    expect(out).toMatch(/^warn directory: nobody is liaison .*机关妇委会\n {5}→ .+$/m);
    expect(out).toMatch(/\n3 to mend \(FAIL\), \d to look at \(warn\), \d in order\.\n$/);
    expect(code).toBe(1);
  });

  it('makes and migrates nothing', async () => {
    expect((await runDoctor({})).code).toBe(0);
    expect(await readdir(dir)).toEqual([]);
    const file = await makeDatabase();
    const before = await readFile(file);
    expect((await runDoctor({})).code).toBe(0);
    expect(await readdir(dataDir)).toEqual(['wenming.db']);
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  /** A directory without gaps, and the holidays of this year and the next. */
  async function ownConfig(): Promise<Record<string, string>> {
    const configDir = join(dir, 'config');
    await cp('config', configDir, { recursive: true });
    const years = [0, 1].map((more) => `  ${new Date().getFullYear() + more}: { holidays: [], workdays: [] }`);
    await writeFile(join(configDir, 'calendar.yaml'), `years:\n${years.join('\n')}\n`);
    await writeFile(
      join(configDir, 'directory.yaml'),
      `unit: 院机关
staffCount: 9
departments: [{ id: office, name: 办公室 }]
members:
  - { id: a, name: 甲, departments: [office], roles: [admin, reviewer] }
  - { id: b, name: 乙, departments: [office], roles: [liaison], deputy: a }
`,
    );
    return { CONFIG_DIR: configDir };
  }
});

/** Allows Redis hardly more memory than it has taken. */
async function fillUp(url: string): Promise<void> {
  const redis = new Redis(url);
  const used = /used_memory:(\d+)/.exec(await redis.info('memory'))?.[1];
  await redis.config('SET', 'maxmemory', String(used));
  redis.disconnect();
}

describe('Redis', () => {
  it('that may throw jobs away and forgets them', async () => {
    const redis = await startRedis('--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru');
    const findings = await examine({ REDIS_URL: redis.url });
    await redis.stop();
    expect(findings).toEqual(
      expect.arrayContaining([
        finding('fail', /^Redis: throws jobs away .*allkeys-lru/, /maxmemory-policy noeviction/),
        finding('warn', /^Redis: forgets its jobs/, /appendonly yes/),
      ]),
    );
  });

  it('that forgets the last second, or is nearly full', async () => {
    const redis = await startRedis('--appendonly', 'yes');
    await fillUp(redis.url);
    const findings = await examine({ REDIS_URL: redis.url });
    await redis.stop();
    expect(findings).toEqual(
      expect.arrayContaining([
        finding('warn', /^Redis: .*appendfsync everysec/, /appendfsync always/),
        finding('fail', /^Redis: uses \d+ % of the memory/, /raise maxmemory/),
      ]),
    );
  });

  it('that is a replica, or asks for another password, or has no such number', async () => {
    const master = await startRedis('--requirepass', 'right');
    const replica = await startRedis('--replicaof', '127.0.0.1', new URL(master.url).port, '--masterauth', 'right');
    const withPassword = (password: string): string => Object.assign(new URL(master.url), { password }).href;
    const [ofReplica, wrong, beyond] = await Promise.all([
      examine({ REDIS_URL: replica.url }),
      examine({ REDIS_URL: withPassword('wrong') }),
      examine({ REDIS_URL: `${withPassword('right')}/99` }),
    ]);
    await replica.stop();
    await master.stop();
    expect(ofReplica).toContainEqual(finding('fail', /^Redis: is a replica/, /name the master in REDIS_URL/));
    expect(wrong).toContainEqual(finding('fail', /^Redis: does not let this user in/, /password in REDIS_URL/));
    expect(beyond).toContainEqual(finding('fail', /^Redis: has no database of that number/, /number at the end/));
    expect(JSON.stringify([wrong, beyond])).not.toMatch(/wrong"|:right@/);
  });

  it('that hangs keeps nothing else waiting', async () => {
    const redis = await startRedis(...GOOD_REDIS);
    redis.freeze();
    const findings = await examine({ REDIS_URL: redis.url });
    redis.thaw();
    await redis.stop();
    expect(findings).toContainEqual(finding('fail', /^Redis: cannot be reached/, /start redis-server/));
    expect(findings).toContainEqual(expect.objectContaining({ level: 'ok', what: expect.stringMatching(/^disk: /) }));
  });

  it('that nobody finds', async () => {
    const findings = await examine({ REDIS_URL: 'redis://redis.invalid:6379' });
    expect(findings).toContainEqual(finding('fail', /^Redis: its host has no address/, /correct the host in REDIS_URL/));
  });
});

describe('S3', () => {
  let server: S3Server;
  let right: Record<string, string>;
  beforeAll(async () => {
    server = await startS3();
    right = envOf(await server.bucket());
  });
  afterAll(() => server.stop());

  it('that is in order, and is left as it was', async () => {
    expect(await examine(right)).toContainEqual({ level: 'ok', what: 'S3: the bucket bucket-1 can be written, read, listed and cleared' });
    const client = createS3Client(loadConfig(right).s3!);
    for await (const { key } of client.list('')) expect.fail(`${key} was left`);
  });

  it.each([
    [
      { S3_SECRET_ACCESS_KEY: 'wrong' },
      /^S3: cannot write .*\(SignatureDoesNotMatch\)/,
      /copy S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY again/,
    ],
    [{ S3_BUCKET: 'nowhere' }, /^S3: cannot write .*\(NoSuchBucket\)/, /make the bucket, or correct S3_BUCKET/],
    [{ S3_REGION: 'nowhere' }, /^S3: cannot write .*\(AuthorizationHeaderMalformed\)/, /set S3_REGION/],
    [{ S3_ENDPOINT: 'http://127.0.0.1:1' }, /^S3: cannot write .*\(ECONNREFUSED\)/, /correct S3_ENDPOINT/],
    [{ S3_ENDPOINT: 'https://s3.invalid' }, /^S3: cannot write .*\((ENOTFOUND|EAI_AGAIN)\)/, /its host has no address/],
    [{ S3_ENDPOINT: 'http://s3.invalid' }, /^S3: files go to it unencrypted/, /https:/],
  ])('that is misconfigured: %o', async (wrong, what, cure) => {
    const findings = await examine({ ...right, ...wrong });
    expect(findings).toContainEqual(finding(what.source.includes('unencrypted') ? 'warn' : 'fail', what, cure));
    expect(JSON.stringify(findings)).not.toContain(right['S3_SECRET_ACCESS_KEY']);
  });
});

describe('PostgreSQL', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres({ password: 'right' });
  });
  afterAll(() => postgres.stop());

  const at = (change: Partial<Record<'username' | 'password' | 'pathname' | 'hostname' | 'port', string>>): Record<string, string> => ({
    DATABASE_URL: Object.assign(new URL(postgres.url), change).href,
  });

  async function administer(...statements: string[]): Promise<void> {
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  }

  it('that does not let us in', async () => {
    const findings = await examine(at({ password: 'hunter2' }));
    expect(findings).toContainEqual(finding('fail', /^DATABASE_URL: the password of user wenming is wrong/, /correct it in DATABASE_URL/));
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  it('that is not there, or has no such database', async () => {
    expect(await examine(at({ pathname: '/missing' }))).toContainEqual(
      finding('fail', /^DATABASE_URL: there is no database missing/, /createdb missing/),
    );
    expect(await examine(at({ hostname: 'db.invalid' }))).toContainEqual(
      finding('fail', /^DATABASE_URL: .*db\.invalid:\d+ cannot be reached \(ENOTFOUND\)/, /start it, or correct the address/),
    );
    expect(await examine(at({ port: '1' }))).toContainEqual(finding('fail', /cannot be reached \(ECONNREFUSED\)/, /start it/));
  });

  it('in which we may not make tables, or only read, or not write Chinese', async () => {
    await administer(
      `create role reader login password 'right'`,
      'create database nothing_allowed',
      'create database read_only',
      'alter database read_only set default_transaction_read_only = on',
      `create database latin encoding 'SQL_ASCII' locale 'C' template template0`,
    );
    expect(await examine(at({ username: 'reader', pathname: '/nothing_allowed' }))).toContainEqual(
      finding('fail', /^database: this user has no right to create tables/, /grant create, usage on schema public/),
    );
    expect(await examine(at({ pathname: '/read_only' }))).toContainEqual(
      finding('fail', /^database: only allows reading/, /primary server in DATABASE_URL/),
    );
    expect(await examine(at({ pathname: '/latin' }))).toContainEqual(
      finding('fail', /^database: is written in SQL_ASCII/, /createdb --encoding=UTF8/),
    );
  });

  it('whose clock, like that of Redis, is another than ours', async () => {
    const redis = await startRedis(...GOOD_REDIS);
    const away = (ms: number) => () => new Date(Date.now() + ms);
    const minutes = await examine({ ...at({}), REDIS_URL: redis.url }, away(-90_000));
    const seconds = await examine({ ...at({}), REDIS_URL: redis.url }, away(10_000));
    await redis.stop();
    for (const other of ['PostgreSQL', 'Redis']) {
      expect(minutes).toContainEqual(
        finding('fail', new RegExp(`^clock: this machine is (8[5-9]|9[0-5]) s behind ${other}`), /time synchronisation/),
      );
      expect(seconds).toContainEqual(
        finding('warn', new RegExp(`^clock: this machine is ([5-9]|1[0-5]) s before ${other}`), /time synchronisation/),
      );
    }
  });
});

describe('SQLite', () => {
  it('that is damaged', async () => {
    const file = await makeDatabase();
    const db = new DatabaseSync(file);
    const insert = db.prepare('insert into settings (name, value) values (?, ?)');
    for (let n = 0; n < 500; n++) insert.run(`${n}`, 'x'.repeat(200));
    const { rootpage } = db.prepare("select rootpage from sqlite_master where name = 'settings'").get() as { rootpage: number };
    db.close();
    const handle = await open(file, 'r+');
    await handle.write(Buffer.alloc(2_000, 7), 0, 2_000, (rootpage - 1) * 4096);
    await handle.close();
    expect(await examine({})).toContainEqual(finding('fail', /^database: the file of SQLite is damaged/, /restore the last backup/));
  });

  it('that is something else', async () => {
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'wenming.db'), 'no database'.repeat(1000));
    expect(await examine({})).toContainEqual(finding('fail', /wenming\.db is not a whole database/, /or set another DATA_DIR/));
  });

  it.each([
    ['for reading too', 'PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE', /another program holds .*wenming\.db/],
    ['for writing', 'BEGIN IMMEDIATE', /^database: SQLite cannot be written \(database is locked\)/],
  ])('that another program holds %s', async (_, hold, what) => {
    const other = new DatabaseSync(await makeDatabase());
    other.exec(hold);
    const findings = await examine({});
    other.close();
    expect(findings).toContainEqual(finding('fail', what, /database browser/));
  });

  it('from an older or a newer version', async () => {
    const db = new DatabaseSync(await makeDatabase());
    db.exec("insert into kysely_migration (name, timestamp) values ('999-later', '')");
    expect(await examine({})).toContainEqual(finding('fail', /^tables: changed by a newer version/, /install that version/));
    db.exec("delete from kysely_migration where name <> '001-first-conversation'; delete from kysely_migration");
    db.exec("insert into kysely_migration (name, timestamp) values ('001-first-conversation', '')");
    db.close();
  });

  it('with a message nobody answered, and one nobody could send', async () => {
    const file = await makeDatabase();
    const db = new DatabaseSync(file);
    const yesterday = new Date(Date.now() - 3 * 60 * 60 * 1000).toISOString();
    db.prepare(
      `insert into inbound_messages (id, n, channel, message_id, sender_id, text, state, attempts, received_at)
       values ('i', 1, 'sandbox', 'i', 'zhang', '进度', 'waiting', 0, ?)`,
    ).run(yesterday);
    const queue = db.prepare(
      `insert into outbound_messages (id, seq, channel, recipient_kind, recipient_id, purpose, dedupe_key, body, state, attempts, last_error, created_at, failed_at)
       values (?, ?, 'sandbox', 'person', 'zhang', 'answer', ?, '{}', ?, 1, ?, ?, ?)`,
    );
    queue.run('a', 1, 'a', 'queued', null, yesterday, null);
    queue.run('b', 2, 'b', 'failed', 'user-left', yesterday, yesterday);
    db.close();
    expect(await examine({})).toEqual(
      expect.arrayContaining([
        finding('warn', /^work: 1 messages wait for an answer, the oldest for 3 hours/, /role worker/),
        finding('warn', /^work: 1 messages wait to be sent, the oldest for 3 hours/, /role worker/),
        finding('warn', /^work: 1 messages of the last day could not be sent \(user-left\)/, /未送达/),
      ]),
    );
  });
});

describe('DATA_DIR', () => {
  it('that is a file', async () => {
    await writeFile(dataDir, '');
    expect(await examine({})).toContainEqual(finding('fail', /^DATA_DIR: nothing can be written in .*\(ENOTDIR\)/, /another DATA_DIR/));
    expect(await examine({ DATA_DIR: join(dataDir, 'deeper') })).toContainEqual(finding('fail', /\(ENOTDIR\)/, /another DATA_DIR/));
  });

  it('on a disk that is nearly full, and on one that is', async () => {
    await mkdir(dataDir);
    const on = (fill: string): Promise<{ out: string; code: number | null }> =>
      runDoctor({}, ['unshare', '-rm', 'sh', '-c', `mount -t tmpfs -o size=24m tmpfs "$0" && ${fill} && exec "$@"`, dataDir]);
    const [nearly, wholly] = await Promise.all([on('true'), on('{ cat /dev/zero > "$0/filler" 2>&1 || true; }')]);
    expect(nearly.out).toMatch(/^FAIL disk: only 2[34] MB \(\d+ %\) .* are free\n {5}→ make room/m);
    expect(wholly.out).toMatch(/^FAIL DATA_DIR: the disk of .* is full\n {5}→ make room/m);
    expect([nearly.code, wholly.code]).toEqual([1, 1]);
  });

  it('whose key others may read', async () => {
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'link.key'), 'key');
    await chmod(join(dataDir, 'link.key'), 0o644);
    expect(await examine({})).toContainEqual(finding('fail', /^link\.key: others on this machine may read/, /chmod 600/));
    expect(problemsIn(await examine({ LINK_SECRET: '0123456789abcdef' })).map(({ what }) => what)).not.toContainEqual(
      expect.stringContaining('link.key'),
    );
  });
});

describe('what is open to others', () => {
  it.each([
    [{ HOST: '0.0.0.0' }, 'fail', /^sandbox: HOST=0\.0\.0\.0 opens .* has no token/, /set SANDBOX_TOKEN .*or unset HOST/],
    [{ PUBLIC_URL: 'https://w.example.cn' }, 'fail', /^sandbox: PUBLIC_URL=.* has no token/, /set SANDBOX_TOKEN/],
    [{ HOST: '0.0.0.0', SANDBOX_TOKEN: 'abc' }, 'warn', /^sandbox: SANDBOX_TOKEN is short/, /openssl rand/],
    [{ HOST: '0.0.0.0' }, 'warn', /^PUBLIC_URL: is not set/, /https:/],
    [{ PUBLIC_URL: 'http://w.example.cn' }, 'warn', /^PUBLIC_URL: .*unencrypted/, /TLS/],
    [{ PUBLIC_URL: 'https://w.example.cn/?x=1' }, 'fail', /^PUBLIC_URL: carries more/, /leave out/],
    [{ PUBLIC_URL: 'http://localhost:3000', HOST: '0.0.0.0' }, 'fail', /^PUBLIC_URL: .* is this machine for everybody/, /name others know/],
  ] as const)('%o', async (env, level, what, cure) => {
    expect(await examine(env)).toContainEqual(finding(level, what, cure));
  });

  it('a port another program has', async () => {
    const other = createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const findings = await examine({ PORT: String(port) });
    other.close();
    expect(findings).toContainEqual(finding('fail', new RegExp(`^server: another program listens on PORT=${port}`), /another PORT/));
  });

  it('an address this machine does not have', async () => {
    expect(await examine({ HOST: '192.0.2.1' })).toContainEqual(
      finding('fail', /^HOST=192\.0\.2\.1: this machine has no such/, /127\.0\.0\.1/),
    );
  });
});

describe('the directory and the calendar', () => {
  it('with gaps through which work falls', async () => {
    const file = join(dir, 'directory.yaml');
    await writeFile(
      file,
      `unit: 院机关
staffCount: 9
departments:
  - { id: branch, name: 第一支部, kind: branch }
  - { id: all, name: 机关各部门, collective: departments }
members:
  - { id: a, name: 甲, departments: [branch], roles: [reviewer, liaison] }
`,
    );
    expect(await examine({ DIRECTORY_FILE: file })).toEqual(
      expect.arrayContaining([
        finding('fail', /^directory: nobody is admin/, /roles: \[admin\]/),
        finding('warn', /^directory: the only reviewer, 甲, hands in too/, /second reviewer/),
        finding('fail', /^directory: 机关各部门 stands for no department/, /collective/),
        finding('warn', /^directory: when the one liaison of 第一支部 is away/, /deputy/),
      ]),
    );
  });

  it('without a 放假通知 for this year, or for the next when that is out', async () => {
    const on = (day: string) => examine({}, () => new Date(`${day}T09:00:00+08:00`));
    expect(await on('2031-03-01')).toContainEqual(finding('warn', /^calendar: the holidays of 2031 are not known/, /calendar\.yaml/));
    expect(await on('2026-10-01')).toContainEqual(finding('warn', /^calendar: the holidays of 2027 are not known/, /years: 2027:/));
    expect(await on('2026-09-30')).toContainEqual({ level: 'ok', what: 'calendar: the holidays of 2026 are known' });
  });

  it('and says what the reminders do', async () => {
    const { what } = (await examine({})).find((one) => one.what.startsWith('reminders:'))!;
    expect(what).toContain('14 working days before the deadline; 7 working days before');
    expect(what).toContain(
      '1 working day after the deadline; 3 working days after the deadline to liaison and leader; 2 working days without a review; 5 working days without a review; on Mondays from then on; 5 working days before a quarter ends, of what has no deadline and was not handed in.',
    );
    expect(what).toContain('Sent at 09:00 on working days, never from 18:30 to 08:30; rooms hear of their week on Monday at 09:30');
    const quota = 'reminders: at most 1 a day and 5 a week to a person and 1 a week into a room; ';
    expect((await examine({})).map((one) => one.what)).toContainEqual(expect.stringContaining(quota));
  });
});
