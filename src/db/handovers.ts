import type { Database, HandoverRow } from './tables.ts';

/** 移交, in the order in which they were said. */
export async function listHandovers(db: Database): Promise<HandoverRow[]> {
  return db.selectFrom('handovers').selectAll().orderBy('n').execute();
}

/**
 * One becomes 联络员 of all the departments of another, who is none any more. What that changed is kept, so that it can be taken
 * back. False when there is nothing to hand over: the giver is no 联络员. `giverIsGone`: was one, and the directory file does not name
 * that person any more.
 */
export async function handOver(db: Database, said: SaidHandover, { giverIsGone = false } = {}): Promise<boolean> {
  const { fromId, toId } = said;
  if (!giverIsGone && !(await isLiaison(db, fromId))) return false;
  const gaveRole = (await isLiaison(db, toId)) ? 0 : 1;
  await db.deleteFrom('memberRoles').where('memberId', '=', fromId).where('role', '=', 'liaison').execute();
  if (gaveRole === 1) await db.insertInto('memberRoles').values({ memberId: toId, role: 'liaison' }).execute();
  const own = await listDepartmentIds(db, toId);
  const given = (await listDepartmentIds(db, fromId)).filter((id) => !own.includes(id));
  const rows = given.map((departmentId, index) => ({ memberId: toId, departmentId, position: own.length + index }));
  if (rows.length > 0) await db.insertInto('memberDepartments').values(rows).execute();
  await db
    .insertInto('handovers')
    .values({ ...said, gaveRole, gaveDepartments: JSON.stringify(given) })
    .execute();
  return true;
}

/** Who gives and who takes, and when in their order it was said. */
export type SaidHandover = Pick<HandoverRow, 'id' | 'n' | 'fromId' | 'toId'>;

/** Exactly what it gave goes back. */
export async function takeBack(db: Database, { id, fromId, toId, gaveRole, gaveDepartments }: HandoverRow): Promise<void> {
  const given: string[] = JSON.parse(gaveDepartments);
  await db.deleteFrom('memberDepartments').where('memberId', '=', toId).where('departmentId', 'in', given).execute();
  if (gaveRole === 1) await db.deleteFrom('memberRoles').where('memberId', '=', toId).where('role', '=', 'liaison').execute();
  await db.insertInto('memberRoles').values({ memberId: fromId, role: 'liaison' }).execute();
  await db.deleteFrom('handovers').where('id', '=', id).execute();
}

async function isLiaison(db: Database, memberId: string): Promise<boolean> {
  const role = db.selectFrom('memberRoles').select('role').where('memberId', '=', memberId).where('role', '=', 'liaison');
  return (await role.executeTakeFirst()) !== undefined;
}

async function listDepartmentIds(db: Database, memberId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('memberDepartments')
    .select('departmentId')
    .where('memberId', '=', memberId)
    .orderBy('position')
    .execute();
  return rows.map(({ departmentId }) => departmentId);
}
