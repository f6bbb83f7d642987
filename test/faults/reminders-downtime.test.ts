import { beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { aheadAt, createMorning, readInPeace, type Morning } from '../helpers/morning.ts';

/** What everybody but 王五 reads seven working days before. */
let onTime: string[];
beforeAll(async () => {
  onTime = (await readInPeace(['2023-06-20 09:00:00'])).filter((line) => !line.startsWith('0wang.yuan'));
});

/** How it stands by the time they read it. */
function by(standing: string): string[] {
  return onTime.map((line) => line.replace(/快到期，6月30日（周五）截止，.*：/, `${standing}：`));
}

/** 年中 is on Friday 30 June; 22 to 24 June are 端午, and Sunday 25 June is worked for it. */
async function morningOf({ onTestFinished }: TestContext): Promise<Morning> {
  const morning = await createMorning('SQLite');
  onTestFinished(() => morning.close());
  return morning;
}

/** 王五 has handed in whatever was owed, before the server went down. */
async function handInAll(morning: Morning): Promise<void> {
  await morning.change('2023-06-19 10:00:00', ({ db }) =>
    db.updateTable('deliverables').set({ state: 'submitted' }).where('departmentId', '=', 'union').execute(),
  );
}

describe.concurrent('after a downtime everybody is told once, what is true by then', { timeout: 400_000 }, () => {
  it.for([
    ['an hour', '2023-06-20 10:00:00', '快到期，6月30日（周五）截止，还有 7 个工作日'],
    ['a day', '2023-06-21 10:00:00', '快到期，6月30日（周五）截止，还有 6 个工作日'],
    ['ten days', '2023-06-30 10:12:00', '快到期，6月30日（周五）截止，就是今天'],
  ] as const)('of %s', async ([, moment, standing], context) => {
    const morning = await morningOf(context);
    await handInAll(morning);
    await morning.start(moment);
    await morning.untilRead(by(standing));
    expect(morning.countRepeats()).toBe(0);
  });

  it('of a fortnight, after which nothing of it is early any more', async (context) => {
    const morning = await morningOf(context);
    await handInAll(morning);
    const server = await morning.start('2023-06-20 09:00:00');
    await morning.untilRead(onTime);
    await server.kill();
    await morning.start('2023-07-04 10:00:00');
    await morning.untilRead([...onTime, ...by('逾期，6月30日（周五）截止，已过 2 个工作日')]);
    expect(morning.countRepeats()).toBe(0);
  });

  it('that ends on a holiday, on the first day that is worked', async (context) => {
    const morning = await morningOf(context);
    await handInAll(morning);
    await morning.leaveOver('2023-06-19 18:00:00', '一条没发出去的消息');
    const server = await morning.start('2023-06-23 10:00:00');
    await morning.untilShown('一条没发出去的消息');
    expect(morning.read()).toEqual([]);
    server.setClock(aheadAt('2023-06-25 08:59:57'));
    await morning.untilRead(by('快到期，6月30日（周五）截止，还有 5 个工作日'));
  });
});
