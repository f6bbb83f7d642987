import { beforeAll, describe, expect, it, type TestContext, vi } from 'vitest';
import { createMorning, aheadAt, readInPeace, type Morning } from '../helpers/morning.ts';
import type { DialectName } from '../helpers/databases.ts';
import { until } from '../helpers/until.ts';

/** 7 and 3 working days before 30 June. */
let expected: string[];
let nextWeek: string[];
beforeAll(async () => {
  expected = await readInPeace(['2023-06-20 09:00:00']);
  nextWeek = await readInPeace(['2023-06-27 09:00:00']);
});

async function morningOn(dialect: DialectName, onTestFinished: TestContext['onTestFinished']): Promise<Morning> {
  const morning = await createMorning(dialect);
  onTestFinished(() => morning.close());
  return morning;
}

describe.concurrent('on a morning of reminders', { timeout: 400_000 }, () => {
  it.for([2, 4])('%i processes whose clocks strike nine at once tell everybody once', async (count, { onTestFinished }) => {
    const morning = await morningOn('PostgreSQL', onTestFinished);
    expect(expected).toHaveLength(15);
    await Promise.all(Array.from({ length: count }, () => morning.start('2023-06-20 08:59:53')));
    await morning.untilRead(expected);
    expect(morning.countRepeats()).toBe(0);
  });

  it('a clock that is set back an hour, and on again, stops nothing and repeats nothing', async ({ onTestFinished }) => {
    const morning = await morningOn('SQLite', onTestFinished);
    const server = await morning.start('2023-06-20 08:59:57');
    await morning.untilRead(expected);
    await morning.leaveOver('2023-06-20 08:00:00', '一条没发出去的消息');
    server.setClock(aheadAt('2023-06-20 08:00:05'));
    await morning.untilShown('一条没发出去的消息');
    await morning.leaveOver('2023-06-20 09:00:00', '又一条没发出去的消息');
    server.setClock(aheadAt('2023-06-20 08:59:57'));
    await morning.untilShown('又一条没发出去的消息');
    server.setClock(aheadAt('2023-06-27 08:59:57'));
    await morning.untilRead([...expected, ...nextWeek]);
    expect(morning.countRepeats()).toBe(0);
  });

  it('a process an hour ahead of the other takes nothing from it that it is sending', async ({ onTestFinished }) => {
    const morning = await morningOn('PostgreSQL', onTestFinished);
    // Every message is under way, the last ones by the other process, before the first one is through; or nearly out of time.
    const { api } = morning.wecom;
    const areAllAsked = (): boolean => morning.countAsked() === expected.length;
    api.takes = async ({ path }) => path === 'message/send' && vi.waitUntil(areAllAsked, { timeout: 4_000 }).catch(() => false);
    const other = await morning.start('2023-06-20 08:50:00');
    await morning.start('2023-06-20 09:00:00');
    await until(() => morning.countAsked() > 0);
    other.setClock(aheadAt('2023-06-20 09:59:58'));
    await morning.untilRead(expected);
    expect(morning.countRepeats()).toBe(0);
  });
});
