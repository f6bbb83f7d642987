import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nextSummaryMoment } from '../../src/domain/failure-summary.ts';
import { readPlanHere } from '../../src/importer/read-plan-here.ts';
import { ChannelError } from '../../src/ports/channel.ts';
import { deliverMessages } from '../../src/usecases/deliver-messages.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { publishPlanFile } from '../../src/usecases/import-file.ts';
import { inTransaction } from '../../src/usecases/in-transaction.ts';
import { listUndelivered } from '../../src/usecases/list-undelivered.ts';
import { planReminders } from '../../src/usecases/plan-reminders.ts';
import { queueMessage } from '../../src/usecases/queue-message.ts';
import { sendDigests } from '../../src/usecases/send-digests.ts';
import { setMilestones } from '../../src/usecases/set-milestones.ts';
import { tellOfFailures } from '../../src/usecases/tell-of-failures.ts';
import { createOffice, type Office } from '../helpers/office.ts';
import { createPlatform, type Platform } from '../helpers/platform.ts';

let office: Office;
let deps: Deps;
let platform: Platform;

beforeEach(async () => {
  office = await createOffice();
  platform = createPlatform();
  deps = { ...office.deps, channels: new Map([['sandbox', platform]]) };
});
afterEach(() => office.close());

const refusal = (code: string, detail?: string) =>
  new ChannelError('sandbox', code, 'refused', { permanent: true, ...(detail === undefined ? {} : { detail }) });

let count = 0;

/** Something for a person is refused for good. */
async function fail(memberId: string, error: ChannelError): Promise<void> {
  const to = { channel: 'sandbox', recipient: { kind: 'person', id: memberId }, memberId } as const;
  const message = { title: '一', text: '一', actions: [], files: [] };
  await queueMessage(deps, to, message, { purpose: 'notice', dedupeKey: `n${++count}` });
  platform.failNext.push(error);
  await deliverMessages(deps, to);
}

/** What the admin hears by the end of these moments. */
async function toldAt(...moments: [day: string, time?: string][]): Promise<string[]> {
  for (const [day, time = '11:00'] of moments) {
    office.at(day, time);
    await tellOfFailures(deps);
  }
  return (await office.told('zhou')).map(({ text }) => text);
}

it('tells the admin once, at eleven, whom nothing reached, why, and what to do', async () => {
  await fail('wang', refusal('60020', '10.1.2.3'));
  await fail('li', refusal('60020', '10.1.2.3'));
  await fail('zhang', refusal('no-way'));
  expect(await toldAt(['2023-06-12', '10:59'])).toEqual([]);
  const [told, ...more] = await toldAt(['2023-06-12'], ['2023-06-12', '11:01'], ['2023-06-12', '18:00']);
  expect(more).toEqual([]);
  expect(told).toMatch(
    /^有 3 条消息没发出去：\n1\. 张三，1 条，最近 6月12日（周一） 09:30\n原因：没有能发到那里的办法。\n办法：.+\n2\. 李四、王五，2 条，.+\n原因：平台没有收下（60020）。\n办法：.+\n要紧的请另行转告；近 7 天没发出去的，发「未送达」查看。$/,
  );
});

it('says nothing when all arrived, and repeats nothing', async () => {
  expect(await toldAt(['2023-06-12'], ['2023-06-13'])).toEqual([]);
  await fail('wang', refusal('no-way'));
  expect(await toldAt(['2023-06-13', '18:00'])).toEqual([]);
  expect(await toldAt(['2023-06-14'], ['2023-06-15'])).toHaveLength(1);
});

it('waits for the working day', async () => {
  office.at('2023-06-21', '19:00');
  await fail('wang', refusal('no-way'));
  expect(await toldAt(['2023-06-21', '19:00'], ['2023-06-22'], ['2023-06-24'])).toEqual([]);
  expect(await toldAt(['2023-06-25'])).toHaveLength(1);
});

it('is told once, however many processes tick', async () => {
  await fail('wang', refusal('no-way'));
  const other = { ...(await office.another()), channels: deps.channels };
  office.at('2023-06-12', '11:00');
  await Promise.all([tellOfFailures(deps), tellOfFailures(other), tellOfFailures(deps)]);
  expect(await office.told('zhou')).toHaveLength(1);
});

it('counts what was queued before the last one and given up after it', async () => {
  const to = { channel: 'sandbox', recipient: { kind: 'person', id: 'wang' }, memberId: 'wang' } as const;
  await queueMessage(deps, to, { title: '一', text: '一', actions: [], files: [] }, { purpose: 'notice', dedupeKey: 'early' });
  expect(await toldAt(['2023-06-12'])).toEqual([]);
  platform.failNext.push(refusal('no-way'));
  await deliverMessages(deps, to);
  expect(await toldAt(['2023-06-13'])).toEqual([expect.stringContaining('王五')]);
});

it('is told again when nobody got it, and does not go on about itself', async () => {
  await fail('wang', refusal('no-way'));
  await toldAt(['2023-06-12']);
  platform.failNext.push(refusal('60020'));
  await deliverMessages(deps, { channel: 'sandbox', recipient: { kind: 'person', id: 'zhou' } });
  const told = await toldAt(['2023-06-13'], ['2023-06-14']);
  expect(told).toHaveLength(2);
  expect(told[1]).toMatch(/^有 1 条消息没发出去：\n1\. 王五/);
});

it('stays short when everything goes wrong', async () => {
  for (let n = 0; n < 14; n++) await fail('wang', refusal('invaliduser', `account-${n}`));
  const [told] = await toldAt(['2023-06-12']);
  expect(told).toContain('还有 4 种原因没列出。');
  expect(told!.split('\n')).toHaveLength(1 + 10 * 3 + 2);
});

describe('what never became a message', () => {
  beforeEach(async () => {
    const bytes = await readFile(new URL('../data/task-table-2023.docx', import.meta.url));
    await publishPlanFile(deps, 'a.docx', await readPlanHere({ kind: 'file', name: 'a.docx', bytes }), () => {});
    const actor = { id: 'zhou', source: 'sandbox' };
    await inTransaction(deps, (tx) =>
      setMilestones(tx, { year: undefined, code: undefined, stages: [{ title: '年中', days: ['6-30'] }], actor }),
    );
  });

  const summary = async (...moments: Parameters<typeof toldAt>) => (await toldAt(...moments)).filter((text) => text.includes('没发出去'));

  it('is told by whom it was for: a person without an account, a room no channel leads into', async () => {
    await deps.db.deleteFrom('channelAccounts').where('memberId', '=', 'wang').execute();
    await deps.db.deleteFrom('roomAccounts').where('roomId', '=', 'union-room').execute();
    office.at('2023-06-27', '09:30');
    await planReminders(deps);
    await sendDigests(deps);
    const [told, ...more] = await summary(['2023-06-27'], ['2023-06-28']);
    expect(more).toEqual([]);
    expect(told).toMatch(/^有 2 条消息没发出去：/);
    expect(told).toMatch(/王五，1 条，.*\n原因：没有登记可用的平台账号，提醒发不出去。\n办法：请本人发「绑定 部门 姓名」/);
    expect(told).toMatch(/机关工会.*群，1 条，.*\n原因：这个群还没有接到平台上。/);
    const { text } = deps.render('undelivered', await listUndelivered(deps));
    expect(text).toContain('没有登记可用的平台账号');
  });

  it('names the department for which there is nobody', async () => {
    await office.handIn('zhou', '1');
    await deps.db.deleteFrom('memberRoles').where('role', 'in', ['reviewer']).execute();
    await deps.db.deleteFrom('memberRoles').where('role', '=', 'admin').where('memberId', '<>', 'zhou').execute();
    office.at('2023-06-14', '09:30');
    await planReminders(deps);
    const told = await summary(['2023-06-14']);
    expect(told).toEqual([expect.stringMatching(/1\. 办公室，1 条，.*\n原因：没有可以提醒的人/)]);
  });
});

it.each([
  ['09:00', '18:30', '2023-06-12T11:00'],
  ['17:00', '18:30', '2023-06-12T17:00'],
  ['10:30', '12:00', '2023-06-12T10:30'],
])('comes two hours after reminders at %s, or with them when it is quiet from %s by then', (sendAt, from, at) => {
  const early = new Date('2023-06-12T08:00:00+08:00');
  expect(nextSummaryMoment(early, { sendAt, quiet: { from, to: '08:30' } }, office.deps.calendar)).toEqual(new Date(`${at}:00+08:00`));
});
