import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { problemsOf } from './problems-of.ts';

const PUBLIC_URL = 'https://wenming.example.cn';
const AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const callback = { WECOM_BOT_TOKEN: 'QDG6eK', WECOM_BOT_AES_KEY: AES_KEY };
const connection = { WECOM_BOT_ID: 'aib1', WECOM_BOT_SECRET: 'hunter2hunter2' };
const app = { WECOM_CORP_ID: 'ww1', WECOM_APP_AGENT_ID: '1000002', WECOM_APP_SECRET: 'hunter2' };

function load(env: Record<string, string>) {
  return loadConfig({ PUBLIC_URL, DIRECTORY_FILE: 'config/sandbox.yaml', ...env });
}

describe('the settings of WeCom', () => {
  it('are absent while nothing names it, and the sandbox is on', () => {
    expect(load({ WECOM_BOT_NAME: '小创' })).toMatchObject({ wecom: undefined, sandbox: {} });
  });

  it('switch the sandbox off unless it is asked for', () => {
    expect(load(callback).sandbox).toBeUndefined();
    expect(load({ ...callback, SANDBOX: '1' }).sandbox).toEqual({ token: undefined });
    expect(load({ ...callback, NODE_ENV: 'production' }).sandbox).toBeUndefined();
  });

  it('take a bot by callback with an app', () => {
    expect(load({ ...callback, ...app, BOT_NAME: '小创' }).wecom).toEqual({
      botName: '小创',
      bot: { mode: 'callback', token: 'QDG6eK', aesKey: AES_KEY },
      app: { corpId: 'ww1', agentId: 1000002, secret: 'hunter2', callback: undefined },
      apiBase: 'https://qyapi.weixin.qq.com',
      mediaHosts: [],
    });
  });

  it('take a bot by long connection, and an app that hears', () => {
    const { wecom } = load({
      ...connection,
      ...app,
      WECOM_APP_TOKEN: 'abc',
      WECOM_APP_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
      WECOM_BOT_NAME: '考核 助手',
      WECOM_API_BASE: 'http://127.0.0.1:9/',
      WECOM_MEDIA_HOSTS: '127.0.0.1:9, Media.example.cn',
    });
    expect(wecom).toMatchObject({
      botName: '考核 助手',
      bot: { mode: 'connection', id: 'aib1', url: 'wss://openws.work.weixin.qq.com' },
      app: { callback: { token: 'abc' } },
      apiBase: 'http://127.0.0.1:9',
      mediaHosts: ['127.0.0.1:9', 'media.example.cn'],
    });
  });

  it('take a secret from a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'wenming-wecom-')), 'secret');
    writeFileSync(file, `${AES_KEY}\n`);
    expect(load({ WECOM_BOT_TOKEN: 'QDG6eK', WECOM_BOT_AES_KEY_FILE: file }).wecom?.bot).toMatchObject({ aesKey: AES_KEY });
  });

  it.each([
    [{ WECOM_BOT_TOKEN: 'QDG6eK' }, /^WECOM_BOT_AES_KEY: is missing, and WECOM_BOT_TOKEN cannot work without it/],
    [{ WECOM_BOT_ID: 'x' }, /^WECOM_BOT_SECRET: is missing/],
    [{ WECOM_CORP_ID: 'ww1' }, /^WECOM_APP_AGENT_ID: is missing/],
    [{ WECOM_APP_TOKEN: 'abc', WECOM_APP_AES_KEY: AES_KEY }, /^WECOM_CORP_ID, WECOM_APP_AGENT_ID, WECOM_APP_SECRET: .*are needed too/],
    [{ ...callback, ...connection }, /never both; unset one pair/],
    [{ ...callback, WECOM_BOT_TOKEN: 'hunter2 !' }, /^WECOM_BOT_TOKEN: must be 3 to 32 letters and digits; copy Token from/],
    [{ ...callback, WECOM_BOT_AES_KEY: 'hunter2' }, /^WECOM_BOT_AES_KEY: must be 43 letters and digits; copy EncodingAESKey from/],
    [{ ...app, WECOM_APP_AGENT_ID: 'x' }, /^WECOM_APP_AGENT_ID: must be a number/],
    [{ ...app, WECOM_API_BASE: 'http://example.cn' }, /^WECOM_API_BASE: must be an address that begins with https:/],
    [{ ...app, WECOM_MEDIA_HOSTS: 'https://x' }, /^WECOM_MEDIA_HOSTS: "https:\/\/x" is no host/],
    [{ WECOM_BOT_TOKN: 'x' }, /^WECOM_BOT_TOKN: there is no such variable/],
    [{ ...callback, PUBLIC_URL: '' }, /^PUBLIC_URL: is needed once a chat platform is connected/],
  ])('are refused with the cure: %o', (env, problem) => {
    const problems = problemsOf(() => load(env));
    expect(problems[0]).toMatch(problem);
    expect(problems.join()).not.toContain('hunter2');
  });
});

describe('rooms that may be written to', () => {
  const directory = (push: string, accounts = '{ wecom: wrCHAT1 }'): string => {
    const file = join(mkdtempSync(join(tmpdir(), 'wenming-rooms-')), 'directory.yaml');
    writeFileSync(
      file,
      `unit: 院机关\nstaffCount: 1\ndepartments: [{ id: office, name: 办公室 }]\nmembers: [{ id: zhang, name: 张三, accounts: { wecom: "0Zhang.San" } }]\nrooms: [{ id: all, name: 工作群, departments: all, accounts: ${accounts}, push: ${push} }]\n`,
    );
    return file;
  };

  it('keep their keys apart from the directory, whose text is stored', () => {
    const config = load({ ...callback, DIRECTORY_FILE: directory('{ wecomWebhookKey: secret-key }') });
    expect(config.roomKeys.get('all')).toEqual({ wecomWebhookKey: 'secret-key' });
    expect(JSON.stringify(config.directory)).not.toContain('secret-key');
  });

  it('are addressed by a name of ours where only a robot reaches them', () => {
    const roomsOf = (accounts: string) => load({ DIRECTORY_FILE: directory('{ wecomWebhookKey: k }', accounts) }).directory.rooms;
    expect(roomsOf('{}')[0]!.accounts).toEqual({ wecom: 'robot-all' });
    expect(roomsOf('{ wecom: wrCHAT1 }')[0]!.accounts).toEqual({ wecom: 'wrCHAT1' });
  });

  it('name the file of a key that cannot be read', () => {
    expect(problemsOf(() => load({ DIRECTORY_FILE: directory('{ wecomWebhookKeyFile: /nowhere }') }))[0]).toMatch(
      /^wecomWebhookKeyFile: \/nowhere cannot be read/,
    );
  });

  it('know people by their userid in lower case, with its zeros', () => {
    expect(load({ DIRECTORY_FILE: directory('{}') }).directory.members[0]!.accounts).toEqual({ wecom: '0zhang.san' });
  });
});
