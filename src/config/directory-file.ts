import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readParts, refuse } from './parts.ts';
import { readRoomKeys, type RoomKeys } from './room-keys.ts';
import { checkDirectory } from './directory-checks.ts';
import { DIRECTORY, type RawDirectory } from './directory-schema.ts';
import type { Department, DirectoryFile, Member } from '../domain/directory.ts';
import { ConfigError } from '../domain/errors.ts';
import { readYamlFile } from './yaml-file.ts';

/** Throws a ConfigError with all problems, each with its line and its cure. */
export function loadDirectoryFile(path: string): { directory: DirectoryFile; roomKeys: ReadonlyMap<string, RoomKeys> } {
  const file = readYamlFile(path, DIRECTORY);
  refuse(checkDirectory(file.value).map(({ at, message }) => file.problemAt(at, message)));
  const { departments, members, rooms } = file.value;
  const directory = { ...file.value, departments: departments.map(toDepartment), members: members.map(toMember), rooms: rooms.map(toRoom) };
  const keys = rooms.flatMap(({ id, push }) => (push === undefined ? [] : [[id, () => readRoomKeys(push)] as const]));
  return { directory, roomKeys: new Map(Object.entries(readParts(Object.fromEntries(keys)))) };
}

function toDepartment({ kind, collective, ...rest }: RawDirectory['departments'][number]): Department {
  return { ...rest, kind: collective === undefined ? (kind ?? 'department') : 'collective', collective: collective ?? null };
}

function toMember({
  deputy,
  prefer,
  ...rest
}: RawDirectory['members'][number]): Member & Pick<DirectoryFile['members'][number], 'accounts'> {
  return { ...rest, deputyId: deputy ?? null, prefer: prefer ?? null };
}

/**
 * Without its robot keys: what is known of a room is stored and shown. A room that only its group robot reaches has no chat id
 * anybody knows, so it is addressed by a name of ours.
 */
function toRoom({ push = {}, ...room }: RawDirectory['rooms'][number]): DirectoryFile['rooms'][number] {
  const named = { wecom: push.wecomWebhookKey ?? push.wecomWebhookKeyFile, dingtalk: push.dingtalkWebhook ?? push.dingtalkWebhookFile };
  const byRobot = Object.entries(named).flatMap(([channel, key]) => (key === undefined ? [] : [[channel, `robot-${room.id}`]]));
  return { ...room, accounts: { ...Object.fromEntries(byRobot), ...room.accounts } };
}

/** DIRECTORY_FILE, else the unit's own directory.yaml, else the sandbox's cast while the sandbox is on. */
export function findDirectoryFile(configDir: string, given: string | undefined, sandboxOn: boolean): string {
  if (given !== undefined) return resolve(given);
  const own = join(configDir, 'directory.yaml');
  if (existsSync(own)) return own;
  if (sandboxOn) return join(configDir, 'sandbox.yaml');
  throw new ConfigError([`DIRECTORY_FILE: there is no directory; copy directory.example.yaml to ${own} and fill it in`]);
}
