import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPublishedWorld, file, type World } from '../world.ts';

let world: World;

beforeEach(async () => {
  world = await createPublishedWorld();
});
afterEach(() => world.close());

describe('what a file shows', () => {
  it('is read, shown with the receipt, and confirmed with one tap', async () => {
    await world.wang.news();
    await world.wang.sends(file('读书会方案4月20日.pdf'), '提交 3');
    await world.at('2023-06-12 10:00');
    const receipt = await world.wang.sends(file('读书会总结4月21日.pdf'), '提交 3');
    expect(receipt).toContain(
      '\n读到：《读书会总结4月21日.pdf》形成日期 4月21日（周五）（按名称）。\n对的发「B1 无误」，不对的发「B1-2 日期 4-20」这样改。\n',
    );
    expect(await world.wang.says('B1')).toMatch(
      /1\. 《读书会方案4月20日\.pdf》 \S+ \S+\n　 方案 4月20日（周四）（按名称）（待确认）\n2\. .*\n　 总结 4月21日（周五）（按名称）（待确认）\n/,
    );
    expect(await world.wang.says('B1 无误')).toMatch(/^B1 的日期、文号已确认（2 份）。/);
    expect(await world.wang.says('B1 无误')).toMatch(/^B1 没有等着确认的日期、文号。/);
    expect(await world.wang.says('B1')).not.toMatch(/待确认|无误/);
    expect(await world.zhou.says('留痕 B1')).toContain('王五确认 B1 的日期和文号（2 份）');
  });

  it('offers the tap as a button, in private only', async () => {
    await world.wang.news();
    await world.wang.says('', { files: [file('读书会4月20日.pdf')] });
    await world.wang.says('提交 3');
    const rows = await world.app.deps.db.selectFrom('outboundMessages').select('body').orderBy('seq', 'desc').limit(1).execute();
    expect(JSON.parse(rows[0]!.body).actions.map(({ command }: { command: string }) => command)).toEqual(['完成', 'B1 无误']);
  });

  it('is said by its department, of one piece or of all, and kept with what it was before', async () => {
    await world.wang.sends([file('照片一4月20日.txt'), file('照片二.txt')], '提交 3');
    expect(await world.wang.says('B1 地点 二楼阅览室')).toMatch(/^已记下 B1 的 2 份的地点：二楼阅览室。\n/);
    expect(await world.wang.says('B1-1 日期 4-21')).toMatch(/^已记下 B1 第 1 份《照片一4月20日\.txt》的形成日期：4月21日（周五）。/);
    await world.wang.says('B1-2 文号 湘文明〔2023〕5号');
    await world.wang.says('B1-2 类型 会议纪要');
    await world.wang.says('B1-2 来源 机关党委');
    await world.wang.says('B1-2 说明 读书会合影');
    expect(await world.wu.says('B1')).toContain('　 照片 4月21日（周五） 地点：二楼阅览室\n');
    expect(await world.wu.says('B1')).toContain('　 会议纪要 湘文明〔2023〕5号 地点：二楼阅览室 来源：机关党委 说明：读书会合影\n');
    expect(await world.zhou.says('留痕 B1')).toContain(
      '王五写明 B1 第 1 份《照片一4月20日.txt》的形成日期：4月21日（周五）（原为4月20日（周四））',
    );
    await world.wang.says('B1-2 文号 无');
    expect(await world.wang.says('B1')).not.toContain('湘文明');
  });

  it('asks which piece where all cannot be alike, and refuses days that are none', async () => {
    await world.wang.sends([file('方案.pdf'), file('总结.pdf')], '提交 3');
    expect(await world.wang.says('B1 文号 湘文明〔2023〕5号')).toMatch(
      /^没有改动：B1 有 2 份，文号要写明是哪一份。\n例如「B1-1 文号 湘文明〔2023〕5号」/,
    );
    expect(await world.wang.says('B1-3 日期 4-20')).toMatch(/^没有改动：B1 没有第 3 份，共 2 份。/);
    expect(await world.wang.says('B1 日期 2-30')).toMatch(/^没有改动：没有「2-30」这一天。\n日期写成月-日，例如「B1 日期 4-20」。/);
    for (const words of ['2023年4月', '上周', '上午'])
      expect(await world.wang.says(`B1 日期 ${words}`)).toMatch(`没有改动：「${words}」看不出是哪一天。`);
    for (const words of ['昨天', '4月20日上午', '三月一日', '20230420'])
      expect(await world.wang.says(`B1 日期 ${words}`)).toMatch(/^已记下 B1 /);
    expect(await world.wang.says('B1 日期 12-30')).toMatch(/^没有改动：12月30日（周六）还没有到/);
    expect(await world.wang.says(`B1 地点 ${'很'.repeat(61)}`)).toMatch(/^没有改动：地点请写在 60 个字以内。/);
  });

  it('is not changed by other departments, nor after it was approved or in a closed year', async () => {
    await world.wang.sends(file('方案.pdf'), '提交 3');
    expect(await world.li.says('B1 日期 4-20')).toMatch(/^没有改动：B1 是机关工会的材料/);
    expect(await world.li.says('B1 无误')).toMatch(/^没有改动：B1 是机关工会的材料/);
    expect(await world.zhou.says('B1 日期 4-20')).toMatch(/^已记下 B1《方案\.pdf》的形成日期/);
    await world.wang.says('完成');
    await world.wu.says('通过 B1');
    expect(await world.wang.says('B1 日期 4-21')).toMatch(/^没有改动：B1 已经审核通过。\n要改的话，请审核人先「重新打开 B1 理由」。/);
    expect(await world.wang.says('B9 日期 4-21')).toMatch(/没有 B9|B9/);
  });
});

it('in a room nobody else reads which file it is', async () => {
  await world.wang.sends(file('读书会方案.pdf'), '提交 3');
  await world.li.news();
  expect(await world.wang.says('@创建管家 B1 日期 4-20', { room: 'all' })).toContain('《读书会方案.pdf》');
  expect(await world.li.hears()).not.toContain('读书会方案');
});

it('a closed year keeps what it has', async () => {
  await world.wang.sends(file('方案4月20日.pdf'), '提交 3');
  await world.zhou.says('确认关闭 2023');
  for (const words of ['B1 日期 4-20', 'B1 无误', 'B1 也用于 10', '撤回 B1 发错了', '提交文字 3 读书会', '登记 3 通知 档案室'])
    expect(await world.wang.says(words)).toMatch(/2023 ?年度已经关闭/);
});

it('a withdrawal says why, for everybody who looks', async () => {
  await world.wang.sends(file('方案.pdf'), '提交 3');
  expect(await world.wang.says('撤回 B1 发错了')).toMatch(/^B1 已撤回/);
  expect(await world.wang.says('B1')).toMatch(/\n撤回原因：发错了$/);
  expect(await world.zhou.says('留痕 B1')).toContain('王五撤回 B1：发错了（第3项，机关工会）');
});
