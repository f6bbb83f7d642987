import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { problemsOf } from './problems-of.ts';

const BLOCK = {
  S3_BUCKET: 'wenming',
  S3_ENDPOINT: 'https://s3.cn-north-1.amazonaws.com.cn/',
  S3_ACCESS_KEY_ID: 'key',
  S3_SECRET_ACCESS_KEY: 'hunter2',
};

it('keeps files on disk while nothing names S3', () => {
  expect(loadConfig({}).s3).toBeUndefined();
});

it('keeps files on S3 once the block is filled, the secret also from a file', () => {
  const s3 = {
    bucket: 'wenming',
    endpoint: 'https://s3.cn-north-1.amazonaws.com.cn',
    region: 'us-east-1',
    accessKeyId: 'key',
    secretAccessKey: 'hunter2',
  };
  expect(loadConfig(BLOCK).s3).toEqual(s3);
  const file = join(mkdtempSync(join(tmpdir(), 'wenming-s3-')), 'secret');
  writeFileSync(file, 'hunter2\n');
  const { S3_SECRET_ACCESS_KEY: _, ...rest } = BLOCK;
  expect(loadConfig({ ...rest, S3_SECRET_ACCESS_KEY_FILE: file, S3_REGION: 'cn-north-1' }).s3).toEqual({ ...s3, region: 'cn-north-1' });
});

it.each([
  [{ S3_BUCKET: 'wenming' }, /^S3_ENDPOINT: is missing, and S3_BUCKET cannot work without it/],
  [{ S3_REGION: 'r' }, /^S3_REGION: is set, but no S3_BUCKET/],
  [{ ...BLOCK, S3_BUCKET: 'ab' }, /^S3_BUCKET=ab: must be 3 to 63 small letters/],
  [{ ...BLOCK, S3_BUCKET: 'a/../b' }, /^S3_BUCKET=a\/..\/b: must be/],
  [{ ...BLOCK, S3_ENDPOINT: 's3.example.cn' }, /^S3_ENDPOINT: must be an address like https:\/\//],
  [{ ...BLOCK, S3_ENDPOINT: 'https://key:hunter2@s3.example.cn' }, /^S3_ENDPOINT: must be an address/],
  [{ ...BLOCK, S3_ENDPOINT_URL: 'https://s3.example.cn' }, /^S3_ENDPOINT_URL: there is no such variable/],
  [{ ...BLOCK, S3_SECRET_ACCESS_KEY_FILE: '/x' }, /^S3_SECRET_ACCESS_KEY and S3_SECRET_ACCESS_KEY_FILE are both set/],
])('refuses with the cure: %o', (env, problem) => {
  const problems = problemsOf(() => loadConfig(env));
  expect(problems[0]).toMatch(problem);
  expect(problems.join()).not.toContain('hunter2');
});
