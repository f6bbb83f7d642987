import type { Department, Member, Role } from '../domain/directory.ts';
import type { Database, DepartmentRow } from './tables.ts';

/** All of the directory's departments (责任部门) with their aliases, in its order. */
export async function listDepartments(db: Database): Promise<Department[]> {
  const rows = await db.selectFrom('departments').selectAll().orderBy('position').execute();
  const aliases = await db.selectFrom('departmentAliases').selectAll().orderBy('alias').execute();
  return rows.map((row) =>
    toDepartment(
      row,
      aliases.filter(({ departmentId }) => departmentId === row.id).map(({ alias }) => alias),
    ),
  );
}

function toDepartment({ id, name, kind, collective }: DepartmentRow, aliases: string[]): Department {
  return { id, name, aliases, kind: kind as Department['kind'], collective: collective === null ? null : JSON.parse(collective) };
}

/** Everybody of the directory, in its order of ids. */
export async function listMembers(db: Database): Promise<Member[]> {
  const rows = await db.selectFrom('members').selectAll().orderBy('id').execute();
  return withBelonging(db, rows);
}

export async function findMember(db: Database, id: string): Promise<Member | undefined> {
  const rows = await db.selectFrom('members').selectAll().where('id', '=', id).execute();
  return (await withBelonging(db, rows))[0];
}

/** The person behind a platform account (平台账号). */
export async function findMemberByAccount(db: Database, channel: string, accountId: string): Promise<Member | undefined> {
  const account = await db
    .selectFrom('channelAccounts')
    .select('memberId')
    .where('channel', '=', channel)
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  return account === undefined ? undefined : findMember(db, account.memberId);
}

/** Members of a department, those who hold `role` only when it is given. */
export async function listMembersOf(db: Database, departmentId: string, role?: Role): Promise<Member[]> {
  let query = db
    .selectFrom('members')
    .selectAll('members')
    .innerJoin('memberDepartments', 'memberDepartments.memberId', 'members.id')
    .where('departmentId', '=', departmentId);
  if (role !== undefined) query = query.where('members.id', 'in', db.selectFrom('memberRoles').select('memberId').where('role', '=', role));
  return withBelonging(db, await query.orderBy('members.id').execute());
}

/** Everybody who holds one of the roles, e.g. all admins (管理员). */
export async function listMembersWithRole(db: Database, ...roles: Role[]): Promise<Member[]> {
  const rows = await db
    .selectFrom('members')
    .selectAll('members')
    .where('id', 'in', db.selectFrom('memberRoles').select('memberId').where('role', 'in', roles))
    .orderBy('id')
    .execute();
  return withBelonging(db, rows);
}

interface MemberHead {
  id: string;
  name: string;
  prefer: string | null;
  deputyId: string | null;
}

async function withBelonging(db: Database, heads: MemberHead[]): Promise<Member[]> {
  const ids = heads.map(({ id }) => id);
  const departments = await db.selectFrom('memberDepartments').selectAll().where('memberId', 'in', ids).orderBy('position').execute();
  const roles = await db.selectFrom('memberRoles').selectAll().where('memberId', 'in', ids).orderBy('role').execute();
  return heads.map(({ id, name, prefer, deputyId }) => ({
    id,
    name,
    prefer,
    deputyId,
    departments: departments.filter(({ memberId }) => memberId === id).map(({ departmentId }) => departmentId),
    roles: roles.filter(({ memberId }) => memberId === id).map(({ role }) => role as Role),
  }));
}

/** A person's accounts, by channel name. */
export async function listAccounts(db: Database, memberId: string): Promise<{ channel: string; accountId: string }[]> {
  return db
    .selectFrom('channelAccounts')
    .select(['channel', 'accountId'])
    .where('memberId', '=', memberId)
    .orderBy('channel')
    .orderBy('source', 'desc')
    .execute();
}

/** Members with an account on one of these channels. */
export async function listReachableMembers(db: Database, channels: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('channelAccounts')
    .select('memberId')
    .distinct()
    .where('channel', 'in', [...channels])
    .execute();
  return new Set(rows.map(({ memberId }) => memberId));
}

/** Accounts people bound by chat (绑定): the directory's file does not know them. */
export async function listBoundInChat(db: Database): Promise<{ memberId: string; channel: string }[]> {
  return db.selectFrom('channelAccounts').select(['memberId', 'channel']).where('source', '=', 'chat').execute();
}
