import { expect, it } from 'vitest';
import { isAllowedHost } from '../../src/guarded/allowed-host.ts';

const PLATFORM = ['qyapi.weixin.qq.com'];

it.each([
  ['https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=RC', true],
  ['https://QYAPI.weixin.qq.com/', true],
  ['http://qyapi.weixin.qq.com/', false],
  ['https://qyapi.weixin.qq.com:8443/', false],
  ['https://qyapi.weixin.qq.com.evil.example/', false],
  ['https://evil.example/qyapi.weixin.qq.com', false],
  ['https://qyapi.weixin.qq.com@evil.example/', false],
  ['https://weixin.qq.com/', false],
  ['ftp://qyapi.weixin.qq.com/', false],
])('takes exactly the platform under https: %s is %s', (address, allowed) => {
  expect(isAllowedHost(new URL(address), PLATFORM, [])).toBe(allowed);
});

it.each([
  ['https://media.example/a', true],
  ['https://media.example:8443/a', true],
  ['http://media.example/a', false],
  ['https://cdn.example:8443/a', true],
  ['https://cdn.example/a', false],
  ['https://plain.example/a', true],
  ['http://127.0.0.1:3001/a', true],
  ['http://127.0.0.1:3002/a', false],
  ['http://[::1]:3001/a', true],
  ['http://localhost/a', true],
  ['http://10.0.0.9/a', false],
  ['https://10.0.0.9/a', true],
])('takes what the operator listed, unencrypted only on this machine: %s is %s', (address, allowed) => {
  const list = ['media.example', 'cdn.example:8443', 'plain.example:443', '127.0.0.1:3001', '[::1]:3001', 'localhost', '10.0.0.9'];
  expect(isAllowedHost(new URL(address), PLATFORM, list)).toBe(allowed);
});
