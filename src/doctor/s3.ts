import { fail, ok, warn, type Finding } from '../domain/finding.ts';
import type { S3Facts } from '../ports/facts.ts';

/** The bucket that holds the evidence files: whether it can be reached and used, and whether others may read along on the way. */
export function judgeS3({ endpoint, bucket }: { endpoint: string; bucket: string }, { failed }: S3Facts): Finding[] {
  const { protocol, hostname } = new URL(endpoint);
  const isPlain = protocol === 'http:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  const plain = warn('S3: files go to it unencrypted', 'write S3_ENDPOINT with https://, or keep the way there to yourselves');
  const use =
    failed === undefined
      ? ok(`S3: the bucket ${bucket} can be written, read, listed and cleared`)
      : fail(`S3: cannot ${failed.doing} in the bucket ${bucket} (${failed.code})`, cureOf(failed.code));
  return isPlain ? [plain, use] : [use];
}

/** Of what S3 and those who speak like it say, or the system. */
function cureOf(code: string): string {
  return CURES.find(([codes]) => codes.includes(code))?.[1] ?? 'look the word in brackets up at whoever runs the bucket';
}

const CURES: readonly (readonly [codes: readonly string[], cure: string])[] = [
  [['SignatureDoesNotMatch'], 'copy S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY again: they do not belong together'],
  [['InvalidAccessKeyId'], 'correct S3_ACCESS_KEY_ID: nobody has this key'],
  [['NoSuchBucket'], 'make the bucket, or correct S3_BUCKET'],
  [['AccessDenied'], 'allow this key s3:PutObject, s3:GetObject, s3:DeleteObject and s3:ListBucket in the bucket'],
  [['AuthorizationHeaderMalformed', 'PermanentRedirect', 'IllegalLocationConstraintException'], 'set S3_REGION to where the bucket is'],
  [['RequestTimeTooSkewed'], 'set the clock of this machine: switch on time synchronisation (timedatectl set-ntp true)'],
  [['SecondLevelDomainForbidden'], 'write the bucket before the host: S3_ENDPOINT=https://BUCKET.…'],
  [['ENOTFOUND', 'EAI_AGAIN'], 'correct S3_ENDPOINT: its host has no address'],
  [['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH'], 'correct S3_ENDPOINT, or see why this machine cannot reach it'],
];
