import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TravellingClock } from '../../src/ports/clock.ts';
import { decideReminders } from '../../src/usecases/decide-reminders.ts';
import { sweep } from '../../src/usecases/sweep.ts';
import { createPublishedWorld, file, type Person, type World } from '../world.ts';

let world: World;
let zhang: Person;
beforeEach(async () => {
  world = await createPublishedWorld();
  zhang = world.person('zhang');
  await zhang.news();
});
afterEach(() => world.close());

async function remindersOf(person: Person): Promise<string[]> {
  const inPrivate = (await person.news()).filter(({ room }) => room === null);
  return inPrivate.map(({ text, at }) => `${at.slice(0, 10)} ${/有 \d+ 项(?:快到期|逾期)/.exec(text)?.[0] ?? text}`);
}

it('reminds once of a day that comes twice, and of none that was skipped for a moment', async () => {
  await world.at('2023-06-20 09:05');
  expect(await remindersOf(zhang)).toEqual(['2023-06-20 有 10 项快到期']);
  // A day ahead, noticed and corrected before anything was due there.
  await world.at('2023-06-21 09:05');
  await world.at('2023-06-20 09:10');
  expect(await remindersOf(zhang)).toEqual([]);
  // A week ahead, where something was due, and back.
  await world.at('2023-06-27 09:05');
  expect(await remindersOf(zhang)).toEqual(['2023-06-27 有 10 项快到期']);
  await world.at('2023-06-26 15:00');
  await world.at('2023-06-27 09:06');
  expect(await remindersOf(zhang)).toEqual([]);
  await world.at('2023-06-29 09:05');
  await world.at('2023-06-30 09:05');
  expect(await remindersOf(zhang)).toEqual(['2023-06-29 有 10 项快到期', '2023-06-30 有 10 项快到期']);
});

it('stops on the morning on which what was taken back has its turn', async () => {
  await zhang.sends(file('方案.pdf'), '提交 1');
  await zhang.says('完成');
  await world.at('2023-06-20 10:00');
  await zhang.says('撤回 B1');
  await zhang.news();
  await world.at('2023-06-25 18:00');
  expect(await remindersOf(zhang)).toEqual([expect.stringMatching(/^2023-06-21 .*第1项|^2023-06-21 有 1 项快到期/)]);
});

it('tells first what a crash left untold', async () => {
  const { deps } = world.app;
  await world.at('2023-06-20 08:59');
  await (deps.clock as TravellingClock).setTo(new Date('2023-06-20T09:00:00+08:00'));
  await decideReminders(deps);
  await world.at('2023-06-20 20:00');
  expect(await remindersOf(zhang)).toEqual(['2023-06-20 有 10 项快到期']);
});

it('does not wait for times that were written while the machine’s clock ran a day ahead', async () => {
  const { db } = world.app.deps;
  const tomorrow = new Date(Date.now() + 24 * 3_600_000).toISOString();
  // As a failed try, a killed sender and a person beyond their limit left them.
  const unsent = {
    channel: 'sandbox',
    recipientKind: 'person',
    memberId: null,
    purpose: 'notice',
    inReplyTo: null,
    n: null,
    attempts: 1,
  } as const;
  const body = JSON.stringify({ title: '', text: '迟到的消息', actions: [], files: [] });
  const more = { body, nextAttemptAt: tomorrow, lastError: null, receipt: null, createdAt: '2023-06-12T01:30:00.000Z', sentAt: null };
  await db
    .insertInto('outboundMessages')
    .values([
      { id: 'o1', seq: 900_001, dedupeKey: 'o1', recipientId: 'zhang', state: 'queued', ...unsent, ...more },
      { id: 'o2', seq: 900_002, dedupeKey: 'o2', recipientId: 'li', state: 'sending', ...unsent, ...more },
    ])
    .execute();
  await db
    .insertInto('inboundMessages')
    .values({
      id: 'i1',
      n: 900_001,
      channel: 'sandbox',
      messageId: 'i1',
      senderId: 'wang',
      roomId: null,
      text: '我是谁',
      state: 'waiting',
      attempts: 0,
      lastError: null,
      waitsUntil: tomorrow,
      receivedAt: '2023-06-12T01:30:00.000Z',
      handledAt: null,
    })
    .execute();
  await world.wang.news();
  await sweep(world.app.deps);
  await world.settle();
  expect(await zhang.hears()).toMatch(/迟到的消息/);
  expect(await world.li.hears()).toMatch(/迟到的消息/);
  expect(await world.wang.hears()).toMatch(/^您是王五/);
});
