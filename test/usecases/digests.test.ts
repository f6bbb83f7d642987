import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertInbound } from '../../src/db/inbound.ts';
import type { DeliverableState } from '../../src/domain/deliverable.ts';
import { readPlanHere } from '../../src/importer/read-plan-here.ts';
import { bindRoom, unbindRoom } from '../../src/usecases/bind-room.ts';
import { closePlan } from '../../src/usecases/close-plan.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { inTransaction } from '../../src/usecases/in-transaction.ts';
import { publishPlanFile } from '../../src/usecases/import-file.ts';
import { sendDigests } from '../../src/usecases/send-digests.ts';
import { setCompletion } from '../../src/usecases/set-completion.ts';
import { setMilestones } from '../../src/usecases/set-milestones.ts';
import { createOffice, type Office } from '../helpers/office.ts';

const actor = { id: 'zhou', source: 'sandbox' };
const bytes = await readFile(new URL('../data/task-table-2023.docx', import.meta.url));
const draft = await readPlanHere({ kind: 'file', name: 'a.docx', bytes });

let office: Office;
let deps: Deps;

// The real table, with one date for everything: 6月30日 is a Friday, 6月22日 to 24日 are off, 6月25日 is a working Sunday.
beforeEach(async () => {
  office = await createOffice();
  deps = office.deps;
  await publishPlanFile(deps, 'a.docx', draft, () => {});
  await dated('6-30');
});
afterEach(() => office.close());

function dated(...days: string[]) {
  return inTransaction(deps, (tx) => setMilestones(tx, { year: undefined, code: undefined, stages: [{ title: '年中', days }], actor }));
}

/** What rooms were told at these moments, oldest first. */
async function toldAt(room: string, ...moments: [day: string, time?: string][]): Promise<string[]> {
  const before = (await office.told(room)).length;
  for (const [day, time = '09:30'] of moments) {
    office.at(day, time);
    await sendDigests(deps);
  }
  return (await office.told(room)).slice(before).map(({ text }) => text);
}

/** What a department owes of some items (of all of them when none is named) stands so. */
async function stands(departmentId: string, state: DeliverableState, { codes, dueOn }: { codes?: string[]; dueOn?: string } = {}) {
  const query = deps.db
    .updateTable('deliverables')
    .set({ state, ...(dueOn === undefined ? {} : { dueOn }) })
    .where('departmentId', '=', departmentId);
  if (codes === undefined) return query.execute();
  const tasks = deps.db.selectFrom('tasks').select('id').where('code', 'in', codes);
  return query.where('taskId', 'in', tasks).execute();
}

async function outcomes(): Promise<string[]> {
  const rows = await deps.db.selectFrom('digests').selectAll().orderBy('week').orderBy('roomId').execute();
  return rows.map(({ roomId, week, outboundId, reason }) => `${week} ${roomId} ${outboundId === null ? reason : 'told'}`);
}

describe('what a room hears', () => {
  it('is what its own department owes, by item and without a person', async () => {
    expect(await toldAt('union-room', ['2023-06-26'])).toEqual([
      [
        '机关工会 2023 年度本周提醒：快到期 7 件。',
        '6月30日（周五）截止：第3、10、15、18、19、20、22项',
        '交材料：引用文件说「@创建管家 提交 3」，或私聊发给创建管家；细看说「@创建管家 谁还没交」。',
      ].join('\n'),
    ]);
  });

  it('begins with what is late, then what came back, then what is due, and leaves out what is settled or far off', async () => {
    await stands('union', 'returned', { codes: ['3'], dueOn: '2023-07-12' });
    await stands('union', 'returned', { codes: ['10'] });
    await stands('union', 'open', { codes: ['15'], dueOn: '2023-07-10' });
    await stands('union', 'open', { codes: ['18'], dueOn: '2023-07-11' });
    await stands('union', 'submitted', { codes: ['19'] });
    await stands('union', 'approved', { codes: ['20'] });
    expect((await toldAt('union-room', ['2023-07-03']))[0]?.split('\n')).toEqual([
      '机关工会 2023 年度本周提醒：逾期 2 件、需补正 1 件、快到期 1 件。',
      '逾期：第10、22项',
      '需补正：第3项',
      '7月10日（周一）截止：第15项',
      expect.stringContaining('提交 10'),
    ]);
  });

  it('leaves out what another department has handed in and waits for review, where any one is enough', async () => {
    await inTransaction(deps, (tx) => setCompletion(tx, { actor, year: undefined, code: '3', completion: 'any' }));
    await stands('party', 'submitted', { codes: ['3'] });
    const [told] = await toldAt('union-room', ['2023-06-26']);
    expect(told?.split('\n').slice(0, 2)).toEqual([
      '机关工会 2023 年度本周提醒：快到期 6 件。',
      '6月30日（周五）截止：第10、15、18、19、20、22项',
    ]);
    await stands('party', 'returned', { codes: ['3'] });
    expect((await toldAt('union-room', ['2023-07-03']))[0]).toContain('逾期：第3、10、');
  });

  it('names departments in the order of the directory, ten lines of them, where it is everybody’s room', async () => {
    await stands('office', 'returned', { codes: ['1'], dueOn: '2023-07-14' });
    const lines = (await toldAt('all', ['2023-07-03']))[0]!.split('\n');
    expect(lines).toHaveLength(2 + 10 + 1 + 1 + 1);
    expect(lines.slice(0, 3)).toEqual([
      '2023 年度本周提醒：逾期 111 件、需补正 1 件。',
      '逾期：',
      '● 办公室：第2、6、10、14、16、19、20、21、22项',
    ]);
    expect(lines.slice(-3)).toEqual([
      '还有第一支部、第二支部、第三支部、第四支部、第五支部、第六支部',
      '需补正：办公室',
      expect.stringContaining('「@创建管家 提交 2」'),
    ]);
  });

  it('stands for the departments behind a collective name', async () => {
    await deps.db.updateTable('rooms').set({ departments: '["branches"]' }).where('id', '=', 'union-room').execute();
    const [told] = await toldAt('union-room', ['2023-06-26']);
    expect(told).toMatch(/● 第一支部：.*\n● 第二支部：[\s\S]*● 第六支部：/);
    expect(told).not.toContain('机关工会');
  });

  it('says of which year it speaks, when an old one is still open', async () => {
    await publishPlanFile(deps, 'b.docx', { ...draft, year: 2022 }, () => {});
    await inTransaction(deps, (tx) =>
      setMilestones(tx, { year: 2022, code: undefined, stages: [{ title: '补交', days: ['2023-6-29'] }], actor }),
    );
    await stands('office', 'approved');
    await stands('office', 'open', { codes: ['1'] });
    expect((await toldAt('office-room', ['2023-06-26']))[0]?.split('\n')).toEqual([
      '办公室 2023 年度本周提醒：快到期 1 件。',
      '6月30日（周五）截止：第1项',
      '办公室 2022 年度本周提醒：快到期 1 件。',
      '2023年6月29日（周四）截止：第1项',
      '交材料：引用文件说「@创建管家 提交 1」或「@创建管家 2022年 提交 1」，或私聊发给创建管家；细看说「@创建管家 谁还没交」或「@创建管家 2022年 谁还没交」。',
    ]);
  });
});

it('reaches a room where it last said something, not everywhere it is', async () => {
  const sandbox = deps.channels.get('sandbox')!;
  const channels = new Map((['sandbox', 'wecom', 'dingtalk'] as const).map((name) => [name, sandbox]));
  const chats = ['wecom', 'dingtalk'].map((channel) => ({ channel, chatId: 'chat', roomId: 'all' }));
  await deps.db.insertInto('roomAccounts').values(chats).execute();
  const say = (channel: string, messageId: string) => {
    const message = { channel, messageId, senderId: 'li', roomId: 'chat', text: '进度', attachments: [], quoted: [] };
    return insertInbound(deps.db, [message], '2023-06-12T01:30:00.000Z', randomUUID);
  };
  await say('wecom', 'm1');
  await say('dingtalk', 'm2');
  office.at('2023-06-26');
  await sendDigests({ ...deps, channels });
  const rows = await deps.db.selectFrom('outboundMessages').select('channel').where('recipientId', '=', 'chat').execute();
  expect(rows).toEqual([{ channel: 'dingtalk' }]);
  expect(await office.told('all')).toEqual([]);
});

describe('a room hears nothing', () => {
  it('while there is nothing to say, and is not looked at again that week', async () => {
    expect(await toldAt('all', ['2023-06-19'])).toEqual([]);
    await dated('6-21');
    expect(await toldAt('all', ['2023-06-20'])).toEqual([]);
    expect(await outcomes()).toEqual(['2023-06-19 all nothing', '2023-06-19 office-room nothing', '2023-06-19 union-room nothing']);
  });

  it('of what is handed in, approved or waived', async () => {
    for (const state of ['submitted', 'approved', 'waived'] as const) await stands('union', state);
    expect(await toldAt('union-room', ['2023-07-03'])).toEqual([]);
  });

  it.each([
    ['on the day', ['2023-06-12', '10:02'] as const],
    ['in the week', ['2023-06-13', '10:02'] as const],
  ])('%s of its publication, and first the next week', async (_, moment) => {
    await dated('6-14');
    expect(await toldAt('all', [...moment], ['2023-06-14'])).toEqual([]);
    expect(await toldAt('all', ['2023-06-19'])).toEqual([expect.stringMatching(/逾期 \d+ 件/)]);
  });

  it('of a closed year', async () => {
    await inTransaction(deps, (tx) => closePlan(tx, { year: 2023, actor }));
    expect(await toldAt('all', ['2023-07-03'])).toEqual([]);
  });

  it('where no channel leads into it, and the row says so', async () => {
    await deps.db.updateTable('roomAccounts').set({ channel: 'wecom' }).where('roomId', '=', 'all').execute();
    expect(await toldAt('all', ['2023-06-26'])).toEqual([]);
    expect(await outcomes()).toContain('2023-06-26 all no-address');
  });

  it('when the digest was taken out of the file', async () => {
    const { digest: _, ...reminders } = deps.config.reminders;
    office.at('2023-06-26');
    await sendDigests({ ...deps, config: { ...deps.config, reminders } });
    expect(await office.told('all')).toEqual([]);
  });
});

describe('once a week', () => {
  it('however often and however many tick', async () => {
    office.at('2023-06-26');
    await Promise.all([sendDigests(deps), sendDigests(deps), sendDigests(deps)]);
    expect(await toldAt('all', ['2023-06-26', '09:31'], ['2023-06-27'], ['2023-06-30', '18:00'])).toEqual([]);
    for (const room of ['all', 'office-room', 'union-room']) expect(await office.told(room)).toHaveLength(1);
  });

  it('in sending hours of working days', async () => {
    expect(await toldAt('all', ['2023-06-26', '09:29'], ['2023-06-26', '18:30'], ['2023-06-27', '09:29'])).toEqual([]);
    expect(await toldAt('all', ['2023-06-27', '09:30'])).toHaveLength(1);
  });

  it('later in its week, when it was missed, and then no more', async () => {
    expect(await toldAt('all', ['2023-06-29', '16:00'])).toHaveLength(1);
    expect(await toldAt('all', ['2023-06-30'], ['2023-07-01'], ['2023-07-02'])).toEqual([]);
    expect(await outcomes()).toHaveLength(3);
    expect(await toldAt('all', ['2023-07-03'])).toHaveLength(1);
  });

  it('with the next week, when it is missed until the next one is near', async () => {
    expect(await toldAt('all', ['2023-06-30', '10:00'], ['2023-07-03'], ['2023-07-04'])).toHaveLength(1);
  });

  it.each([
    ['国庆', ['2023-10-07', '2023-10-08', '2023-10-09', '2023-10-10']],
    ['春节', ['2024-02-18', '2024-02-19', '2024-02-20']],
  ])('also after %s, whose last week has but a worked weekend', async (_, days) => {
    expect(await toldAt('all', ...days.map((day): [string] => [day]))).toHaveLength(1);
  });

  it('also when the clock was set wrong in between', async () => {
    expect(await toldAt('all', ['2023-06-26'], ['2023-07-03'])).toHaveLength(2);
    expect(await toldAt('all', ['2023-06-26'], ['2023-06-28'], ['2023-07-03'])).toEqual([]);
  });

  it('also when the chat is bound anew', async () => {
    const place = { channel: 'sandbox', chatId: 'new' };
    const bind = (name: string) => inTransaction(deps, (tx) => bindRoom(tx, { place, names: [name], actor }));
    await bind('办公室');
    expect(await toldAt('new', ['2023-06-26'])).toHaveLength(1);
    await inTransaction(deps, (tx) => unbindRoom(tx, { place, actor }));
    await bind('机关工会');
    expect(await toldAt('new', ['2023-06-27'])).toEqual([]);
    expect((await toldAt('new', ['2023-07-03']))[0]).toMatch(/^机关工会 /);
  });

  it('for the others, when one room cannot be told', async () => {
    await deps.db.updateTable('rooms').set({ departments: 'broken' }).where('id', '=', 'all').execute();
    expect(await toldAt('union-room', ['2023-06-26'])).toHaveLength(1);
    await deps.db.updateTable('rooms').set({ departments: '"all"' }).where('id', '=', 'all').execute();
    expect(await toldAt('all', ['2023-06-26', '09:31'])).toHaveLength(1);
  });
});
