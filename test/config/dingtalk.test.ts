import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { problemsOf } from './problems-of.ts';

const APP = {
  DINGTALK_APP_KEY: 'dingapp1',
  DINGTALK_APP_SECRET: 'hunter2',
  DINGTALK_ROBOT_CODE: 'dingapp1',
  DINGTALK_CORP_ID: 'dingcorp1',
};

function load(env: Record<string, string>) {
  return loadConfig({ PUBLIC_URL: 'https://wenming.example.cn', DIRECTORY_FILE: 'config/sandbox.yaml', ...env });
}

describe('the settings of DingTalk', () => {
  it('are absent while nothing names it', () => {
    expect(load({ DINGTALK_BOT_NAME: '小创' })).toMatchObject({ dingtalk: undefined, sandbox: {} });
  });

  it('take an app by Stream unless said, and switch the sandbox off', () => {
    expect(load(APP)).toMatchObject({
      sandbox: undefined,
      dingtalk: {
        botName: '创建管家',
        appKey: 'dingapp1',
        robotCode: 'dingapp1',
        corpId: 'dingcorp1',
        mode: 'stream',
        apiBase: 'https://api.dingtalk.com',
        oapiBase: 'https://oapi.dingtalk.com',
        mediaHosts: [],
      },
    });
    expect(load({ ...APP, DINGTALK_MODE: 'http' }).dingtalk?.mode).toBe('http');
  });

  it.each([
    [{ DINGTALK_APP_KEY: 'k' }, /^DINGTALK_APP_SECRET: is missing/],
    [{ ...APP, DINGTALK_MODE: 'push' }, /^DINGTALK_MODE=push: must be stream .*or http/],
    [{ ...APP, DINGTALK_OAPI_BASE: 'http://example.cn' }, /^DINGTALK_OAPI_BASE: must be an address that begins with https:/],
    [{ DINGTALK_APPKEY: 'x' }, /^DINGTALK_APPKEY: there is no such variable/],
    [{ ...APP, PUBLIC_URL: '' }, /^PUBLIC_URL: is needed once a chat platform is connected/],
  ])('are refused with the cure: %o', (env, problem) => {
    const problems = problemsOf(() => load(env));
    expect(problems[0]).toMatch(problem);
    expect(problems.join()).not.toContain('hunter2');
  });
});
