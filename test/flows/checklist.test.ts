import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPublishedWorld, file, type World } from '../world.ts';

let world: World;

beforeEach(async () => {
  world = await createPublishedWorld();
});
afterEach(() => world.close());

async function asks(quotas: object[], papers: string): Promise<void> {
  const source = JSON.stringify([{ label: '需提供材料', text: papers }]);
  await world.app.deps.db
    .updateTable('tasks')
    .set({ quotas: JSON.stringify(quotas), source })
    .where('code', '=', '3')
    .execute();
}

it('says with every receipt, with 「第3项」 and on the card what is there and what is not', async () => {
  await asks([{ raw: '照片不少于4张', n: 4, per: 'year', unit: '张' }], '方案、照片、总结');
  expect(await world.wang.says('第3项')).toContain('材料（机关工会）：方案 ✗　总结 ✗　照片 0/4 ✗\n');
  const photos = ['一', '二', '三'].map((n) => file(`4月20日读书会照片${n}.txt`));
  const receipt = await world.wang.sends([file('读书会方案.pdf'), ...photos], '提交 3');
  expect(receipt).toContain('\n本项要求：方案 ✓　总结 ✗　照片 3/4 ✗\n');
  expect(await world.wang.says('完成')).toContain('\n本项还缺：总结、照片 1 张。有的话接着发给我，说「提交 3」，编号不变。\n');
  expect(await world.wu.hears()).toContain('\n本项要求：方案 ✓　总结 ✗　照片 3/4 ✗\n');
  expect(await world.wang.says('第3项')).toContain('材料（机关工会）：方案 ✓　总结 ✗　照片 3/4 ✗\n');
});

it('「完成」 with nothing handed in lists what is asked for and asks again', async () => {
  await asks([{ raw: '全年不少于4次', n: 4, per: 'year', unit: '次' }], '方案');
  await world.wang.says('提交 3');
  expect(await world.wang.says('完成')).toMatch(
    /^第3项 \S+还没有收到文件，没有送审。\n本项要求：方案 ✗　全年不少于4次 0\/4 ✗\n建议有：照片 0\/3 ✗　总结 ✗\n请把文件发给我，发完再说「完成」。/,
  );
  expect(await world.wu.hears()).toBe('');
});

it('speaks of papers in the words of the row', async () => {
  await asks([], '简报2期、奖牌');
  expect(await world.wang.says('第3项')).toContain('材料（机关工会）：简报 0/2 ✗　奖牌 ✗');
  expect(await world.wang.sends(file('读书会新闻.pdf'), '提交 3')).toContain('本项要求：简报 1/2 ✗　奖牌 ✗');
  expect(await world.wang.says('完成')).toContain('\n本项还缺：简报 1 份、奖牌。');
});

it('counts what one department handed in, not another', async () => {
  await asks([], '方案');
  await world.wang.sends(file('读书会方案.pdf'), '提交 3');
  expect(await world.person('zhao').says('第3项')).toContain('材料（机关党委）：方案 ✗');
  expect(await world.zhou.says('第3项')).not.toContain('材料（');
});
