import { readFileSync } from 'node:fs';
import { ConfigError } from '../domain/errors.ts';

/** Secrets may stand in a file instead, named by the variable with `_FILE`. */
const SECRETS = [
  'DATABASE_URL',
  'REDIS_URL',
  'SANDBOX_TOKEN',
  'METRICS_TOKEN',
  'LINK_SECRET',
  'WECOM_BOT_TOKEN',
  'WECOM_BOT_AES_KEY',
  'WECOM_BOT_SECRET',
  'WECOM_APP_SECRET',
  'WECOM_APP_TOKEN',
  'WECOM_APP_AES_KEY',
  'DINGTALK_APP_SECRET',
  'S3_SECRET_ACCESS_KEY',
] as const;

/** Every variable the program reads. `config/example.env` explains each. */
export const VARIABLES = [
  'PORT',
  'HOST',
  'PUBLIC_URL',
  'DATA_DIR',
  'QUEUE_PREFIX',
  'S3_BUCKET',
  'S3_ENDPOINT',
  'S3_REGION',
  'S3_ACCESS_KEY_ID',
  'ROLES',
  'CONFIG_DIR',
  'DIRECTORY_FILE',
  'BOT_NAME',
  'LOG_LEVEL',
  'SANDBOX',
  'NODE_ENV',
  'WECOM_BOT_NAME',
  'WECOM_BOT_ID',
  'WECOM_CORP_ID',
  'WECOM_APP_AGENT_ID',
  'WECOM_API_BASE',
  'WECOM_WS_URL',
  'WECOM_MEDIA_HOSTS',
  'DINGTALK_BOT_NAME',
  'DINGTALK_APP_KEY',
  'DINGTALK_ROBOT_CODE',
  'DINGTALK_CORP_ID',
  'DINGTALK_MODE',
  'DINGTALK_API_BASE',
  'DINGTALK_OAPI_BASE',
  'DINGTALK_MEDIA_HOSTS',
  ...SECRETS,
  ...SECRETS.map((name) => `${name}_FILE` as const),
] as const;

/** Read whatever the names, so that a misspelt one is told. */
const PREFIXES = ['S3_', 'WECOM_', 'DINGTALK_'] as const;

type Variable = (typeof VARIABLES)[number] | `${(typeof PREFIXES)[number]}${string}`;

/** The environment as flat text: known names only, blank ones left out. */
export type Env = { readonly [N in Variable]?: string };

/** Picks what concerns this program. Judges nothing: that is `loadConfig`. */
export function readEnv(env: Readonly<Record<string, string | undefined>>): Env {
  const known = Object.entries(env).flatMap(([name, value]) => (isVariable(name) && value?.trim() ? [[name, value.trim()]] : []));
  return Object.fromEntries(known);
}

function isVariable(name: string): name is Variable {
  return VARIABLES.some((known) => known === name) || PREFIXES.some((prefix) => name.startsWith(prefix));
}

/** The secret itself, or what its file says. Other variables have no file. */
export function readSecret(env: Env, name: keyof Env): string | undefined {
  const file = env[`${name}_FILE` as keyof Env];
  if (file === undefined) return env[name];
  if (env[name] !== undefined) throw new ConfigError([`${name} and ${name}_FILE are both set; unset one of them`]);
  return readSecretFile(`${name}_FILE`, file);
}

/** `name`: what the operator calls the setting. */
export function readSecretFile(name: string, file: string): string {
  const secret = readText(name, file);
  if (secret === '') throw new ConfigError([`${name}: ${file} is empty; write the secret into it`]);
  return secret;
}

function readText(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError([`${name}: ${file} cannot be read (${code}); correct the path or let this user read it`]);
  }
}
