import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findMember } from '../../src/db/directory.ts';
import { insertLeave } from '../../src/db/leaves.ts';
import type { ReminderRow } from '../../src/db/tables.ts';
import { readPlanHere } from '../../src/importer/read-plan-here.ts';
import { ChannelError } from '../../src/ports/channel.ts';
import type { Rung } from '../../src/domain/reminder-policy.ts';
import type { UrgeTarget } from '../../src/domain/urge.ts';
import { confirmUrge } from '../../src/usecases/confirm-urge.ts';
import { acknowledgeReminder } from '../../src/usecases/acknowledge-reminder.ts';
import { closePlan } from '../../src/usecases/close-plan.ts';
import { followLadder } from '../../src/usecases/follow-ladder.ts';
import { decideReminders } from '../../src/usecases/decide-reminders.ts';
import { deliverMessages } from '../../src/usecases/deliver-messages.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { explainReminder } from '../../src/usecases/explain-reminder.ts';
import { inTransaction } from '../../src/usecases/in-transaction.ts';
import { publishPlanFile } from '../../src/usecases/import-file.ts';
import { passOnReminders } from '../../src/usecases/pass-on-reminders.ts';
import { planReminders } from '../../src/usecases/plan-reminders.ts';
import { findRecipients } from '../../src/usecases/recipients.ts';
import { approveSubmission, returnSubmission } from '../../src/usecases/review-submission.ts';
import { setCompletion } from '../../src/usecases/set-completion.ts';
import { sendReminders } from '../../src/usecases/send-reminders.ts';
import { setMilestones } from '../../src/usecases/set-milestones.ts';
import { unassignTask } from '../../src/usecases/unassign-task.ts';
import { urge } from '../../src/usecases/urge.ts';
import { warnOfUnknownYears } from '../../src/usecases/warn-of-unknown-years.ts';
import { withdrawSubmission } from '../../src/usecases/withdraw-submission.ts';
import { createTestLog } from '../helpers/log.ts';
import { createOffice, type Office } from '../helpers/office.ts';
import { createPlatform, type Platform } from '../helpers/platform.ts';

const actor = { id: 'zhou', source: 'sandbox' };
const draft = await readPlanHere({
  kind: 'file',
  name: 'a.docx',
  bytes: await readFile(new URL('../data/task-table-2023.docx', import.meta.url)),
});

let office: Office;
let deps: Deps;

// The real table, with one date for everything: 6月30日 is a Friday, 6月22日 to 24日 are off, 6月25日 is a working Sunday.
beforeEach(async () => {
  office = await createOffice();
  deps = office.deps;
  await publishPlanFile(deps, 'a.docx', draft, () => {});
  await inTransaction(deps, (tx) =>
    setMilestones(tx, { year: undefined, code: undefined, stages: [{ title: '年中', days: ['6-30'] }], actor }),
  );
});
afterEach(() => office.close());

/** Reminders queued for a person, oldest first. */
async function remindersOf(memberId: string): Promise<string[]> {
  const rows = await deps.db
    .selectFrom('outboundMessages')
    .select('body')
    .where('memberId', '=', memberId)
    .where('purpose', '=', 'reminder')
    .orderBy('seq')
    .execute();
  return rows.map(({ body }) => JSON.parse(body).text);
}

/** What was decided for a person: rung, state and reason, each once. */
async function decisionsOf(memberId: string): Promise<string[]> {
  const rows = await deps.db.selectFrom('reminders').selectAll().where('memberId', '=', memberId).orderBy('decidedAt').execute();
  const said = ({ rung, state, reason }: ReminderRow): string => [rung.replace(/^urge-.*/, 'urge'), state, reason ?? ''].join(' ').trim();
  return [...new Set(rows.map(said))].toSorted();
}

function setState(departmentId: string, state: 'open' | 'submitted') {
  return deps.db.updateTable('deliverables').set({ state }).where('departmentId', '=', departmentId).execute();
}

it('tells all that is late in one message a week, whatever the days it was due on', async () => {
  for (const [code, day] of [
    ['3', '6-19'],
    ['10', '6-28'],
    ['15', '7-4'],
  ] as const) {
    await inTransaction(deps, (tx) => setMilestones(tx, { year: undefined, code, stages: [{ title: '', days: [day] }], actor }));
  }
  const told: string[] = [];
  for (let day = '2023-06-15'; day <= '2023-08-04'; day = deps.calendar.addWorkdays(day, 1)) {
    office.at(day, '09:00');
    const before = (await remindersOf('wang')).length;
    await planReminders(deps);
    for (const text of (await remindersOf('wang')).slice(before)) told.push(`${day} ${text}`);
  }
  const late = told.filter((line) => line > '2023-07-12').map((line) => line.split('\n')[0]!);
  expect(late).toEqual(['2023-07-17', '2023-07-24', '2023-07-31'].map((day) => expect.stringMatching(`^${day} 王五，机关工会有 7 项逾期`)));
});

it('counts what is owed on several days as often, and offers the most urgent to hand in', async () => {
  await inTransaction(deps, (tx) =>
    setMilestones(tx, { year: undefined, code: '15', stages: [{ title: '', days: ['6-19', '6-20'] }], actor }),
  );
  office.at('2023-06-20', '09:00');
  await planReminders(deps);
  const [told] = await remindersOf('wang');
  expect(told).toMatch(/^王五，机关工会有 1 件逾期、7 件快到期：\n6月19日/);
  expect(told).toMatch(/说「提交 15」。$/);
});

describe('escalation to a 分管领导', () => {
  it('tells what is still owed in all of their departments in one message, three working days after', async () => {
    office.at('2023-07-04', '09:00');
    await planReminders(deps);
    expect(await remindersOf('zheng')).toEqual([]);
    office.at('2023-07-05', '09:00');
    await planReminders(deps);
    const [told, ...more] = await remindersOf('zheng');
    expect(more).toEqual([]);
    expect(told?.split('\n')[0]).toMatch(/^郑院长，办公室、.+有 \d+ 件逾期，6月30日（周五）截止，已过 3 个工作日：$/);
    expect(told?.split('\n').slice(-2)).toEqual([
      '办公室、后勤服务中心、安全生产管理室由您分管，请您过问。',
      '各部门情况发「谁还没交」查看。',
    ]);
    office.at('2023-07-12', '09:00');
    await planReminders(deps);
    expect(await remindersOf('zheng')).toHaveLength(1);
    expect(await remindersOf('shi')).toHaveLength(3);
  });

  it('goes to the admins where nobody leads the department, and says nothing of what was handed in', async () => {
    await setState('union', 'submitted');
    office.at('2023-07-05', '09:00');
    await planReminders(deps);
    const [told] = await remindersOf('zhou');
    expect(told).toContain('地质信息室');
    expect(told).not.toMatch(/机关工会|办公室/);
    expect(told?.split('\n').slice(-3)).toEqual([
      '机关党委、机关团委、第一支部、第二支部、第三支部、第四支部、第五支部、第六支部、组织人事部、地质信息室等 11 个部门的，报您知悉。',
      '机关妇委会眼下没有联络员，请您转告。',
      '各部门情况发「谁还没交」查看。',
    ]);
  });

  it('goes to the admins where nobody can reach the leader', async () => {
    await deps.db.deleteFrom('channelAccounts').where('memberId', '=', 'zheng').execute();
    office.at('2023-07-05', '09:00');
    await planReminders(deps);
    expect(await decisionsOf('zheng')).toEqual([]);
    expect((await remindersOf('zhou')).join()).toContain('后勤服务中心');
  });

  it('goes to whoever stands in for them', async () => {
    await insertLeave(deps.db, { id: 'leave', memberId: 'zheng', fromDay: '2023-07-03', toDay: '2023-07-07', deputyId: 'chen' });
    office.at('2023-07-05', '09:00');
    await planReminders(deps);
    expect(await remindersOf('zheng')).toEqual([]);
    const told = await remindersOf('chen');
    expect(told.at(-1)?.split('\n').slice(-2)).toEqual([
      '办公室、后勤服务中心、安全生产管理室由郑院长分管，请假期间请您代为过问。',
      '各部门情况发「谁还没交」查看。',
    ]);
  });

  it('tells whoever stands in for the 联络员, too, which is which', async () => {
    await insertLeave(deps.db, { id: 'led', memberId: 'zheng', fromDay: '2023-07-03', toDay: '2023-07-07', deputyId: 'chen' });
    await insertLeave(deps.db, { id: 'spoken', memberId: 'zhang', fromDay: '2023-07-03', toDay: '2023-07-07', deputyId: 'chen' });
    for (const day of ['2023-07-03', '2023-07-05']) {
      office.at(day, '09:00');
      await planReminders(deps);
    }
    const [first, second] = await remindersOf('chen');
    expect(first).toContain('\n张三请假，由您代理。\n交材料');
    expect(second).toContain('\n张三请假，由您代理。\n后勤服务中心、安全生产管理室由郑院长分管，请假期间请您代为过问。\n交材料');
  });

  it('reaches them after a downtime beyond the next rung', async () => {
    office.at('2023-07-13', '09:00');
    await planReminders(deps);
    expect(await remindersOf('zheng')).toHaveLength(1);
    expect(await decisionsOf('zheng')).toEqual(['after+3 planned']);
  });
});

it('promises nothing more of a year that was closed', async () => {
  office.at('2023-06-20', '09:00');
  await planReminders(deps);
  await inTransaction(deps, (tx) => closePlan(tx, { year: 2023, actor }));
  const person = (await findMember(deps.db, 'wang'))!;
  expect(await acknowledgeReminder(deps, { person, actor })).toMatchObject({ codes: [], nextAt: null });
  expect(await explainReminder(deps, person)).toMatchObject({ owed: [], next: null });
});

describe('the one message of a day', () => {
  it('tells a liaison what is due, and that nothing else is', async () => {
    office.at('2023-06-20', '09:00');
    await planReminders(deps);
    expect(await remindersOf('shi')).toEqual([
      [
        '施安，安全生产管理室有 4 项快到期，6月30日（周五）截止，还有 7 个工作日：',
        '第16项 安全生产和消防工作（配合，年中）',
        '第19项 职工业务能力和综合素质培训（配合，年中）',
        '第20项 结合自身职责（配合，年中）',
        '第22项 文明单位创建领导体制和工作机制（配合，年中）',
        '交材料：把文件发给我，说「提交 16」。',
      ].join('\n'),
    ]);
  });

  it('stands for several departments of one person', async () => {
    office.at('2023-06-20', '09:00');
    await planReminders(deps);
    const [told, ...more] = await remindersOf('zhao');
    expect(more).toEqual([]);
    expect(told).toContain('机关党委、第一支部有 22 件快到期');
    expect(told).toContain('第2项 学习贯彻习近平新时代中国特色社会…（机关党委牵头，年中；第一支部配合，年中）');
    expect(told?.split('\n')).toHaveLength(1 + 10 + 1 + 1);
  });

  it('is sent once, however often and however many tick', async () => {
    office.at('2023-06-20', '09:00');
    await Promise.all([planReminders(deps), planReminders(deps), planReminders(deps)]);
    office.at('2023-06-20', '15:00');
    await planReminders(deps);
    for (const liaison of ['zhang', 'li', 'wang', 'zhao', 'qin']) expect(await remindersOf(liaison)).toHaveLength(1);
    expect(await decisionsOf('zhang')).toEqual(['before-14 skipped set-later', 'before-7 planned']);
  });

  it('tells of what was taken back a moment before, and of everything else, once', async () => {
    await planReminders(deps);
    await office.handIn('zhang', '1');
    office.at('2023-06-20', '08:59');
    const member = (await findMember(deps.db, 'zhang'))!;
    await inTransaction(deps, (tx) => withdrawSubmission(tx, { member, actor, number: 1, reason: '' }));
    office.at('2023-06-20', '09:00');
    await planReminders(deps);
    const [told, ...more] = await remindersOf('zhang');
    expect(told?.split('\n').slice(0, 2)).toEqual([
      '张三，办公室有 10 项快到期，6月30日（周五）截止，还有 7 个工作日：',
      '第1项 党组（党委）会议“第一议题”制度…（牵头，年中）',
    ]);
    expect(more).toEqual([]);
    for (const liaison of ['li', 'wang', 'zhao', 'qin']) expect(await remindersOf(liaison)).toHaveLength(1);
  });

  it('makes up for a downtime with the latest, and keeps a row for the others', async () => {
    office.at('2023-06-29', '10:12');
    await planReminders(deps);
    await planReminders(deps);
    expect(await remindersOf('zhang')).toHaveLength(1);
    expect(await decisionsOf('zhang')).toEqual([
      'before-1 planned',
      'before-14 skipped set-later',
      'before-3 merged later-rung',
      'before-7 merged later-rung',
    ]);
  });

  it('waits in quiet hours and on days off', async () => {
    for (const [day, time] of [
      ['2023-06-20', '20:00'],
      ['2023-06-22', '10:00'],
      ['2023-06-25', '08:59'],
    ] as const) {
      office.at(day, time);
      await planReminders(deps);
      expect(await remindersOf('zhang')).toEqual([]);
    }
    office.at('2023-06-25', '09:00');
    await planReminders(deps);
    expect(await remindersOf('zhang')).toHaveLength(1);
  });

  it('calls late what is late', async () => {
    office.at('2023-07-03', '09:00');
    await planReminders(deps);
    const [told] = await remindersOf('shi');
    expect(told).toContain('安全生产管理室有 4 项逾期，6月30日（周五）截止，已过 1 个工作日：');
  });
});

it('tells a leader the day after of what was taken back on the day of their one message', async () => {
  await office.handIn('zhang', '1');
  office.at('2023-07-05', '09:00');
  await planReminders(deps);
  office.at('2023-07-05', '10:00');
  const member = (await findMember(deps.db, 'zhang'))!;
  await inTransaction(deps, (tx) => withdrawSubmission(tx, { member, actor, number: 1, reason: '' }));
  await planReminders(deps);
  expect(await remindersOf('zheng')).toHaveLength(1);
  office.at('2023-07-06', '09:00');
  await planReminders(deps);
  await planReminders(deps);
  const [, told, ...more] = await remindersOf('zheng');
  expect(more).toEqual([]);
  expect(told).toMatch(/^郑院长，办公室的第1项逾期|^郑院长，办公室有 1 项逾期/);
});

describe('between the decision and the message', () => {
  it('a crash loses nothing and doubles nothing', async () => {
    office.at('2023-06-20', '09:00');
    await decideReminders(deps);
    expect(await remindersOf('zhang')).toEqual([]);
    office.at('2023-06-20', '19:00');
    await planReminders(deps);
    expect(await remindersOf('zhang')).toEqual([]);
    office.at('2023-06-21', '09:00');
    await planReminders(deps);
    await sendReminders(deps);
    expect(await remindersOf('zhang')).toHaveLength(1);
    expect(await decisionsOf('zhang')).toEqual(['before-14 skipped set-later', 'before-7 planned']);
  });

  it('what was handed in is left out', async () => {
    office.at('2023-06-20', '09:00');
    await decideReminders(deps);
    await setState('safety', 'submitted');
    await planReminders(deps);
    expect(await remindersOf('shi')).toEqual([]);
    expect(await decisionsOf('shi')).toEqual(['before-14 skipped set-later', 'before-7 skipped settled']);
  });

  it('a reviewer is not told of what came in the place of what had waited too long', async () => {
    const [reason] = deps.config.reasons;
    const wu = (await findMember(deps.db, 'wu'))!;
    const sendBack = (number: number) =>
      inTransaction(deps, (tx) => returnSubmission(tx, { reviewer: wu, actor, number, reason: reason!, comment: '' }));
    await office.handIn('wang', '3');
    office.at('2023-06-14', '18:00');
    await decideReminders(deps);
    expect(await decisionsOf('wu')).toEqual(['unreviewed+2 planned']);
    await sendBack(1);
    await office.handIn('wang', '3');
    office.at('2023-06-15', '09:00');
    await planReminders(deps);
    expect(await remindersOf('wu')).toEqual([]);
    expect(await decisionsOf('wu')).toEqual(['unreviewed+2 skipped settled']);
    office.at('2023-06-16', '09:00');
    await planReminders(deps);
    expect(await remindersOf('wu')).toEqual([expect.stringContaining('已等 2 个工作日')]);
  });

  it('whoever stands in for somebody who is away by then is told, with what is their own', async () => {
    office.at('2023-06-20', '09:00');
    await decideReminders(deps);
    await insertLeave(deps.db, { id: 'leave', memberId: 'shi', fromDay: '2023-06-20', toDay: '2023-06-23', deputyId: 'he' });
    await planReminders(deps);
    expect(await remindersOf('shi')).toEqual([]);
    expect(await decisionsOf('shi')).toEqual(['before-14 skipped set-later', 'before-7 skipped passed-on']);
    expect(await remindersOf('he')).toEqual([expect.stringMatching(/^何平，.*安全生产管理室.*有 10 件快到期/)]);
  });

  it('the row says so, when nobody answers for it any more', async () => {
    office.at('2023-06-20', '09:00');
    await decideReminders(deps);
    await deps.db.deleteFrom('memberRoles').where('role', 'in', ['admin', 'liaison']).execute();
    await planReminders(deps);
    expect(await decisionsOf('shi')).toContain('before-7 failed nobody');
  });

  it('whoever is back by then is told themselves, should the other not have been told of it', async () => {
    office.at('2023-06-20', '09:00');
    await decideReminders(deps);
    await insertLeave(deps.db, { id: 'leave', memberId: 'shi', fromDay: '2023-06-20', toDay: '2023-06-20', deputyId: 'he' });
    // A crash after it was passed on.
    await passOnReminders(deps, await findRecipients(deps));
    office.at('2023-06-21', '09:00');
    await planReminders(deps);
    expect(await remindersOf('he')).toEqual([expect.stringMatching(/^何平，后勤服务中心有 6 项快到期/)]);
    expect(await remindersOf('shi')).toEqual([expect.stringMatching(/^施安，安全生产管理室有 4 项快到期/)]);
  });

  it('what was handed over by then is told to whom it was handed over, and nothing of it to the other', async () => {
    office.at('2023-06-20', '09:00');
    await decideReminders(deps);
    await deps.db.updateTable('memberDepartments').set({ memberId: 'shi' }).where('departmentId', '=', 'branch-1').execute();
    await Promise.all([planReminders(deps), planReminders(deps)]);
    expect(await remindersOf('zhao')).toEqual([expect.stringMatching(/^赵六，机关党委有 15 项快到期/)]);
    expect(await remindersOf('shi')).toEqual([expect.stringMatching(/^施安，.*第一支部.*有 11 件快到期/)]);
  });

  it('a duty that was taken away is left out', async () => {
    office.at('2023-06-20', '09:00');
    await decideReminders(deps);
    const away = { actor, year: undefined, code: '16', name: '安全生产管理室', key: 'm1' };
    await inTransaction(deps, (tx) => unassignTask(tx, away));
    await planReminders(deps);
    const [told] = await remindersOf('shi');
    expect(told).toMatch(/^施安，安全生产管理室有 3 项快到期/);
    expect(told).not.toContain('第16项');
  });

  it('somebody who is gone is not written to, and the office passes it on', async () => {
    office.at('2023-06-20', '09:00');
    await decideReminders(deps);
    await deps.db.deleteFrom('channelAccounts').where('memberId', '=', 'shi').execute();
    for (const table of ['memberRoles', 'memberDepartments'] as const) {
      await deps.db.deleteFrom(table).where('memberId', '=', 'shi').execute();
    }
    await deps.db.deleteFrom('members').where('id', '=', 'shi').execute();
    await planReminders(deps);
    expect(await remindersOf('shi')).toEqual([]);
    expect(await decisionsOf('shi')).toEqual(['before-14 skipped set-later', 'before-7 skipped passed-on']);
    expect(await remindersOf('zhang')).toHaveLength(1);
    const [told] = await remindersOf('zhou');
    expect(told).toMatch(/^周主任，.*安全生产管理室.*有 8 件快到期/);
  });

  it('a department is called what it is called when the message is put together', async () => {
    office.at('2023-06-20', '09:00');
    await decideReminders(deps);
    await deps.db.updateTable('departments').set({ name: '安全环保室' }).where('id', '=', 'safety').execute();
    await planReminders(deps);
    expect(await remindersOf('shi')).toEqual([expect.stringMatching(/^施安，安全环保室有 4 项快到期/)]);
  });

  it('a day that was moved is told by its own ladder', async () => {
    office.at('2023-06-20', '09:00');
    await decideReminders(deps);
    await inTransaction(deps, (tx) =>
      setMilestones(tx, { year: undefined, code: undefined, stages: [{ title: '年中', days: ['7-14'] }], actor }),
    );
    await planReminders(deps);
    expect(await remindersOf('shi')).toEqual([]);
    expect(await decisionsOf('shi')).toContain('before-7 skipped settled');
    office.at('2023-07-05', '09:00');
    await planReminders(deps);
    expect(await remindersOf('shi')).toEqual([expect.stringContaining('有 4 项快到期，7月14日（周五）截止，还有 7 个工作日')]);
  });

  it('silence once everything is handed in', async () => {
    await setState('safety', 'submitted');
    office.at('2023-06-20', '09:00');
    await planReminders(deps);
    expect(await decisionsOf('shi')).toEqual([]);
  });
});

describe('who is told', () => {
  it('the office, where a department has no liaison', async () => {
    office.at('2023-06-20', '09:00');
    await planReminders(deps);
    const [told] = await remindersOf('zhou');
    expect(told).toMatch(/^周主任，机关妇委会有 4 项快到期/);
    expect(told).toContain('机关妇委会眼下没有联络员，请您转告。');
  });

  it('nobody, when there is nobody: the row says so', async () => {
    await deps.db.deleteFrom('memberRoles').where('role', 'in', ['admin', 'liaison']).execute();
    office.at('2023-06-20', '09:00');
    await planReminders(deps);
    expect(await decisionsOf('')).toEqual(['before-14 failed nobody', 'before-7 failed nobody']);
  });

  it('nobody, when there is no way to reach the person', async () => {
    await deps.db.deleteFrom('channelAccounts').where('memberId', '=', 'zhang').execute();
    office.at('2023-06-20', '09:00');
    await planReminders(deps);
    expect(await decisionsOf('zhang')).toContain('before-7 failed no-address');
    expect(await remindersOf('li')).toHaveLength(1);
  });

  it('everybody else, when one row is broken', async () => {
    const broken = await deps.db.selectFrom('deliverables').select('id').where('departmentId', '=', 'office').executeTakeFirstOrThrow();
    await deps.db
      .updateTable('deliverables')
      .set({ dueOn: '2023-13-45', nextReminderAt: '2023-06-20T01:00:00.000Z' })
      .where('id', '=', broken.id)
      .execute();
    office.at('2023-06-20', '09:00');
    await planReminders(deps);
    expect((await remindersOf('zhang'))[0]).toContain('办公室有 9 项快到期');
    const row = await deps.db.selectFrom('deliverables').selectAll().where('id', '=', broken.id).executeTakeFirstOrThrow();
    expect(row.nextReminderAt).toBe('2023-06-20T02:00:00.000Z');
  });

  it('everybody else, when one deadline is broken', async () => {
    const broken = await deps.db.selectFrom('deliverables').select('id').where('departmentId', '=', 'office').executeTakeFirstOrThrow();
    await decideReminders(deps);
    await deps.db.updateTable('deliverables').set({ dueOn: '2023-13-45' }).where('id', '=', broken.id).execute();
    const wanted = { dueOn: '2023-13-45', decidedUntil: '2023-06-01T01:00:00.000Z', nextAt: '2023-06-20T00:59:00.000Z' };
    await deps.db.insertInto('deadlines').values(wanted).execute();
    office.at('2023-06-20', '09:00');
    await planReminders(deps);
    expect((await remindersOf('zhang'))[0]).toContain('办公室有 9 项快到期');
  });
});

describe('the rows say what became of the message', () => {
  const to = { channel: 'sandbox', recipient: { kind: 'person', id: 'zhang' } } as const;

  it('sent', async () => {
    office.at('2023-06-20', '09:00');
    await planReminders(deps);
    await deliverMessages(deps, to);
    expect(await decisionsOf('zhang')).toContain('before-7 sent');
  });

  it('refused by the platform, with its answer', async () => {
    office.at('2023-06-20', '09:00');
    await planReminders(deps);
    const sandbox = deps.channels.get('sandbox')!;
    const refusing = { ...sandbox, send: () => Promise.reject(new ChannelError('sandbox', '60011', 'no', { permanent: true })) };
    await deliverMessages({ ...deps, channels: new Map([['sandbox', refusing]]) }, to);
    expect(await decisionsOf('zhang')).toContain('before-7 failed 60011');
  });
});

describe('催办', () => {
  async function urging(target: UrgeTarget, anyway = false): Promise<string> {
    const { kind, view } = await ask(target, anyway);
    return deps.render('urged', { ...(kind === 'preview' ? await confirm() : view), inRoom: false }).text;
  }

  const placeOf = (memberId: string) => ({ memberId, channel: 'sandbox', roomId: '' });

  function ask(target: UrgeTarget, anyway = false, memberId = 'zhou') {
    const request = { target, anyway, year: null };
    return inTransaction(deps, (tx) => urge(tx, { request, place: placeOf(memberId), actor }));
  }

  async function confirm(memberId = 'zhou', expected = 'urged') {
    const { kind, view } = await inTransaction(deps, (tx) => confirmUrge(tx, { said: {}, place: placeOf(memberId), actor }));
    expect(kind).toBe(expected);
    return view;
  }

  it('tells who owes the item at once, and stands for that day', async () => {
    office.at('2023-06-20', '08:40');
    expect(await urging({ code: '3' })).toBe(
      [
        '第3项已催办，通知到 2 位联络员：',
        '机关党委 赵六，第3项（含这次共提醒 1 次）',
        '机关工会 王五，第3项（含这次共提醒 1 次）',
        '交上来的发「待审」查看。',
      ].join('\n'),
    );
    office.at('2023-06-20', '09:00');
    await planReminders(deps);
    const told = await remindersOf('wang');
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^王五，管理员催办：机关工会有 1 项待交/);
    expect(told[0]).toContain('另外还有 6 件没交，发「我的任务」查看。');
    expect(await decisionsOf('wang')).toEqual([
      'before-14 skipped set-later',
      'before-7 merged told-today',
      'before-7 skipped quota',
      'urge planned',
    ]);
    // What it did not name has its turn the day after.
    office.at('2023-06-21', '09:00');
    await planReminders(deps);
    const [, next] = await remindersOf('wang');
    expect(next).toMatch(/^王五，机关工会有 6 项快到期，6月30日（周五）截止，还有 6 个工作日/);
    expect(next).not.toContain('第3项');
  });

  it('waits a day after any reminder, unless 仍然 is said', async () => {
    office.at('2023-06-20', '09:00');
    await planReminders(deps);
    office.at('2023-06-21', '08:59');
    const answer = await urging({ department: '机关工会' });
    expect(answer).toContain('机关工会 王五：6月20日（周二） 09:00 提醒过，24 小时内不再催（共提醒 1 次）');
    expect(answer).toContain('「催办 机关工会 仍然」');
    expect(await remindersOf('wang')).toHaveLength(1);
    expect(await decisionsOf('wang')).toContain('urge skipped cooling');
    expect(await urging({ department: '机关工会' }, true)).toContain('含这次共提醒 2 次');
    office.at('2023-06-21', '09:01');
    expect(await urging({ department: '机关工会' }, true)).toContain('含这次共提醒 3 次');
    expect(await remindersOf('wang')).toHaveLength(3);
  });

  it('reaches nobody where there is no liaison, and says so', async () => {
    office.at('2023-06-20', '08:40');
    expect(await urging({ department: '机关妇委会' })).toContain('机关妇委会：眼下没有联络员（没有登记或在请假），请您转告');
    expect(await remindersOf('zhou')).toEqual([]);
  });

  it.each([false, true])('urges once when two admins confirm at once (仍然: %s)', async (anyway) => {
    office.at('2023-06-20', '08:40');
    await ask({ code: '3' }, anyway, 'zhou');
    await ask({ code: '3' }, anyway, 'zheng');
    office.at('2023-06-20', '08:41');
    const views = await Promise.all([confirm('zhou'), confirm('zheng')]);
    const counts = views.map(({ reached, leftOut }) => `${reached.length} reached, ${leftOut.length} left out`);
    expect(counts.toSorted()).toEqual(['0 reached, 2 left out', '2 reached, 0 left out']);
    expect(await remindersOf('wang')).toHaveLength(1);
  });

  it('shows anew when it would reach somebody who was not shown', async () => {
    office.at('2023-06-20', '08:40');
    await setState('union', 'submitted');
    await setState('personnel', 'submitted');
    await ask({ department: '机关各部门' });
    await setState('union', 'open');
    const view = await confirm('zhou', 'changed');
    expect(deps.render('urge-preview', { ...view, changed: true, inRoom: false }).text).toMatch(
      /^名单有变化，请再看一遍。机关各部门要催办，[^]*\n机关工会 王五，/,
    );
    expect(await remindersOf('wang')).toEqual([]);
    await confirm();
    expect(await remindersOf('wang')).toHaveLength(1);
    expect(await remindersOf('sun')).toEqual([]);
  });

  it('leaves alone who is not late, and who has handed in', async () => {
    office.at('2023-06-20', '10:00');
    expect(await urging({ overdue: true })).toContain('逾期没有要催的');
    office.at('2023-07-04', '10:00');
    await setState('safety', 'submitted');
    await urging({ overdue: true });
    expect(await remindersOf('shi')).toEqual([]);
    expect(await remindersOf('zhang')).toHaveLength(1);
  });
});

describe('a date that is moved after people were told', () => {
  const move = (day: string) =>
    inTransaction(deps, (tx) => setMilestones(tx, { year: undefined, code: '3', stages: [{ title: '', days: [day] }], actor }));

  async function toldOn(...days: string[]): Promise<string[]> {
    const before = (await remindersOf('wang')).length;
    for (const day of days) {
      office.at(day, '09:00');
      await planReminders(deps);
    }
    return (await remindersOf('wang')).slice(before);
  }

  it('is told the next morning with the day it was, once', async () => {
    await toldOn('2023-06-21');
    office.at('2023-06-26', '10:00');
    await move('7-31');
    const [told, next, ...more] = await toldOn('2023-06-27', '2023-06-28', '2023-06-29');
    expect(told).toMatch(
      /有 \d+ 项快到期、1 项改期：\n6月30日[^]*\n7月31日（周一）截止，还有 24 个工作日：\n第3项 [^\n]*（配合，截止，原为 6月30日（周五））/,
    );
    expect(next).not.toContain('第3项');
    expect(more).toEqual([]);
    expect(await decisionsOf('wang')).toContain('moved-2023-06-26 planned');
    expect((await toldOn('2023-07-11'))[0]).not.toContain('原为');
  });

  it('is told each time it goes there and back', async () => {
    await toldOn('2023-06-21');
    office.at('2023-06-26', '10:00');
    await move('7-31');
    expect((await toldOn('2023-06-27'))[0]).toContain('原为 6月30日（周五）');
    await move('8-30');
    expect((await toldOn('2023-06-28'))[0]).toMatch(/8月30日（周三）截止，[^]*原为 7月31日（周一）/);
    await move('7-31');
    expect((await toldOn('2023-06-29'))[0]).toMatch(/7月31日（周一）截止，[^]*原为 8月30日（周三）/);
  });

  it('is promised for the next morning', async () => {
    await toldOn('2023-06-21');
    const third = deps.db.selectFrom('tasks').select('id').where('code', '=', '3');
    await deps.db.updateTable('deliverables').set({ state: 'approved' }).where('taskId', 'not in', third).execute();
    office.at('2023-06-26', '10:00');
    await move('7-31');
    const view = await explainReminder(deps, (await findMember(deps.db, 'wang'))!);
    expect(deps.render('reminder-reasons', view).text).toContain('还没交的第3项，下一次提醒在6月27日（周二）09:00。');
    expect((await toldOn('2023-06-27'))[0]).toMatch(/^王五，机关工会有 1 项改期，7月31日（周一）截止，/);
  });

  it('is told as late where it is by then', async () => {
    await toldOn('2023-06-21');
    office.at('2023-06-26', '10:00');
    await move('6-20');
    const [told] = await toldOn('2023-06-27');
    expect(told).toMatch(/有 1 项逾期、\d+ 项快到期：\n6月20日（周二）截止，已过 4 个工作日：\n第3项 [^\n]*原为 6月30日（周五）/);
  });

  it('is told with the next step of its ladder where that comes on the same morning', async () => {
    await toldOn('2023-06-21');
    office.at('2023-06-26', '10:00');
    await move('6-28');
    const [told, last] = await toldOn('2023-06-27', '2023-06-28');
    expect(told).toMatch(/6月28日（周三）截止，还有 1 个工作日：\n第3项 [^\n]*原为 6月30日（周五）/);
    expect(told).not.toContain('改期');
    expect(last).toMatch(/6月28日（周三）截止，就是今天：\n第3项 [^\n]*（配合，截止）/);
  });

  it('is not told where it is what it was again, nor of a day nobody was told', async () => {
    await move('7-31');
    expect((await toldOn('2023-06-13')).join()).not.toContain('第3项');
    await move('6-30');
    await toldOn('2023-06-20', '2023-06-21');
    office.at('2023-06-26', '10:00');
    await move('7-31');
    await move('6-30');
    expect((await toldOn('2023-06-27')).join()).not.toMatch(/改期|原为/);
    expect(await decisionsOf('wang')).not.toContain('moved-2023-06-26 planned');
  });
});

describe('任一完成, while what one department handed in waits for review', () => {
  const told = async (): Promise<string> => (await remindersOf('zhao')).slice(before).join();
  const why = async () => deps.render('reminder-reasons', await explainReminder(deps, (await findMember(deps.db, 'zhao'))!)).text;
  const THIRD = /[第、]3[、项]/;
  let before = 0;

  async function decide(verdict: typeof returnSubmission | typeof approveSubmission): Promise<void> {
    const reviewer = { ...(await findMember(deps.db, 'zhou'))!, id: 'he', roles: ['reviewer' as const] };
    const reason = deps.config.reasons[0]!;
    await inTransaction(deps, (tx) => verdict(tx, { reviewer, actor, number: 1, reason, comment: '', points: null }));
  }

  beforeEach(async () => {
    await inTransaction(deps, (tx) => setCompletion(tx, { actor, year: undefined, code: '3', completion: 'any' }));
    office.at('2023-06-21', '09:00');
    await planReminders(deps);
    await office.handIn('wang', '3');
    before = (await remindersOf('zhao')).length;
    for (const day of ['2023-06-27', '2023-06-29']) {
      office.at(day, '09:00');
      await planReminders(deps);
    }
  });

  it('the others are told nothing of the item, and why', async () => {
    expect(await told()).toContain('快到期');
    expect(await told()).not.toMatch(THIRD);
    expect(await why()).toContain('第3项任一部门完成即可，别的部门交的正在审核：审核期间不提醒您，没通过再提醒。');
    expect(await why()).not.toMatch(/还没交的.*[第、]3[、项]/);
    expect(await decisionsOf('zhao')).toContain('before-1 planned in-review');
    await decide(approveSubmission);
    office.at('2023-06-30', '09:00');
    await planReminders(deps);
    expect(await told()).not.toMatch(THIRD);
    expect(await why()).not.toContain('任一部门完成即可');
  });

  it('they hear of it again once it is sent back', async () => {
    office.at('2023-06-29', '10:00');
    await decide(returnSubmission);
    office.at('2023-06-30', '09:00');
    await planReminders(deps);
    expect(await told()).toMatch(THIRD);
    expect(await decisionsOf('zhao')).not.toContain('before-1 planned in-review');
  });

  it('they hear of it on the same day where they were told of nothing else', async () => {
    const third = deps.db.selectFrom('tasks').select('id').where('code', '=', '3');
    await deps.db
      .updateTable('deliverables')
      .set({ state: 'approved' })
      .where('departmentId', 'in', ['party', 'branch-1'])
      .where('taskId', 'not in', third)
      .execute();
    office.at('2023-06-30', '09:00');
    await planReminders(deps);
    const silent = (await remindersOf('zhao')).length;
    office.at('2023-06-30', '15:00');
    await decide(returnSubmission);
    await planReminders(deps);
    const [again, ...more] = (await remindersOf('zhao')).slice(silent);
    expect(more).toEqual([]);
    expect(again).toMatch(/^赵六，机关党委有 1 项快到期，6月30日（周五）截止，就是今天：\n第3项/);
  });
});

it('says in the log which years it knows no holidays of', async () => {
  const { log, lines } = createTestLog();
  await warnOfUnknownYears({ ...deps, log });
  expect(lines).toEqual([]);
  office.at('2041-01-02');
  await warnOfUnknownYears({ ...deps, log });
  expect(lines.map((line) => JSON.parse(line).year)).toEqual([2041]);
});

describe('a clock that is set wrong', () => {
  const tickOn = async (...moments: [day: string, time?: string][]): Promise<number> => {
    for (const [day, time = '09:00'] of moments) {
      office.at(day, time);
      await planReminders(deps);
    }
    return (await remindersOf('zhang')).length;
  };

  it('repeats nothing when it goes back, and goes on where it was', async () => {
    expect(await tickOn(['2023-06-20'])).toBe(1);
    expect(await tickOn(['2023-06-20', '08:00'], ['2023-06-19'], ['2023-06-20', '10:00'])).toBe(1);
    expect(await tickOn(['2023-06-27'], ['2023-06-26'], ['2023-06-27'])).toBe(2);
    expect(await tickOn(['2023-06-29'], ['2023-06-30'])).toBe(4);
  });

  it('that ran ahead for a week has told early what it would have told, and nothing twice', async () => {
    expect(await tickOn(['2023-06-19'])).toBe(0);
    expect(await tickOn(['2023-06-27'])).toBe(1);
    expect(await tickOn(['2023-06-19'], ['2023-06-20'], ['2023-06-27', '09:30'])).toBe(1);
    expect(await tickOn(['2023-06-29'], ['2023-06-30'])).toBe(3);
    const twice = await deps.db
      .selectFrom('reminders')
      .select(['deliverableId', 'rung'])
      .groupBy(['deliverableId', 'rung', 'memberId'])
      .having((e) => e.fn.countAll(), '>', 1)
      .execute();
    expect(twice).toEqual([]);
  });

  it('in one of two processes forgets nobody who came to owe something between the two times', async () => {
    await setState('union', 'submitted');
    await tickOn(['2023-06-20', '08:58'], ['2023-06-20', '09:01']);
    expect(await remindersOf('wang')).toEqual([]);
    office.at('2023-06-20', '08:59');
    const now = deps.clock.now().toISOString();
    const withdrawn = deps.db.updateTable('deliverables').where('departmentId', '=', 'union');
    await withdrawn.set({ state: 'open', nextReminderAt: now }).execute();
    await tickOn(['2023-06-20', '08:59'], ['2023-06-20', '09:02']);
    expect(await remindersOf('wang')).toHaveLength(1);
    expect(await remindersOf('zhang')).toHaveLength(1);
  });
});

describe('a ladder that is changed', () => {
  const changed = (rungs: Rung[]): Deps => ({ ...deps, config: { ...deps.config, reminders: { ...deps.config.reminders, rungs } } });

  it('holds from the next start on, and what was told is not told again', async () => {
    office.at('2023-06-20', '09:00');
    await planReminders(deps);
    const restarted = changed([...deps.config.reminders.rungs, { when: 'before', days: 5, to: ['liaison'] }]);
    await followLadder(restarted);
    // The Sunday that is worked for 端午.
    office.at('2023-06-25', '09:00');
    await planReminders(restarted);
    expect(await remindersOf('zhang')).toHaveLength(2);
    expect(await decisionsOf('zhang')).toContain('before-5 planned');
    const calm = changed([{ when: 'on', to: ['liaison'] }]);
    await followLadder(calm);
    office.at('2023-06-29', '09:00');
    await planReminders(calm);
    expect(await remindersOf('zhang')).toHaveLength(2);
    office.at('2023-06-30', '09:00');
    await planReminders(calm);
    expect(await remindersOf('zhang')).toHaveLength(3);
  });

  it('holds for what has no deadline, a first day, or waits for review, too', async () => {
    const calm = changed([{ when: 'on', to: ['liaison'] }]);
    for (const [code, words] of [
      ['8', '长期'],
      ['9', '6月20日—6月21日'],
    ] as const) {
      await inTransaction(deps, (tx) => setMilestones(tx, { year: undefined, code, stages: [{ title: '', days: [], words }], actor }));
    }
    await followLadder(calm);
    await planReminders(calm);
    office.at('2023-06-30', '09:00');
    await office.handIn('wang', '3');
    await planReminders(calm);
    const full = changed([...calm.config.reminders.rungs, ...deps.config.reminders.rungs.filter(({ when }) => when !== 'on')]);
    await followLadder(full);
    await planReminders(full);
    expect(await decisionsOf('li')).toEqual(['on planned']);
    office.at('2023-07-05', '09:00');
    await planReminders(full);
    expect(await decisionsOf('li')).toContain('weekly-1 planned');
    expect(await decisionsOf('wu')).toEqual(['unreviewed+2 planned']);
    office.at('2023-09-21', '09:00');
    await planReminders(full);
    expect(await decisionsOf('li')).toContain('quarterly-5 planned');
  });
});

describe('a message that could not leave in its hours', () => {
  let platform: Platform;
  const to = { channel: 'sandbox', recipient: { kind: 'person', id: 'wang' } } as const;
  beforeEach(async () => {
    platform = createPlatform();
    deps = { ...deps, channels: new Map([['sandbox', platform]]) };
    await deliverMessages(deps, to);
    platform.arrived.length = 0;
  });

  async function urgeAndConfirm(): Promise<void> {
    const place = { channel: 'sandbox', roomId: '', memberId: 'zhou' };
    const request = { target: { code: '3' }, anyway: false, year: null };
    await inTransaction(deps, (tx) => urge(tx, { request, place, actor }));
    await inTransaction(deps, (tx) => confirmUrge(tx, { said: {}, place, actor }));
  }

  it.each([
    ['the same evening', '2023-06-20', '19:00'],
    ['before the next morning', '2023-06-21', '08:00'],
  ])('is not sent %s, but what is true by then the next morning', async (_when, day, time) => {
    office.at('2023-06-20', '09:00');
    await planReminders(deps);
    office.at(day, time);
    await deliverMessages(deps, to);
    expect(platform.arrived).toEqual([]);
    office.at('2023-06-21', '09:00');
    await planReminders(deps);
    await deliverMessages(deps, to);
    expect(platform.arrived).toHaveLength(1);
    expect(platform.arrived[0]).toMatch(/^王五，机关工会有 7 项快到期，6月30日（周五）截止，还有 6 个工作日/);
    expect(await decisionsOf('wang')).toEqual(['before-14 skipped set-later', 'before-7 sent']);
  });

  it('is left to what is said the next day, when the server comes back only then', async () => {
    office.at('2023-06-27', '09:00');
    await planReminders(deps);
    office.at('2023-06-29', '10:00');
    await planReminders(deps);
    await deliverMessages(deps, to);
    expect(platform.arrived).toHaveLength(1);
    expect(platform.arrived[0]).toContain('还有 1 个工作日');
    await planReminders(deps);
    await deliverMessages(deps, to);
    expect(platform.arrived).toHaveLength(1);
    expect(await decisionsOf('wang')).toContain('before-3 merged told-today');
  });

  describe('and may have arrived, for its process died while it was sent,', () => {
    beforeEach(async () => {
      office.at('2023-06-20', '09:00');
      await planReminders(deps);
      await deps.db
        .updateTable('outboundMessages')
        .set({ state: 'sending', attempts: 1, nextAttemptAt: '2000-01-01T00:00:00.000Z' })
        .where('memberId', '=', 'wang')
        .where('state', '=', 'queued')
        .execute();
    });

    const back = async (day: string, time: string): Promise<void> => {
      office.at(day, time);
      await planReminders(deps);
      await deliverMessages(deps, to);
    };

    it('leaves the same day as it was: the platform drops what it knows', async () => {
      await back('2023-06-20', '11:00');
      expect(platform.arrived).toEqual([expect.stringContaining('还有 7 个工作日')]);
    });

    it.each([
      ['in the evening', '2023-06-20', '19:00', '2023-06-21', 6],
      ['at night on a day off', '2023-06-24', '03:00', '2023-06-25', 5],
    ])('does not leave %s, but once on the next working day with what is so by then', async (_when, day, time, next, left) => {
      await back(day, time);
      expect(platform.arrived).toEqual([]);
      await back(next, '09:00');
      await back(next, '15:00');
      expect(platform.arrived).toEqual([expect.stringContaining(`还有 ${left} 个工作日`)]);
    });

    it('leaves the next morning without what was handed in since', async () => {
      await setState('union', 'submitted');
      await back('2023-06-21', '09:00');
      expect(platform.arrived).toEqual([]);
    });
  });

  it('is told when it left, whoever asks why', async () => {
    office.at('2023-06-20', '09:00');
    await planReminders(deps);
    office.at('2023-06-20', '11:20');
    await deliverMessages(deps, to);
    const { at } = await explainReminder(deps, (await findMember(deps.db, 'wang'))!);
    expect(at).toBe('6月20日（周二）11:20');
  });

  it('waits for the morning, too, where an admin asked for it before midnight', async () => {
    office.at('2023-06-20', '20:00');
    await urgeAndConfirm();
    office.at('2023-06-24', '03:00');
    await deliverMessages(deps, to);
    expect(platform.arrived).toEqual([]);
    office.at('2023-06-25', '09:00');
    await planReminders(deps);
    await deliverMessages(deps, to);
    expect(platform.arrived).toEqual([expect.stringContaining('第3项')]);
  });

  it('leaves at once when an admin asks for it in the evening', async () => {
    office.at('2023-06-20', '20:00');
    await urgeAndConfirm();
    await deliverMessages(deps, to);
    expect(platform.arrived).toHaveLength(1);
  });
});
