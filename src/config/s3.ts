import { ConfigError } from '../domain/errors.ts';
import type { Env } from './env.ts';
import { refuse } from './parts.ts';
import { readBlock, unknownNames } from './platform.ts';

/** Where evidence files are kept instead of DATA_DIR, and who may use it. */
export interface S3Config {
  /** http or https; without a slash at its end. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

const BLOCK = ['S3_BUCKET', 'S3_ENDPOINT', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;
const MORE = ['S3_REGION'] as const;

/** Undefined: files are kept on disk. */
export function readS3(env: Env): S3Config | undefined {
  refuse(unknownNames(env, 'S3_', [...BLOCK, ...MORE]));
  const block = readBlock(env, 'evidence files on S3', BLOCK);
  if (block === undefined) {
    refuse(env.S3_REGION === undefined ? [] : [`S3_REGION: is set, but no ${BLOCK.join(', ')}; set them, or unset it`]);
    return undefined;
  }
  return {
    endpoint: readEndpoint(block.S3_ENDPOINT),
    bucket: readBucket(block.S3_BUCKET),
    region: env.S3_REGION ?? 'us-east-1',
    accessKeyId: block.S3_ACCESS_KEY_ID,
    secretAccessKey: block.S3_SECRET_ACCESS_KEY,
  };
}

function readEndpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isAddress = url !== undefined && ['http:', 'https:'].includes(url.protocol) && url.search === '' && url.username === '';
  if (isAddress) return text.replace(/\/+$/, '');
  throw new ConfigError(['S3_ENDPOINT: must be an address like https://s3.cn-north-1.amazonaws.com.cn, without the bucket in its path']);
}

function readBucket(text: string): string {
  if (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text)) return text;
  throw new ConfigError([`S3_BUCKET=${text}: must be 3 to 63 small letters, digits, dots and hyphens, as the bucket is named`]);
}
