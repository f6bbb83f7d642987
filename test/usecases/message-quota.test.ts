import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countHeldReminders } from '../../src/db/reminders.ts';
import { findMember } from '../../src/db/directory.ts';
import { explainReminders } from '../../src/doctor/reminders.ts';
import type { MessageQuota } from '../../src/domain/reminder-policy.ts';
import { readPlanHere } from '../../src/importer/read-plan-here.ts';
import { ChannelError } from '../../src/ports/channel.ts';
import { bindRoom, unbindRoom } from '../../src/usecases/bind-room.ts';
import { closePlan } from '../../src/usecases/close-plan.ts';
import { confirmUrge } from '../../src/usecases/confirm-urge.ts';
import { deliverMessages } from '../../src/usecases/deliver-messages.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { explainReminder } from '../../src/usecases/explain-reminder.ts';
import { publishPlanFile } from '../../src/usecases/import-file.ts';
import { inTransaction } from '../../src/usecases/in-transaction.ts';
import { planReminders } from '../../src/usecases/plan-reminders.ts';
import { queueMessage } from '../../src/usecases/queue-message.ts';
import { sendDigests } from '../../src/usecases/send-digests.ts';
import { setMilestones } from '../../src/usecases/set-milestones.ts';
import { urge } from '../../src/usecases/urge.ts';
import { createOffice, type Office } from '../helpers/office.ts';

const actor = { id: 'zhou', source: 'sandbox' };
const bytes = await readFile(new URL('../data/task-table-2023.docx', import.meta.url));
const draft = await readPlanHere({ kind: 'file', name: 'a.docx', bytes });

let office: Office;
let deps: Deps;

// 6月19日 is a Monday; the days off are 6月22日 to 24日, and 6月25日 is a working Sunday of the same week.
beforeEach(async () => {
  office = await createOffice();
  deps = withQuota(office.deps, { person: { day: 1, week: 2 }, room: { week: 1 } });
  await publishPlanFile(deps, 'a.docx', draft, () => {});
});
afterEach(() => office.close());

function withQuota(those: Deps, quota: MessageQuota): Deps {
  return { ...those, config: { ...those.config, reminders: { ...those.config.reminders, quota } } };
}

function dated(code: string, ...days: string[]) {
  return inTransaction(deps, (tx) => setMilestones(tx, { year: undefined, code, stages: [{ title: '', days }], actor }));
}

async function tickOn(...moments: [day: string, time?: string][]): Promise<void> {
  for (const [day, time = '09:00'] of moments) {
    office.at(day, time);
    await planReminders(deps);
  }
}

const messagesTo = async (memberId: string): Promise<string[]> =>
  (await office.told(memberId)).map(({ text }) => text).filter((text) => /快到期|逾期|待交|等着审核/.test(text));

/** What became of a person's decisions about an item, in the order of the ladder. */
async function ledger(memberId: string, code: string): Promise<string[]> {
  const rows = await deps.db
    .selectFrom('reminders')
    .innerJoin('deliverables', 'deliverables.id', 'reminders.deliverableId')
    .innerJoin('tasks', 'tasks.id', 'deliverables.taskId')
    .select(['rung', 'reminders.state', 'reason', 'day'])
    .where('memberId', '=', memberId)
    .where('code', '=', code)
    .where('reason', 'is distinct from', 'set-later')
    .orderBy('decidedAt')
    .orderBy('rung')
    .execute();
  return rows.map(({ rung, state, reason, day }) =>
    `${rung.replace(/^urge-.*/, 'urge')} ${state} ${reason ?? ''} ${day}`.replace('  ', ' '),
  );
}

/** An admin urges those who owe 第18项, which several departments do, and confirms it. */
async function urging(anyway: boolean): Promise<string> {
  const place = { memberId: 'zhou', channel: 'sandbox', roomId: '' };
  const { view } = await inTransaction(deps, async (tx) => {
    const { kind } = await urge(tx, { request: { target: { code: '18' }, anyway, year: null }, place, actor });
    expect(kind).toBe('preview');
    return confirmUrge(tx, { said: {}, place, actor });
  });
  return deps.render('urged', { ...view, inRoom: false }).text;
}

const why = async (memberId: string) =>
  deps.render('reminder-reasons', await explainReminder(deps, (await findMember(deps.db, memberId))!)).text;

describe('more than a person is to hear in a week', () => {
  beforeEach(async () => {
    await dated('3', '6-20');
    await dated('10', '6-28');
    // Monday and Tuesday: the first two. Wednesday is one too many, and 6月25日 is still the same week.
    await tickOn(['2023-06-19'], ['2023-06-20'], ['2023-06-21']);
  });

  it('is held back with its reason, and told on the first day that has room, as it is then', async () => {
    expect(await messagesTo('wang')).toHaveLength(2);
    expect((await ledger('wang', '3')).slice(2)).toEqual(['on planned 2023-06-20', 'after+1 skipped quota 2023-06-21']);
    await tickOn(['2023-06-21', '15:00'], ['2023-06-25'], ['2023-06-25', '18:00']);
    expect(await messagesTo('wang')).toHaveLength(2);
    expect(await ledger('wang', '10')).toEqual(['before-7 planned 2023-06-19', 'before-3 skipped quota 2023-06-25']);
    await tickOn(['2023-06-26'], ['2023-06-26', '10:00']);
    const [, , told, ...more] = await messagesTo('wang');
    expect(more).toEqual([]);
    expect(told).toMatch(/1 项逾期、1 项快到期/);
    expect(told).toMatch(/第3项[^]*第10项/);
    expect(await ledger('wang', '10')).toContain('before-3 planned 2023-06-26');
  });

  it('is the same in another process, and after a restart', async () => {
    const other = withQuota(await office.another(), deps.config.reminders.quota);
    await Promise.all([planReminders(deps), planReminders(other)]);
    expect(await messagesTo('wang')).toHaveLength(2);
    office.at('2023-06-26', '09:00');
    await Promise.all([planReminders(deps), planReminders(other)]);
    expect(await messagesTo('wang')).toHaveLength(3);
  });

  it('goes into the later rung when that comes first', async () => {
    await tickOn(['2023-06-26']);
    expect(await ledger('wang', '3')).toContain('after+1 merged later-rung 2023-06-21');
    expect(await ledger('wang', '3')).toContain('after+3 planned 2023-06-26');
  });

  it('is not told when it was handed in meanwhile', async () => {
    await deps.db.updateTable('deliverables').set({ state: 'submitted' }).where('departmentId', '=', 'union').execute();
    await tickOn(['2023-06-25'], ['2023-06-26']);
    expect(await messagesTo('wang')).toHaveLength(2);
    expect(await ledger('wang', '3')).toContain('after+1 skipped settled 2023-06-21');
  });

  it('is explained to whoever asks, and by doctor', async () => {
    expect(await why('wang')).toContain('提醒每人一天最多 1 条、一周最多 2 条（当天截止的除外），第3项留到6月26日（周一）09:00再说。');
    const found = explainReminders(deps.config.reminders, await countHeldReminders(deps.db)).map(({ what }) => what);
    expect(found).toContainEqual(expect.stringMatching(/at most 1 a day and 2 a week to a person/));
    expect(found).toContainEqual(expect.stringMatching(/\d+ for \d+ people wait for that now/));
    await tickOn(['2023-06-26']);
    expect(await why('wang')).not.toContain('留到');
  });

  it('is not promised for another day when it is not true any more', async () => {
    await dated('3', '7-31');
    expect(await why('wang')).not.toContain('留到');
    await tickOn(['2023-06-25'], ['2023-06-25', '10:00']);
    expect(await why('wang')).toContain('第3、10项留到6月26日（周一）09:00再说。');
    await inTransaction(deps, (tx) => closePlan(tx, { year: 2023, actor }));
    expect(await why('wang')).not.toContain('留到');
  });

  it('keeps 催办 back, too, says until when, and lets 仍然 through', async () => {
    office.at('2023-06-21', '10:00');
    await deps.db.updateTable('outboundMessages').set({ createdAt: '2023-06-19T01:00:00.000Z' }).where('memberId', '=', 'wang').execute();
    await deps.db.updateTable('reminders').set({ decidedAt: '2023-06-19T01:00:00.000Z' }).where('memberId', '=', 'wang').execute();
    const answer = await urging(false);
    expect(answer).toContain('机关工会 王五：提醒次数到了限额，留到6月26日（周一）09:00再说');
    expect(answer).toContain('确实要再催，发「催办 18 仍然」。');
    expect(await ledger('wang', '18')).toEqual(['urge skipped quota 2023-06-21']);
    await urging(true);
    expect((await messagesTo('wang')).at(-1)).toMatch(/管理员催办：[^]*第18项/);
    expect((await ledger('wang', '18')).toSorted()).toEqual(['urge merged told-today 2023-06-21', 'urge planned 2023-06-21']);
  });

  it('an urging that was held back is told with the rest', async () => {
    office.at('2023-06-21', '09:30');
    await urging(false);
    await tickOn(['2023-06-26']);
    expect((await messagesTo('wang')).at(-1)).toContain('第18项');
    expect(await ledger('wang', '18')).toEqual(['urge planned 2023-06-26']);
  });
});

it('does not count answers, nor what the platform refused', async () => {
  await dated('3', '6-20');
  const to = { channel: 'sandbox', recipient: { kind: 'person', id: 'wang' }, memberId: 'wang' } as const;
  for (const n of [1, 2, 3]) {
    await queueMessage(deps, to, { title: '', text: '答', actions: [], files: [] }, { purpose: 'answer', dedupeKey: `a${n}` });
  }
  await tickOn(['2023-06-19']);
  const sandbox = deps.channels.get('sandbox')!;
  const refusing = { ...sandbox, send: () => Promise.reject(new ChannelError('sandbox', '60011', 'no', { permanent: true })) };
  await deliverMessages({ ...deps, channels: new Map([['sandbox', refusing]]) }, to);
  await tickOn(['2023-06-20'], ['2023-06-21']);
  expect(await messagesTo('wang')).toHaveLength(3);
  expect(await ledger('wang', '3')).toEqual([
    'before-1 failed 60011 2023-06-19',
    'before-3 merged later-rung 2023-06-19',
    'on planned 2023-06-20',
    'after+1 planned 2023-06-21',
  ]);
});

it('allows more than one message a day where the file says so', async () => {
  deps = withQuota(deps, { person: { day: 2, week: 5 }, room: { week: 1 } });
  await dated('3', '6-20');
  office.at('2023-06-19', '08:40');
  await urging(false);
  await tickOn(['2023-06-19']);
  expect(await messagesTo('wang')).toHaveLength(2);
});

it('waits for no other week where it is due that very day, and takes along what was held back', async () => {
  await dated('3', '6-20');
  await dated('10', '6-25');
  await tickOn(['2023-06-19'], ['2023-06-20'], ['2023-06-21'], ['2023-06-25'], ['2023-06-25', '15:00']);
  const [, , told, ...more] = await messagesTo('wang');
  expect(more).toEqual([]);
  expect(told).toMatch(/1 项逾期、1 项快到期[^]*第3项[^]*就是今天[^]*第10项/);
  expect((await ledger('wang', '10')).slice(-2)).toEqual(['before-1 merged later-rung 2023-06-21', 'on planned 2023-06-25']);
});

describe('a 催办 before nine on the last day', () => {
  beforeEach(async () => {
    deps = withQuota(deps, { person: { day: 1, week: 5 }, room: { week: 1 } });
    await dated('3', '6-20');
    await dated('18', '6-20');
    office.at('2023-06-20', '08:40');
    await urging(false);
  });

  it('leaves that day its message, of what it did not name', async () => {
    await tickOn(['2023-06-20'], ['2023-06-20', '10:00']);
    const [urged, told, ...more] = await messagesTo('wang');
    expect(more).toEqual([]);
    expect(urged).toMatch(/管理员催办：[^]*第18项/);
    expect(told).toMatch(/^王五，机关工会有 1 项快到期，[^]*第3项/);
    expect(told).not.toContain('第18项');
    expect(await ledger('wang', '3')).toContain('on planned 2023-06-20');
    expect(await ledger('wang', '18')).toContain('on merged told-today 2023-06-20');
  });

  it('is the message of the day, where nothing else is due', async () => {
    await dated('3', '7-31');
    await tickOn(['2023-06-20']);
    expect(await messagesTo('wang')).toHaveLength(1);
  });

  it('is no part of what that message may be too many for in the week', async () => {
    deps = withQuota(deps, { person: { day: 1, week: 1 }, room: { week: 1 } });
    await tickOn(['2023-06-20'], ['2023-06-21']);
    expect(await messagesTo('wang')).toHaveLength(2);
    expect(await ledger('wang', '3')).toContain('after+1 skipped quota 2023-06-21');
  });
});

it('a 催办 before nine stands for what is not yet due: that has its turn the day after', async () => {
  deps = withQuota(deps, { person: { day: 1, week: 5 }, room: { week: 1 } });
  await dated('3', '6-21');
  office.at('2023-06-20', '08:40');
  await urging(false);
  await tickOn(['2023-06-20']);
  expect(await messagesTo('wang')).toHaveLength(1);
  await tickOn(['2023-06-21']);
  expect((await messagesTo('wang')).at(-1)).toContain('第3项');
});

it('lets what waits for review have its turn on the next day, and says so in its row', async () => {
  deps = withQuota(deps, { person: { day: 1, week: 5 }, room: { week: 1 } });
  office.at('2023-06-15', '09:30');
  await office.handIn('wang', '3');
  await tickOn(['2023-06-19', '08:59']);
  const to = { channel: 'sandbox', recipient: { kind: 'person', id: 'wu' }, memberId: 'wu' } as const;
  await queueMessage(
    deps,
    to,
    { title: '', text: '一', actions: [], files: [] },
    { purpose: 'reminder', dedupeKey: 'reminder-wu-2023-06-19' },
  );
  await tickOn(['2023-06-19']);
  expect(await ledger('wu', '3')).toEqual(['unreviewed+2 skipped quota 2023-06-19']);
  await tickOn(['2023-06-20']);
  expect(await ledger('wu', '3')).toEqual(['unreviewed+2 planned 2023-06-20']);
  expect(await messagesTo('wu')).toEqual([expect.stringContaining('等着审核')]);
});

it('a chat that was told enough this week is told no more as another room, and hears the next week', async () => {
  await dated('3', '6-30');
  const place = { channel: 'sandbox', chatId: 'new' };
  const bind = (name: string) => inTransaction(deps, (tx) => bindRoom(tx, { place, names: [name], actor }));
  await bind('机关工会');
  office.at('2023-06-26');
  await sendDigests(deps);
  await inTransaction(deps, (tx) => unbindRoom(tx, { place, actor }));
  await bind('机关党委');
  office.at('2023-06-27');
  await sendDigests(deps);
  const reasons = await deps.db
    .selectFrom('digests')
    .select('reason')
    .where('week', '=', '2023-06-26')
    .where('reason', '=', 'quota')
    .execute();
  expect(reasons).toHaveLength(1);
  expect(await office.told('new')).toHaveLength(1);
  office.at('2023-07-03');
  await sendDigests(deps);
  expect((await office.told('new')).at(-1)?.text).toMatch(/^机关党委 .*逾期 1 件/);
});
