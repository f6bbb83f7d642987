import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Member } from '../../src/domain/directory.ts';
import { showMyTasks } from '../../src/usecases/show-my-tasks.ts';
import { showProgress } from '../../src/usecases/show-progress.ts';
import { showWhoOwes } from '../../src/usecases/show-who-owes.ts';
import { DEPARTMENTS, fillLargeYear, upTo } from '../helpers/large-year.ts';
import { DIALECT } from '../helpers/databases.ts';
import { createOffice, type Office } from '../helpers/office.ts';

const ITEMS = 100;

let office: Office;
beforeEach(async () => {
  office = await createOffice('a year of a hundred items', async (db) => {
    await sql`insert into departments (id, name, kind, position)
      ${upTo(DEPARTMENTS)} select 'd' || i, '第' || (i + 1) || '处室', 'department', 100 + i from n`.execute(db);
    await fillLargeYear(db, ITEMS * DEPARTMENTS * 24);
    // PostgreSQL looks by itself how much there is, after a while; SQLite never does.
    if (DIALECT === 'PostgreSQL') await sql`vacuum analyze`.execute(db);
  });
  office.at('2023-07-03');
});
afterEach(() => office.close());

const person = (roles: Member['roles'], ...departments: string[]): Member => ({
  id: 'p',
  name: '某人',
  departments,
  roles,
  deputyId: null,
  prefer: null,
});

async function answers(): Promise<{ mine: string; owes: string; department: string }> {
  const { deps } = office;
  const own = person(['liaison'], 'd0', 'd1', 'd2', 'd3', 'd4', 'd5');
  const one = await showProgress(deps, { asker: person(['liaison'], 'd7'), year: undefined, name: undefined });
  return {
    mine: deps.render('my-tasks', await showMyTasks(deps, undefined, own)).text,
    owes: deps.render('who-owes', await showWhoOwes(deps, { asker: person(['admin'], 'd0'), year: undefined })).text,
    department: deps.render(`progress-${one.kind}`, one).text,
  };
}

describe('lists that are far too long', () => {
  it('name the first ones and how many there are', async () => {
    const { mine, owes, department } = await answers();
    expect(mine).toMatch(/^第1处室 2023 年度共 100 项/);
    expect(mine).toMatch(/逾期 \d+：\n(?:第\d+项 .*\n){10}还有第[\d、]+项，发「第\d+项」这样查看/);
    expect(mine).toMatch(/待交 \d+（第13期 7月4日（周二））：第(?:\d+、){29}\d+项等 \d+ 件/);
    expect(mine).toMatch(/以后还有：/);
    expect(owes).toMatch(/● 第1处室：第[\d、]+项/);
    expect(department).toMatch(/已通过 第(?:\d+、){9}\d+项等 9\d 件/);
  });

  it('are read where every item has checkpoints of its own', async () => {
    const { db } = office.deps;
    await sql`insert into milestones (id, plan_id, task_id, name, due_on)
      select m.id || '-' || t.id, 'p', t.id, m.name, m.due_on from milestones m cross join tasks t where m.task_id is null`.execute(db);
    await sql`update deliverables set milestone_id = milestone_id || '-' || task_id`.execute(db);
    const before = await answers();
    expect(before.mine).toMatch(/^第1处室 2023 年度共 100 项/);
    expect(before.owes).toMatch(/● 第1处室：第[\d、]+项/);
    expect(before.department).toMatch(/已通过 第(?:\d+、){9}\d+项等 9\d 件/);
  });

  it('goes through the table without a gap', async () => {
    const { db } = office.deps;
    await sql`update deliverables set state = case when position % 10 = 9 then 'returned' else 'open' end where milestone_id = 'k0'`.execute(
      db,
    );
    await sql`update deliverables set state = 'approved' where milestone_id <> 'k0'`.execute(db);
    const mine = office.deps.render('my-tasks', await showMyTasks(office.deps, undefined, person(['liaison'], 'd0'))).text;
    const lines = [...mine.matchAll(/^第(\d+)项 /gm)].map(([, code]) => Number(code));
    const more = /还有第([\d、]+)项等 90 件/.exec(mine)![1]!.split('、').map(Number);
    expect([...lines, ...more]).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(mine).toMatch(/第1项 .*1月10日（周二）/);
  });
});
