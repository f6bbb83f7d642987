import { listDepartments, listMembers } from '../db/directory.ts';
import { listRoomsOn } from '../db/rooms.ts';
import type { Role } from '../domain/directory.ts';
import type { Deps } from './deps.ts';
import { isIn } from './list-shown.ts';

/** Who can be played in the sandbox. */
export interface Cast {
  botName: string;
  members: { id: string; name: string; roles: Role[]; departments: { id: string; name: string }[] }[];
  /** `members`: ids of those in it. */
  rooms: { id: string; name: string; members: string[] }[];
}

/** People and rooms of the directory in use (通讯录). */
export async function readCast({ db, config }: Deps): Promise<Cast> {
  const [departments, members, rooms] = await Promise.all([listDepartments(db), listMembers(db), listRoomsOn(db, 'sandbox')]);
  const nameOf = new Map(departments.map(({ id, name }) => [id, name]));
  return {
    botName: config.botName,
    members: members.map(({ id, name, roles, departments: ids }) => ({
      id,
      name,
      roles,
      departments: ids.map((departmentId) => ({ id: departmentId, name: nameOf.get(departmentId) ?? departmentId })),
    })),
    rooms: rooms.map((room) => ({
      id: room.chatId,
      name: room.name,
      members: members.filter((member) => isIn(room, member)).map(({ id }) => id),
    })),
  };
}
