import type { NotNull } from 'kysely';
import type { DirectoryFile } from '../domain/directory.ts';
import { departmentKey } from '../domain/directory.ts';
import { handOver, listHandovers, takeBack, type SaidHandover } from './handovers.ts';
import { seedRooms } from './rooms.ts';
import type { Database, DepartmentRow, DirectorySource } from './tables.ts';

/**
 * Brings the stored directory (通讯录) up to its file: new and changed entries are written, what the file takes back of
 * aliases, roles, belonging and accounts goes. Departments and people stay, because history speaks of them; what was said in
 * chat (aliases, bound accounts and rooms, people let in, 移交) stays too. Returns the 移交 that hold no more. In the sandbox everybody's account is their own id. In a transaction.
 */
export async function seedDirectory(db: Database, file: DirectoryFile, channelNames: readonly string[]): Promise<LapsedHandover[]> {
  await seedDepartments(db, file);
  await seedAliases(db, file);
  const handovers = await listHandovers(db);
  for (const handover of handovers.toReversed()) await takeBack(db, handover);
  await seedMembers(db, file);
  const sandbox = channelNames.includes('sandbox');
  await seedAccounts(db, file, sandbox);
  await seedRooms(db, file, sandbox);
  return handOverAgain(db, file, handovers);
}

/** A 移交 that holds no more: the file has caught up with it, or the taker is gone. */
export interface LapsedHandover {
  fromId: string;
  toId: string;
  takerIsGone: boolean;
}

/** Until the file says itself that the giver is no 联络员: one it only does not name any more has left, and the taker goes on. */
async function handOverAgain(db: Database, file: DirectoryFile, handovers: readonly SaidHandover[]): Promise<LapsedHandover[]> {
  const named = new Set(file.members.map(({ id }) => id));
  const lapsed: LapsedHandover[] = [];
  for (const { id, n, fromId, toId } of handovers) {
    const takerIsGone = !named.has(toId) && !(await hasAccount(db, toId));
    const holds = !takerIsGone && (await handOver(db, { id, n, fromId, toId }, { giverIsGone: !named.has(fromId) }));
    if (!holds) lapsed.push({ fromId, toId, takerIsGone });
  }
  return lapsed;
}

async function hasAccount(db: Database, memberId: string): Promise<boolean> {
  const account = await db.selectFrom('channelAccounts').select('accountId').where('memberId', '=', memberId).executeTakeFirst();
  return account !== undefined;
}

async function seedDepartments(db: Database, { departments }: DirectoryFile): Promise<void> {
  for (const [position, { id, name, kind, collective }] of departments.entries()) {
    const row: Omit<DepartmentRow, 'id'> = { name, kind, collective: collective && JSON.stringify(collective), position };
    await db
      .insertInto('departments')
      .values({ id, ...row })
      .onConflict((c) => c.column('id').doUpdateSet(row))
      .execute();
  }
  await removeUnusedDepartments(
    db,
    departments.map(({ id }) => id),
  );
}

/** A department the file dropped and nothing ever spoke of was a slip of the pen: it would still be counted among 机关各部门. */
async function removeUnusedDepartments(db: Database, kept: readonly string[]): Promise<void> {
  const unused = await db
    .selectFrom('departments')
    .select('id')
    .where('id', 'not in', kept)
    .where(
      'id',
      'not in',
      db.selectFrom('assignments').select('departmentId').where('departmentId', 'is not', null).$narrowType<{ departmentId: NotNull }>(),
    )
    .where('id', 'not in', db.selectFrom('submissions').select('departmentId'))
    .where('id', 'not in', db.selectFrom('requests').select('departmentId'))
    .execute();
  const ids = unused.map(({ id }) => id);
  if (ids.length === 0) return;
  await db.deleteFrom('departmentAliases').where('departmentId', 'in', ids).execute();
  await db.deleteFrom('memberDepartments').where('departmentId', 'in', ids).execute();
  await db.deleteFrom('departments').where('id', 'in', ids).execute();
}

async function seedAliases(db: Database, { departments }: DirectoryFile): Promise<void> {
  await db.deleteFrom('departmentAliases').where('source', '=', 'file').execute();
  const said = await db.selectFrom('departmentAliases').select('alias').execute();
  const labels = new Set(departments.flatMap(({ name, aliases }) => [name, ...aliases]).map(departmentKey));
  const overruled = said.map(({ alias }) => alias).filter((alias) => labels.has(departmentKey(alias)));
  await db.deleteFrom('departmentAliases').where('alias', 'in', overruled).execute();
  for (const { id, aliases } of departments)
    for (const alias of aliases) await insertAlias(db, { alias, departmentId: id, source: 'file' });
}

/** One more name for a department. */
export async function insertAlias(db: Database, row: { alias: string; departmentId: string; source: DirectorySource }): Promise<void> {
  await db
    .insertInto('departmentAliases')
    .values(row)
    .onConflict((c) => c.column('alias').doUpdateSet({ departmentId: row.departmentId, source: row.source }))
    .execute();
}

/** Names given in chat, which can be taken back there. */
export async function listChatAliases(db: Database): Promise<{ alias: string; departmentId: string }[]> {
  return db.selectFrom('departmentAliases').select(['alias', 'departmentId']).where('source', '=', 'chat').execute();
}

export async function removeAlias(db: Database, alias: string): Promise<void> {
  await db.deleteFrom('departmentAliases').where('alias', '=', alias).execute();
}

async function seedMembers(db: Database, { members }: DirectoryFile): Promise<void> {
  for (const { id, name, prefer, deputyId, departments } of members) {
    const row = { name, prefer, deputyId };
    await db
      .insertInto('members')
      .values({ id, ...row })
      .onConflict((c) => c.column('id').doUpdateSet(row))
      .execute();
    await db.deleteFrom('memberDepartments').where('memberId', '=', id).execute();
    for (const [position, departmentId] of departments.entries())
      await db.insertInto('memberDepartments').values({ memberId: id, departmentId, position }).execute();
  }
  // Roles are given by the file alone: whoever left it holds none.
  await db.deleteFrom('memberRoles').execute();
  for (const { id, roles } of members)
    for (const role of new Set(roles)) await db.insertInto('memberRoles').values({ memberId: id, role }).execute();
}

async function seedAccounts(db: Database, { members }: DirectoryFile, sandbox: boolean): Promise<void> {
  await db.deleteFrom('channelAccounts').where('source', '=', 'file').execute();
  for (const { id, accounts } of members) {
    const all = sandbox ? { ...accounts, sandbox: id } : accounts;
    for (const [channel, accountId] of Object.entries(all)) await insertAccount(db, { channel, accountId, memberId: id, source: 'file' });
  }
}

/** This account (平台账号) is this person. */
export async function insertAccount(
  db: Database,
  row: { channel: string; accountId: string; memberId: string; source: DirectorySource },
): Promise<void> {
  await db
    .insertInto('channelAccounts')
    .values(row)
    .onConflict((c) => c.columns(['channel', 'accountId']).doUpdateSet({ memberId: row.memberId, source: row.source }))
    .execute();
}

/** A person the admins let in by chat (绑定): one department, no role. */
export async function insertMember(db: Database, member: { id: string; name: string; departmentId: string }): Promise<void> {
  const { id, name, departmentId } = member;
  await db.insertInto('members').values({ id, name, prefer: null, deputyId: null }).execute();
  await db.insertInto('memberDepartments').values({ memberId: id, departmentId, position: 0 }).execute();
}
