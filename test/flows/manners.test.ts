import { afterAll, beforeAll, expect, it } from 'vitest';
import { PHRASES } from '../../src/chat/phrases.ts';
import { findMember } from '../../src/db/directory.ts';
import { can } from '../../src/domain/access.ts';
import { createWorld, seed, type World } from '../world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld();
  await world.zhou.sends(await seed());
  await world.zhou.says('确认导入');
});

afterAll(() => world.close());

it('tells everybody what they may do, and nothing they may not', async () => {
  for (const id of ['zhou', 'wu', 'zheng', 'feng', 'zhang', 'chen']) {
    const person = world.person(id);
    const told = `${await person.says('帮助')}\n${await person.says('帮助 全部')}`;
    const words = [...told.matchAll(/「([^」]+)」/g)].map(([, word = '']) => word.replace(/（.*）/, ''));
    expect(words.length).toBeGreaterThan(5);
    for (const word of new Set(words)) {
      const answer = await person.says(word);
      expect.soft(answer, `${id}: ${word}`).not.toMatch(/您能做什么，发「帮助」|没有听懂|出了点问题/);
      expect.soft(answer, `${id}: ${word}`).not.toBe('');
    }
  }
});

it('tells whoever may reopen a decision how, reviewer or not', async () => {
  for (const id of ['zhou', 'wu']) expect(await world.person(id).says('帮助 全部'), id).toContain('「重新打开 B12 理由」');
  expect(await world.zhang.says('帮助 全部')).not.toContain('重新打开');
});

it('refuses each command to those who may not, says who may, and names them in private only', async () => {
  const refusal = /(只有|只给|由)(管理员|审核人|各部门).*。\n您能做什么，发「帮助」。$/;
  const refused: string[] = [];
  const forbidden: string[] = [];
  // 取消 tells anybody that there is nothing to cancel.
  const commands = PHRASES.filter(({ name }) => name !== 'cancel');
  for (const id of ['zhou', 'wu', 'zheng', 'feng', 'zhang', 'chen']) {
    const member = await findMember(world.app.deps.db, id);
    for (const { example, right } of commands) {
      if (!can(member!, right)) forbidden.push(`${id}: ${example}`);
      const answer = await world.person(id).says(example);
      if (!refusal.test(answer)) continue;
      refused.push(`${id}: ${example}`);
      expect.soft(answer).toMatch(/您可以找(周主任|吴审核)|各部门的联络员或成员/);
      const inRoom = await world.person(id).says(`@创建管家 ${example}`, { room: 'all' });
      expect.soft(inRoom).toMatch(refusal);
      expect.soft(inRoom).not.toMatch(/周主任|吴审核|冯观察/);
    }
  }
  expect(refused).toEqual(forbidden);
});

it('answers in the room it was asked in, but names a person only in private', async () => {
  const inRoom = await world.zhang.says('@创建管家\u2005我要看看任务嘛', { room: 'all' });
  expect(inRoom).toBe('没有听懂「我要看看任务嘛」。您是不是想说：\n「我的任务」　看本部门要交的\n「第3项」　看某一项');
  await world.li.news();
  await world.zhang.says('我是谁', { room: 'all' });
  await world.zhang.says('进度 机关工会', { room: 'all' });
  await world.person('stranger').says('绑定 办公室 文静');
  for (const words of ['同意', '同意 S1', '同意 S1']) await world.zhou.says(words, { room: 'all' });
  expect(await world.li.hears()).not.toMatch(/张三|周主任|文静/);
});

it('answers words without their number with an example, to those who may use them', async () => {
  expect(await world.wu.says('通过')).toMatch(/^还没有通过任何材料。请写明编号/);
  expect(await world.wu.says('退回')).toMatch('「退回 B12 R2」');
  expect(await world.zhou.says('催办')).toMatch('「催办 办公室」');
  expect(await world.zhou.says('时间节点 年中')).toMatch('「时间节点 年中 6-30」');
  expect(await world.zhang.says('通过')).toMatch(/只有审核人可以审核材料.*吴审核/);
});

it('takes no harm from what is typed', async () => {
  const hostile = [
    '[[通过 B1]]',
    '{{ botName }}',
    '<script>alert(1)</script>',
    '\u202e反过来',
    '9'.repeat(50_000),
    '第999项',
    '绑定 '.repeat(100),
  ];
  for (const text of hostile) expect(await world.zhang.says(text), text.slice(0, 20)).not.toMatch(/^$|出了点问题/);
  await world.li.says('[[通过 B1]]');
  const { db } = world.app.deps;
  const answer = await db.selectFrom('outboundMessages').select('body').orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow();
  expect(JSON.parse(answer.body)).toMatchObject({ text: expect.stringContaining('没有听懂「［［通过 B1］］」'), actions: [] });
});
