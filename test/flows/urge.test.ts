import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPublishedWorld, createWorldAfter, file, seed, type World } from '../world.ts';

let world: World;

// 年中 was on 30 June; everybody was last reminded on 5 July at nine, and 机关妇委会 has no 联络员.
beforeEach(async () => {
  world = await createWorldAfter('the July after 年中', async () => {
    const summer = await createPublishedWorld();
    await summer.at('2023-07-06 10:00');
    return summer;
  });
  for (const person of [world.zhou, world.wang, world.person('zhao')]) await person.news();
});

afterEach(() => world.close());

/** What the buttons of the last message stand for. */
async function buttonsOf(id: string): Promise<string[]> {
  const response = await fetch(`${world.url}/sandbox/api/messages?member=${id}&after=0`);
  const { messages } = (await response.json()) as { messages: { actions: { command: string }[] }[] };
  return messages.at(-1)!.actions.map(({ command }) => command);
}

async function toldTo(id: string): Promise<string[]> {
  return (await world.person(id).news()).map(({ text }) => text);
}

it('names the items of a person with two departments in table order', async () => {
  expect(await world.zhou.says('催办 逾期')).toContain(
    '机关党委、第一支部 赵六，第1、2、3、4、5、7、8、9、11、12、13、17、18、19、20、21、22项',
  );
});

it('shows whom it would reach before it tells several departments, and tells them once it is confirmed', async () => {
  expect(await world.zhou.says('催办 3')).toBe(
    [
      '第3项要催办，将通知 2 位联络员（2 个部门），现在还没有发出：',
      '机关党委 赵六，第3项',
      '机关工会 王五，第3项',
      '确定的话，今天之内发「确认催办 3」；不催了，发「取消催办」。',
    ].join('\n'),
  );
  expect(await buttonsOf('zhou')).toEqual(['确认催办 3', '取消催办']);
  expect([await toldTo('wang'), await toldTo('zhao')]).toEqual([[], []]);

  const answer = await world.zhou.says('确认催办 3');
  expect(answer).toMatch(/^第3项已催办，通知到 2 位联络员：\n机关党委 赵六，第3项（含这次共提醒 \d 次）\n机关工会 王五，/);
  expect(await toldTo('wang')).toEqual([expect.stringMatching(/^王五，管理员催办：/)]);
  expect(await toldTo('zhao')).toEqual([expect.stringMatching(/^赵六，管理员催办：/)]);
  expect(await world.zhou.says('留痕 3')).toContain('催办第3项：机关党委、机关工会');

  expect(await world.zhou.says('确认催办')).toMatch(/^没有等您确认的催办/);
  expect(await toldTo('wang')).toEqual([]);
});

it('says who would be left out, and why', async () => {
  await world.zhou.says('催办 机关工会');
  const preview = await world.zhou.says('催办 机关各部门');
  expect(preview).toMatch(
    /不会发给：\n机关工会 王五：7月6日（周四） 10:00 提醒过，24 小时内不再催（共提醒 \d 次）\n机关妇委会：眼下没有联络员/,
  );
  expect(preview).toContain('提醒过的也要催，改发「催办 机关各部门 仍然」。');
  await toldTo('wang');
  await world.zhou.says('确认催办');
  expect(await toldTo('wang')).toEqual([]);
  expect(await world.zhou.says('催办 机关各部门 仍然')).toMatch(/^机关各部门要催办.*\n(?:.*\n)*机关工会 王五，/);
  expect(await world.zhou.says('确认催办')).toMatch(/^机关各部门已催办/);
  expect(await toldTo('wang')).toEqual([expect.stringMatching(/^王五，管理员催办：/)]);
});

it('acts at once on one department', async () => {
  expect(await world.zhou.says('催办 机关工会')).toMatch(/^机关工会已催办，通知到 1 位联络员：/);
  expect(await toldTo('wang')).toHaveLength(1);
});

it('leaves alone what was settled meanwhile', async () => {
  await world.zhou.says('催办 3');
  await world.wang.sends(file('读书会方案.pdf'), '提交 3');
  await world.wang.says('完成');
  expect(await world.zhou.says('确认催办')).toMatch(/^第3项已催办，通知到 1 位联络员：\n机关党委 赵六，/);
  expect(await toldTo('wang')).toEqual([]);
});

it('is confirmed where it was asked, on the same day, by nobody else', async () => {
  const inRoom = { room: 'all' };
  expect(await world.zhou.says('催办 3', inRoom)).toMatch(/\n机关党委，第3项\n机关工会，第3项\n/);
  expect(await world.zhou.says('确认催办')).toMatch(/^没有等您确认的催办.*问的地方/);
  expect(await world.wu.says('确认催办', inRoom)).toMatch(/^没有催办：只有管理员可以催办/);
  expect(await world.zhou.says('确认催办', inRoom)).toMatch(/^第3项已催办/);
  await world.zhou.says('催办 4');
  await world.at('2023-07-07 00:01');
  expect(await world.zhou.says('确认催办')).toMatch(/^没有等您确认的催办/);
});

it('takes no older card for a newer question', async () => {
  await world.zhou.says('催办 3');
  await world.zhou.says('催办 逾期');
  expect(await world.zhou.says('确认催办 3')).toBe(
    '没有催办：等您确认的是「催办 逾期」。\n确定的话，发「确认催办 逾期」；不催了，发「取消催办」。',
  );
  expect(await world.zhou.says('确认催办 逾期')).toMatch(/^逾期已催办/);
});

it('is dropped by 取消催办, and by 取消 before a table that waits', async () => {
  await world.zhou.says('催办 3');
  expect(await world.zhou.says('取消催办')).toMatch(/^已取消「催办 3」，没有发出提醒。/);
  expect(await world.zhou.says('确认催办')).toMatch(/^没有等您确认的催办/);
  await world.zhou.sends(await seed('txt'), '导入');
  await world.zhou.says('催办 3 仍然');
  expect(await world.zhou.says('取消')).toMatch(/^已取消「催办 3 仍然」/);
  expect(await world.zhou.says('取消')).toMatch(/^已放弃导入/);
});

it('cuts a long list', async () => {
  const preview = await world.zhou.says('催办 逾期');
  expect(preview).toMatch(
    /^逾期要催办，将通知 14 位联络员（15 个部门），现在还没有发出：\n(?:.*，第.*项\n){10}还有 4 位：.*；.*；.*；.*\n不会发给：\n机关妇委会：/,
  );
  expect(preview.length).toBeLessThan(1200);
});
