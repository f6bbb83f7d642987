import { isDeepStrictEqual } from 'node:util';
import { listDepartments } from '../db/directory.ts';
import { insertRoom, listRoomsOn, removeRoom, updateRoom, type RoomOnChannel } from '../db/rooms.ts';
import { createDepartmentResolver, expandDepartment, type ChatRoom, type Department } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';

/** A chat as its channel names it. */
export interface ChatPlace {
  channel: string;
  /** Null: a private chat. */
  chatId: string | null;
}

/** Whose a room is. */
interface Binding {
  /** Null: the whole unit's. */
  departments: string[] | null;
}

export interface RoomView {
  unchanged: boolean;
  /** Null: nobody's. */
  now: Binding | null;
  /** Before. */
  was: Binding | null;
}

type Place = { channel: string; chatId: string };

/** 「绑定本群 办公室」, 「绑定本群 全院」: this room (群) is these departments' own. */
export async function bindRoom(
  deps: Deps,
  { place, names, actor }: { place: ChatPlace; names: readonly string[]; actor: Actor },
): Promise<RoomView> {
  const chat = getRoomChat(place);
  const all = await listDepartments(deps.db);
  const departments = names.length === 1 && EVERYBODY.test(names[0]!) ? 'all' : chooseIds(names, all);
  const bound = await findRoom(deps, chat);
  const view = { now: bindingOf(departments, all), was: bound === undefined ? null : bindingOf(bound.departments, all) };
  if (bound !== undefined && nameOf(bound.departments, all) === nameOf(departments, all)) return { ...view, unchanged: true };
  if (bound === undefined) await addRoom(deps, chat, departments, all);
  else await updateRoom(deps.db, { id: bound.id, departments });
  await audit(deps, actor, 'bind-room', `绑定群：${bound?.name ?? '新的群'}为${nameOf(departments, all)}的群`);
  return { ...view, unchanged: false };
}

const EVERYBODY = /^(?:全院|全体|全部|全单位|所有部门|全员)$/u;

/** 「解绑本群」: back to what the directory file says of the room, or to nothing. */
export async function unbindRoom(deps: Deps, { place, actor }: { place: ChatPlace; actor: Actor }): Promise<RoomView> {
  const bound = await findRoom(deps, getRoomChat(place));
  if (bound === undefined) throw new DomainError('cannot-bind-room', { why: 'not-bound' });
  const all = await listDepartments(deps.db);
  const was = bindingOf(bound.departments, all);
  if (isDeepStrictEqual(bound.stated, bound.departments)) throw new DomainError('cannot-bind-room', { why: 'file', ...was });
  if (bound.stated === null) await removeRoom(deps.db, bound.id);
  else await updateRoom(deps.db, { id: bound.id, departments: bound.stated });
  await audit(deps, actor, 'unbind-room', `解绑群：${bound.name}`);
  return { unchanged: false, now: bound.stated === null ? null : bindingOf(bound.stated, all), was };
}

function getRoomChat({ channel, chatId }: ChatPlace): Place {
  if (chatId === null) throw new DomainError('cannot-bind-room', { why: 'private' });
  return { channel, chatId };
}

async function findRoom(deps: Deps, { channel, chatId }: Place): Promise<RoomOnChannel | undefined> {
  return (await listRoomsOn(deps.db, channel)).find((room) => room.chatId === chatId);
}

async function addRoom(deps: Deps, chat: Place, departments: ChatRoom['departments'], all: readonly Department[]): Promise<void> {
  await insertRoom(deps.db, { id: deps.newId(), name: `${nameOf(departments, all)}群`, departments, ...chat });
}

function chooseIds(names: readonly string[], all: readonly Department[]): string[] {
  const resolve = createDepartmentResolver(all);
  const apart = names.flatMap((name) => (resolve(name) === undefined ? name.split(/[和与及]/u) : name));
  const found = apart.map((name) => {
    const department = resolve(name);
    if (department === undefined) throw new DomainError('no-such-department', { name });
    return department;
  });
  return [...new Set(found.flatMap((department) => expandDepartment(department, all)).map(({ id }) => id))];
}

function bindingOf(departments: ChatRoom['departments'], all: readonly Department[]): Binding {
  return { departments: departments === 'all' ? null : namesOf(departments, all) };
}

function nameOf(departments: ChatRoom['departments'], all: readonly Department[]): string {
  return departments === 'all' ? '全院' : namesOf(departments, all).join('、');
}

function namesOf(ids: readonly string[], all: readonly Department[]): string[] {
  return all.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
}
