import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig, type Config } from '../../src/config.ts';
import { readEnv, VARIABLES } from '../../src/config/env.ts';
import { problemsOf } from './problems-of.ts';

it('needs no variable: sandbox, in-process queue, loopback', () => {
  const config: Config = loadConfig({});
  expect(config).toMatchObject({
    http: { host: '127.0.0.1', port: 3000, publicUrl: undefined },
    dataDir: resolve('data'),
    redis: undefined,
    roles: ['web', 'worker', 'cron'],
    directoryFile: resolve('config/sandbox.yaml'),
    botName: '创建管家',
    logLevel: 'info',
    sandbox: { token: undefined },
    linkSecret: undefined,
    metricsToken: undefined,
  });
});

it('takes what is set and leaves blank variables alone', () => {
  const config = loadConfig({
    PORT: '0',
    HOST: '0.0.0.0',
    PUBLIC_URL: 'https://wenming.example.cn/bot/',
    DATA_DIR: '/srv/wenming',
    REDIS_URL: 'rediss://:secret@redis:6380/1',
    QUEUE_PREFIX: '{second}',
    ROLES: 'cron, web,worker',
    BOT_NAME: '小创',
    LOG_LEVEL: 'debug',
    SANDBOX: '1',
    SANDBOX_TOKEN: 'open sesame',
    LINK_SECRET: '0123456789abcdef',
    METRICS_TOKEN: '   ',
    NODE_ENV: '',
    HOME: '/root',
  });
  expect(config).toMatchObject({
    http: { host: '0.0.0.0', port: 0, publicUrl: 'https://wenming.example.cn/bot' },
    dataDir: '/srv/wenming',
    redis: { url: 'rediss://:secret@redis:6380/1', prefix: '{second}' },
    roles: ['web', 'worker', 'cron'],
    botName: '小创',
    logLevel: 'debug',
    sandbox: { token: 'open sesame' },
    linkSecret: '0123456789abcdef',
    metricsToken: undefined,
  });
});

describe('a wrong value is named with its cure', () => {
  it.each([
    [{ PORT: 'abc' }, /^PORT=abc: must be a number from 0 to 65535/],
    [{ PORT: '70000' }, /^PORT=70000: /],
    [{ PORT: '-1' }, /^PORT=-1: /],
    [{ PUBLIC_URL: 'wenming.example.cn' }, /^PUBLIC_URL: must be an address that begins with http:\/\/ or https:\/\//],
    [{ REDIS_URL: 'http://redis:6379' }, /^REDIS_URL: must be an address that begins with redis:\/\/ or rediss:\/\//],
    [{ QUEUE_PREFIX: 'a:b' }, /^QUEUE_PREFIX=a:b: must be one word without colon/],
    [{ ROLES: 'foo' }, /^ROLES: there is no role "foo"; use web,worker,cron/],
    [{ ROLES: 'web', REDIS_URL: 'redis://redis' }, /^ROLES=web: .* one PostgreSQL \(DATABASE_URL\).*unset ROLES/],
    [{ ROLES: 'web,worker', DATABASE_URL: 'postgres://db/x' }, /^ROLES=web,worker: .* one Redis \(REDIS_URL\)/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL=loud: must be one of fatal, error/],
    [{ SANDBOX: 'yes?' }, /^SANDBOX=yes\?: must be 1 \(on\) or 0 \(off\)/],
    [{ SANDBOX: '1', NODE_ENV: 'production' }, /^SANDBOX=1 is refused when NODE_ENV=production/],
    [{ NODE_ENV: 'production' }, /^NODE_ENV=production: leaves no channel to talk on/],
    [{ SANDBOX: '0' }, /^SANDBOX=0: leaves no channel to talk on/],
    [{ NODE_ENV: 'prod' }, /^NODE_ENV=prod: must be production, development or test/],
    [{ LINK_SECRET: 'short' }, /^LINK_SECRET: has fewer than 16 characters; make one with/],
    [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL: .*begins with postgres:\/\/ or postgresql:\/\//],
    [{ DATABASE_URL_FILE: '/x' }, /^DATABASE_URL_FILE: \/x cannot be read/],
    [{ CONFIG_DIR: '/nowhere', DIRECTORY_FILE: 'config/sandbox.yaml' }, /^\/nowhere\/reminders\.yaml: cannot be read \(ENOENT\)/],
    [{ DIRECTORY_FILE: '/nowhere.yaml' }, /^\/nowhere\.yaml: cannot be read \(ENOENT\)/],
  ])('%o', (env, problem) => {
    expect(problemsOf(() => loadConfig(env))[0]).toMatch(problem);
  });

  it('never repeats a secret', () => {
    const text = problemsOf(() => loadConfig({ REDIS_URL: 'http://:hunter2@redis', LINK_SECRET: 'hunter2' })).join('\n');
    expect(text).toContain('REDIS_URL');
    expect(text).not.toContain('hunter2');
  });

  it('all at once', () => {
    const problems = problemsOf(() =>
      loadConfig({
        PORT: 'abc',
        PUBLIC_URL: 'x',
        DATABASE_URL: 'x',
        S3_BUCKET: 'x',
        REDIS_URL: 'x',
        QUEUE_PREFIX: 'a b',
        ROLES: 'foo',
        LOG_LEVEL: 'x',
        SANDBOX_TOKEN_FILE: '/nowhere',
        WECOM_BOT_KEY: 'x',
        NODE_ENV: 'x',
        SANDBOX: 'yes',
        LINK_SECRET: 'x',
        DIRECTORY_FILE: '/nowhere',
      }),
    );
    const named = problems.map((line) => line.split(/[:=]/)[0]);
    expect(named.join(' ')).toBe(
      'PORT PUBLIC_URL DATABASE_URL S3_ENDPOINT S3_ACCESS_KEY_ID S3_SECRET_ACCESS_KEY REDIS_URL QUEUE_PREFIX ROLES LOG_LEVEL SANDBOX_TOKEN_FILE NODE_ENV SANDBOX WECOM_BOT_KEY LINK_SECRET /nowhere',
    );
  });
});

describe('a secret in a file', () => {
  const dir = mkdtempSync(join(tmpdir(), 'wenming-env-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(dir, name), text);
    return join(dir, name);
  };

  it('is read without its line end', () => {
    expect(loadConfig({ SANDBOX_TOKEN_FILE: file('token', 'open sesame\n') }).sandbox).toEqual({ token: 'open sesame' });
    expect(loadConfig({ REDIS_URL_FILE: file('redis', 'redis://redis\n') }).redis?.url).toBe('redis://redis');
  });

  it.each([
    [{ SANDBOX_TOKEN_FILE: join(dir, 'absent') }, /^SANDBOX_TOKEN_FILE: .*absent cannot be read \(ENOENT\); correct the path/],
    [{ LINK_SECRET_FILE: file('empty', '\n') }, /^LINK_SECRET_FILE: .*empty is empty; write the secret into it/],
    [{ METRICS_TOKEN: 'a', METRICS_TOKEN_FILE: file('metrics', 'b') }, /^METRICS_TOKEN and METRICS_TOKEN_FILE are both set; unset one/],
  ])('is a loud problem when it cannot be used: %o', (env, problem) => {
    expect(problemsOf(() => loadConfig(env))).toEqual([expect.stringMatching(problem)]);
  });
});

it('config/example.env names exactly the variables the program reads', () => {
  const text = readFileSync('config/example.env', 'utf8');
  const named = [...text.matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
  expect(named).toHaveLength(VARIABLES.length);
  expect(new Set(named)).toEqual(new Set(VARIABLES));
});

it('reads its own variables only, trimmed', () => {
  expect(readEnv({ PORT: ' 80 ', PATH: '/bin', WECOM_CORP_ID: 'ww', HOST: undefined, BOT_NAME: ' ' })).toEqual({
    PORT: '80',
    WECOM_CORP_ID: 'ww',
  });
});
