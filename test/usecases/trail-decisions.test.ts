import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPlanHere } from '../../src/importer/read-plan-here.ts';
import { ChannelError } from '../../src/ports/channel.ts';
import { deliverMessages } from '../../src/usecases/deliver-messages.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { publishPlanFile } from '../../src/usecases/import-file.ts';
import { inTransaction } from '../../src/usecases/in-transaction.ts';
import { planReminders } from '../../src/usecases/plan-reminders.ts';
import { setMilestones } from '../../src/usecases/set-milestones.ts';
import { showTrail } from '../../src/usecases/show-trail.ts';
import { urge } from '../../src/usecases/urge.ts';
import { createOffice, type Office } from '../helpers/office.ts';
import { createPlatform, type Platform } from '../helpers/platform.ts';

const actor = { id: 'zhou', source: 'sandbox' };
const bytes = await readFile(new URL('../data/task-table-2023.docx', import.meta.url));
const draft = await readPlanHere({ kind: 'file', name: 'a.docx', bytes });

let office: Office;
let deps: Deps;
let platform: Platform;

beforeEach(async () => {
  office = await createOffice();
  platform = createPlatform();
  deps = { ...office.deps, channels: new Map([['sandbox', platform]]) };
  await publishPlanFile(deps, 'a.docx', draft, () => {});
  await inTransaction(deps, (tx) =>
    setMilestones(tx, { year: undefined, code: undefined, stages: [{ title: '年中', days: ['6-30'] }], actor }),
  );
});
afterEach(() => office.close());

async function trailOf(code: string): Promise<string[]> {
  return deps.render('trail', await showTrail(deps, { year: undefined, code, number: undefined })).text.split('\n');
}

/** From the line that begins it, without the last one, which says what else there is. */
async function decisionsAbout(code: string): Promise<string[]> {
  const lines = await trailOf(code);
  return lines.slice(lines.findIndex((line) => line.startsWith('提醒')) + 1, -1);
}

const deliverTo = (id: string) => deliverMessages(deps, { channel: 'sandbox', recipient: { kind: 'person', id } });

// 第3项 is owed by 机关党委 (赵六) and 机关工会 (王五).
describe('「留痕 3」 says of each reminder of 第3项 what became of it', () => {
  it('sent, with the platform’s receipt; refused, with its code; not told at all, and why', async () => {
    office.at('2023-06-20', '09:00');
    await planReminders(deps);
    expect((await decisionsAbout('3'))[0]).toBe('6月20日（周二） 09:00　6月30日（周五）截止，提前 7 个工作日提醒　赵六、王五：正在发');
    // The welcome of the year comes first.
    await deliverTo('wang');
    await deps.db.updateTable('outboundMessages').set({ state: 'sent' }).where('purpose', '=', 'assignment').execute();
    platform.failNext.push(new ChannelError('sandbox', '60011', 'no', { permanent: true }));
    await deliverTo('zhao');
    expect(await decisionsAbout('3')).toEqual([
      '6月20日（周二） 09:00　6月30日（周五）截止，提前 7 个工作日提醒　王五：已发出（回执 p-2）',
      '6月20日（周二） 09:00　6月30日（周五）截止，提前 7 个工作日提醒　赵六：没发出去（60011），办法发「未送达」查看',
      '6月20日（周二） 09:00　6月30日（周五）截止，提前 14 个工作日提醒　赵六、王五：不发，定日期时这一次已过',
    ]);
  });

  it('merged into another, settled before it was told, urged', async () => {
    office.at('2023-06-20', '08:40');
    const place = { memberId: 'zhou', channel: 'sandbox', roomId: '' };
    await inTransaction(deps, (tx) =>
      urge(tx, { request: { target: { department: '机关工会' }, anyway: false, year: null }, place, actor }),
    );
    office.at('2023-06-30', '09:00');
    await planReminders(deps);
    const said = await decisionsAbout('3');
    expect(said).toContainEqual('6月20日（周二） 08:40　6月30日（周五）截止，管理员催办　王五：正在发');
    expect(said).toContainEqual(expect.stringMatching(/提前 1 个工作日提醒　赵六、王五：并入后一次提醒$/));
    expect(said).toContainEqual(expect.stringMatching(/^6月30日（周五） 09:00　.*当天提醒　赵六、王五：正在发$/));
  });

  it('in ten lines at most, however many departments owe it', async () => {
    for (const day of [
      '2023-06-20',
      '2023-06-27',
      '2023-06-29',
      '2023-06-30',
      '2023-07-03',
      '2023-07-05',
      '2023-07-12',
      '2023-07-19',
      '2023-07-26',
      '2023-08-02',
    ]) {
      office.at(day, '09:00');
      await planReminders(deps);
    }
    const lines = await trailOf('19');
    expect(lines.find((line) => line.startsWith('提醒'))).toBe('提醒，最近 10 次，新的在前：');
    expect(await decisionsAbout('19')).toHaveLength(10);
    expect(lines.join('\n')).toMatch(/等 1\d 人：/);
    expect(lines.join('\n').length).toBeLessThan(2_000);
  });
});

it.each([
  ['planned', null, '等着发'],
  ['planned', 'in-review', '正在审核，没通过再发'],
  ['merged', 'told-today', '当天已有一条'],
  ['skipped', 'settled', '已交、不用交了'],
  ['skipped', 'acknowledged', '回过「收到」'],
  ['skipped', 'cooling', '刚提醒过'],
  ['skipped', 'quota', '到了限额'],
  ['failed', 'nobody', '没有可以提醒的人'],
  ['failed', 'no-liaison', '没有联络员'],
  ['failed', 'no-address', '没有可用的账号'],
] as const)('a reminder that is %s (%s) is explained in words', async (state, reason, words) => {
  office.at('2023-06-20', '09:00');
  await planReminders(deps);
  await deps.db.updateTable('reminders').set({ state, reason, outboundId: null }).execute();
  expect((await decisionsAbout('3')).join('\n')).toContain(words);
});
