import { resolve } from 'node:path';
import { readSecret, type Env } from './env.ts';
import { readParts, refuse } from './parts.ts';
import { namesDingtalk } from './dingtalk.ts';
import { namesWecom } from './wecom.ts';
import { ConfigError } from '../domain/errors.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const SERVICE_ROLES = ['web', 'worker', 'cron'] as const;
/** What one process does of the whole. */
export type ServiceRole = (typeof SERVICE_ROLES)[number];

export function readHttp(env: Env): { host: string; port: number; publicUrl: string | undefined } {
  return readParts({
    host: () => env.HOST ?? '127.0.0.1',
    port: () => readPort(env.PORT ?? '3000'),
    publicUrl: () => readPublicUrl(env),
  });
}

/** 0 lets the system choose. */
function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new ConfigError([`PORT=${text}: must be a number from 0 to 65535, e.g. PORT=3000`]);
}

/** The value itself stays out of the message: it may carry a password. */
function readUrl(name: string, text: string, protocols: readonly string[]): string {
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
  throw new ConfigError([`${name}: must be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`]);
}

export function readDataDir(env: Env): string {
  return resolve(env.DATA_DIR ?? 'data');
}

export function readDatabaseUrl(env: Env): string | undefined {
  const url = readSecret(env, 'DATABASE_URL');
  return url === undefined ? undefined : readUrl('DATABASE_URL', url, ['postgres:', 'postgresql:']);
}

export function readRedis(env: Env): { url: string; prefix: string } | undefined {
  const { url, prefix } = readParts({
    url: () => readRedisUrl(env),
    prefix: () => readPrefix(env.QUEUE_PREFIX ?? '{wenming}'),
  });
  return url === undefined ? undefined : { url, prefix };
}

function readRedisUrl(env: Env): string | undefined {
  const url = readSecret(env, 'REDIS_URL');
  return url === undefined ? undefined : readUrl('REDIS_URL', url, ['redis:', 'rediss:']);
}

function readPrefix(text: string): string {
  if (/^[^\s:]+$/.test(text)) return text;
  throw new ConfigError([`QUEUE_PREFIX=${text}: must be one word without colon, e.g. QUEUE_PREFIX={wenming}`]);
}

export function readRoles(env: Env): readonly ServiceRole[] {
  const names = (env.ROLES ?? SERVICE_ROLES.join(',')).split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !SERVICE_ROLES.some((role) => role === name));
  refuse(unknown.map((name) => `ROLES: there is no role ${JSON.stringify(name)}; use ${SERVICE_ROLES.join(',')}`));
  const roles = SERVICE_ROLES.filter((role) => names.includes(role));
  if (roles.length === SERVICE_ROLES.length) return roles;
  const missing = (['DATABASE_URL', 'REDIS_URL'] as const).filter((name) => env[name] === undefined && env[`${name}_FILE`] === undefined);
  refuse(
    missing.map((name) => `ROLES=${env.ROLES}: several processes need ${SHARED[name]} (${name}); set it, or unset ROLES to run all in one`),
  );
  return roles;
}

/** What processes have to share. */
const SHARED = { DATABASE_URL: 'one PostgreSQL', REDIS_URL: 'one Redis' };

export function readLogLevel(env: Env): LogLevel {
  const level = LOG_LEVELS.find((known) => known === (env.LOG_LEVEL ?? 'info'));
  if (level !== undefined) return level;
  throw new ConfigError([`LOG_LEVEL=${env.LOG_LEVEL}: must be one of ${LOG_LEVELS.join(', ')}`]);
}

/** Undefined: off. Having no channel at all is a problem, too. */
export function readSandbox(env: Env): { token: string | undefined } | undefined {
  const { token } = readParts({
    token: () => readSecret(env, 'SANDBOX_TOKEN'),
    channels: () => refuse(sandboxProblems(env)),
  });
  return isSandboxOn(env) ? { token } : undefined;
}

function sandboxProblems(env: Env): string[] {
  const { NODE_ENV = 'development', SANDBOX } = env;
  const wrong: string[] = [];
  if (!['production', 'development', 'test'].includes(NODE_ENV)) {
    wrong.push(`NODE_ENV=${NODE_ENV}: must be production, development or test; unset it when in doubt`);
  }
  if (SANDBOX !== undefined && SANDBOX !== '1' && SANDBOX !== '0') wrong.push(`SANDBOX=${SANDBOX}: must be 1 (on) or 0 (off)`);
  if (wrong.length > 0) return wrong;
  if (SANDBOX === '1' && NODE_ENV === 'production') {
    return ['SANDBOX=1 is refused when NODE_ENV=production: in the sandbox anybody speaks for anybody; unset NODE_ENV to try the bot'];
  }
  if (isSandboxOn(env) || hasPlatform(env)) return [];
  const switchedOff = SANDBOX === '0' ? 'SANDBOX=0' : 'NODE_ENV=production';
  return [`${switchedOff}: leaves no channel to talk on; connect WeCom or DingTalk (config/example.env), or unset it to try the bot`];
}

/** On by itself only where no platform is configured and nothing is in production. */
export function isSandboxOn(env: Env): boolean {
  if (env.SANDBOX !== undefined) return env.SANDBOX === '1';
  return env.NODE_ENV !== 'production' && !hasPlatform(env);
}

function hasPlatform(env: Env): boolean {
  return namesWecom(env) || namesDingtalk(env);
}

/** Platforms deliver to it, and links in chats begin with it. */
function readPublicUrl(env: Env): string | undefined {
  if (env.PUBLIC_URL !== undefined) return readUrl('PUBLIC_URL', env.PUBLIC_URL, ['http:', 'https:']).replace(/\/+$/, '');
  if (!hasPlatform(env)) return undefined;
  throw new ConfigError([
    'PUBLIC_URL: is needed once a chat platform is connected: links in chats begin with it; set it to the address people open',
  ]);
}

/** Short keys can be guessed, and with the key anybody signs a link for anybody. */
export function readLinkSecret(env: Env): string | undefined {
  const secret = readSecret(env, 'LINK_SECRET');
  if (secret === undefined || secret.length >= 16) return secret;
  throw new ConfigError(['LINK_SECRET: has fewer than 16 characters; make one with: openssl rand -hex 32']);
}
