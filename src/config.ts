import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readEnv, readSecret, type Env } from './config/env.ts';
import { loadConfigFiles, type ConfigFiles } from './config/files.ts';
import { refuse, tryParts } from './config/parts.ts';
import {
  isSandboxOn,
  readDatabaseUrl,
  readDataDir,
  readHttp,
  readLinkSecret,
  readLogLevel,
  readRedis,
  readRoles,
  readSandbox,
  type LogLevel,
  type ServiceRole,
} from './config/values.ts';
import { readDingtalk, type DingtalkConfig } from './config/dingtalk.ts';
import { readS3, type S3Config } from './config/s3.ts';
import { readWecom, type WecomConfig } from './config/wecom.ts';
import { findDirectoryFile, loadDirectoryFile } from './config/directory-file.ts';
import type { RoomKeys } from './config/room-keys.ts';
import type { DirectoryFile } from './domain/directory.ts';

/** Everything an operator decides: the environment, and the files of CONFIG_DIR. */
export interface Config extends ConfigFiles {
  http: { host: string; port: number; publicUrl: string | undefined };
  /** Absolute. */
  dataDir: string;
  /** PostgreSQL; absent: SQLite under `dataDir`. */
  databaseUrl: string | undefined;
  /** Absent: files are kept under `dataDir`. */
  s3: S3Config | undefined;
  /** Absent: the queue lives in the process. */
  redis: { url: string; prefix: string } | undefined;
  roles: readonly ServiceRole[];
  /** Where `directory` was read from; absolute. */
  directoryFile: string;
  directory: DirectoryFile;
  /** Keys of group robots (群机器人) by the room's id in `directory`. Secrets, so kept apart from what is stored of it. */
  roomKeys: ReadonlyMap<string, RoomKeys>;
  botName: string;
  logLevel: LogLevel;
  /** Absent: off. Without a token it answers loopback only. */
  sandbox: { token: string | undefined } | undefined;
  /** Absent: not connected. */
  wecom: WecomConfig | undefined;
  /** Absent: not connected. */
  dingtalk: DingtalkConfig | undefined;
  /** Signs links; absent: a key kept under `dataDir`. */
  linkSecret: string | undefined;
  /** Opens the details of readiness to others than loopback. */
  metricsToken: string | undefined;
}

/** What the bot is called on a channel. */
export function botNameOn(config: Pick<Config, 'botName' | 'wecom' | 'dingtalk'>, channel: string): string {
  const platform = channel === 'wecom' || channel === 'dingtalk' ? config[channel] : undefined;
  return platform?.botName ?? config.botName;
}

/** `.env` beside package.json, for the server and the command line alike: they must mean the same data. What is set already wins. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

/** Throws one ConfigError that lists all problems, each with its place and its cure. */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const { config, problems } = readConfig(environment);
  refuse(problems);
  return config as Config; // no problem: it is whole
}

/** Whatever can be used of it, and every problem of the rest: for `doctor`, which has more to look at. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): { config: Partial<Config>; problems: string[] } {
  const env = readEnv(environment);
  const configDir = resolve(env.CONFIG_DIR ?? 'config');
  const { parts, problems } = tryParts({
    http: () => readHttp(env),
    dataDir: () => readDataDir(env),
    databaseUrl: () => readDatabaseUrl(env),
    s3: () => readS3(env),
    redis: () => readRedis(env),
    roles: () => readRoles(env),
    botName: () => env.BOT_NAME ?? '创建管家',
    logLevel: () => readLogLevel(env),
    sandbox: () => readSandbox(env),
    wecom: () => readWecom(env),
    dingtalk: () => readDingtalk(env),
    linkSecret: () => readLinkSecret(env),
    metricsToken: () => readSecret(env, 'METRICS_TOKEN'),
    files: () => loadConfigFiles(configDir),
    directory: () => readDirectory(env, configDir),
  });
  const { files, directory, ...values } = parts;
  return { config: { ...values, ...files, ...directory }, problems };
}

/** The directory (通讯录) alone. Throws a ConfigError like `loadConfig`. */
export function loadDirectory(environment: Readonly<Record<string, string | undefined>>): DirectoryFile {
  const env = readEnv(environment);
  return readDirectory(env, resolve(env.CONFIG_DIR ?? 'config')).directory;
}

function readDirectory(env: Env, configDir: string): Pick<Config, 'directoryFile' | 'directory' | 'roomKeys'> {
  const directoryFile = findDirectoryFile(configDir, env.DIRECTORY_FILE, isSandboxOn(env));
  return { directoryFile, ...loadDirectoryFile(directoryFile) };
}
