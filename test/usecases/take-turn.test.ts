import { afterEach, beforeEach, expect, it } from 'vitest';
import { handleMessages } from '../../src/chat/handle-messages.ts';
import { createMemoryShared } from '../../src/shared/memory.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { isSettled } from '../../src/usecases/settled.ts';
import { createOffice, type Office } from '../helpers/office.ts';

let office: Office;
let deps: Deps;
let realNow = Date.now();

beforeEach(async () => {
  office = await createOffice();
  deps = { ...office.deps, shared: createMemoryShared(() => realNow) };
});
afterEach(() => office.close());

const sender = { channel: 'sandbox', senderId: 'zhang' };

async function writes(count: number): Promise<void> {
  for (let n = 0; n < count; n++) await office.receive('zhang', '我是谁');
}

/** As often as jobs would be run. */
async function handleAll(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await handleMessages(deps, sender);
}

async function answers(): Promise<{ answered: number; notices: string[] }> {
  const said = (await office.told('zhang')).map(({ text }) => text);
  const notices = said.filter((text) => text.startsWith('消息来得太快'));
  return { answered: said.length - notices.length, notices };
}

it('answers six hundred messages of a minute, says once that the rest waits, and answers it when its turn comes', async () => {
  await writes(605);
  await handleAll();
  expect(await answers()).toEqual({ answered: 600, notices: [expect.stringContaining('后面的 5 条已经记下')] });
  // They are no unfinished work: nobody has to wait for them.
  await deps.db.updateTable('outboundMessages').set({ state: 'sent' }).execute();
  expect(await isSettled(deps)).toBe(true);

  await writes(2);
  await handleAll();
  expect((await answers()).notices).toHaveLength(1);

  realNow += 61_000;
  await handleAll();
  expect(await answers()).toEqual({ answered: 607, notices: [expect.any(String)] });
  const order = await deps.db.selectFrom('inboundMessages').select('n').orderBy('handledAt').orderBy('n').execute();
  expect(order).toHaveLength(607);
});

it('lets others be answered meanwhile', async () => {
  await writes(601);
  await handleAll();
  await office.receive('li', '我是谁');
  await handleMessages(deps, { channel: 'sandbox', senderId: 'li' });
  expect((await office.told('li')).map(({ text }) => text)).toEqual([expect.stringContaining('李四')]);
});
