import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOf } from '../../src/app.ts';
import { openDatabase, standInLine } from '../../src/db/database.ts';
import { findMember } from '../../src/db/directory.ts';
import { approveSeveral } from '../../src/usecases/approve-several.ts';
import { inTransaction } from '../../src/usecases/in-transaction.ts';
import { verify } from '../../src/usecases/verify.ts';
import type { Heard } from '../helpers/conversation.ts';
import { createPublishedWorld, file, type Person, type World } from '../world.ts';

// What reviewers (审核人) say about several at once, and how many points they give.

let world: World;

beforeAll(async () => {
  world = await createPublishedWorld();
});

afterAll(() => world.close());

async function handIn(person: Person, words: string, name: string): Promise<void> {
  await person.sends(file(name), words);
  await person.says('完成');
}

describe('points (评分)', () => {
  it('are of the item, at most all of them, in hundredths, and without them nothing is decided', async () => {
    await handIn(world.wang, '提交 3', '方案.pdf');
    await world.wang.news();
    expect(await world.wu.says('通过 B1 3.5分')).toBe(
      '没有通过：第3项一共 3 分，不能评 3.5 分。\n请在 0 到 3 分之间评，例如「通过 B1 3分」；给满分的直接发「通过 B1」。',
    );
    expect(await world.wu.says('通过 B1 2.555分')).toMatch(/^没有通过：评分最多写两位小数。/);
    expect(await world.wang.says('通过 B1 2分')).toMatch(/只有审核人/);
    expect(await world.wu.says('待审')).toMatch(/^待审 1 件/);
    expect(await world.wu.says('通过 B1 2.5分')).toMatch(/^B1 已通过：第3项 .*，评 2\.5 分（本项 3 分）。[\s\S]*「重新打开 B1 理由」/);
    expect(await world.wang.hears()).toMatch(/^B1 已通过：第3项 .*，评 2\.5 分（本项 3 分），审核人吴审核。/);
  });

  it('may be said in words, with words behind them; what is no points is named', async () => {
    expect(await world.wu.says('重新打开 B1 再看看')).toMatch(/重新待审/);
    await world.wang.news();
    expect(await world.wu.says('通过 B1 -1分')).toMatch(/^没有通过：评分最少 0 分，不能评 -1 分。\n请在 0 到 3 分之间评/);
    expect(await world.wu.says('通过 B1 写得好')).toMatch(/^没有办理：B1 后面的「写得好」没有看懂。\n只通过发「通过 B1」；/);
    expect(await world.wu.says('待审')).toMatch(/^待审 1 件/);
    expect(await world.wu.says('通过 B1 满分')).toMatch(/^B1 已通过：.*，评 3 分（本项 3 分）/);
    await world.wu.says('重新打开 B1 再看看');
    await world.wang.news();
    expect(await world.wu.says('通过 B1 两点五分，照片清楚')).toMatch(/评 2\.5 分（本项 3 分）/);
    expect(await world.wang.hears()).toMatch(/^B1 已通过：.*，评 2\.5 分（本项 3 分），审核人吴审核：照片清楚。/);
    expect(await world.wang.says('B1')).toMatch(/吴审核通过，评 2\.5 分：照片清楚/);
    expect(await world.zhou.says('留痕 B1')).toMatch(/评 2\.5 分（照片清楚），第3项/);
  });

  it('stand in the submission and in the trail, and end when it is opened again', async () => {
    expect(await world.wang.says('B1')).toMatch(/吴审核通过，评 2\.5 分/);
    expect(await world.zhou.says('留痕 B1')).toMatch(/吴审核通过 B1，评 2\.5 分，第3项，机关工会/);
    expect(await world.wu.says('重新打开 B1 看错了')).toMatch(/重新待审/);
    expect(await world.wu.says('通过 B1')).not.toMatch(/评/);
    expect(await world.wang.says('B1')).toMatch(/通过，评 2\.5 分：照片清楚\n.*重新打开：看错了\n.*吴审核通过\n?$/);
  });
});

describe('several at once', () => {
  it('each has its own outcome: what cannot be approved is said by number and keeps nothing back', async () => {
    await handIn(world.li, '提交 6', '研判报告.pdf');
    await handIn(world.zhang, '提交 1', '学习计划.pdf');
    await handIn(world.zhou, '提交 2', '主题教育.pdf');
    await world.wu.says('退回 B4 R1');
    await world.li.news();
    await world.zhang.news();
    const answer = await world.wu.says('通过 B2 B3、4，B99 和 B1');
    expect(answer.split('\n')).toEqual([
      '2 件已通过，3 件没有：',
      expect.stringMatching(/^B2 已通过：第6项 .*（地质信息室，年中）$/),
      expect.stringMatching(/^B3 已通过：第1项 .*（办公室，年中）$/),
      'B4 没有通过：已经退回，正等着补正',
      'B99 没有通过：没有这个编号',
      'B1 没有通过：已经通过了',
      '已告诉李四、张三。',
      '没有别的等着审核的材料了。',
      '看错了发「重新打开 B2 理由」这样一件一件改。',
    ]);
    expect(await world.li.hears()).toMatch(/^B2 已通过/);
    expect(await world.zhang.hears()).toMatch(/^B3 已通过/);
    expect(await world.zhou.says('留痕 B3')).toMatch(/吴审核通过 B3，第1项，办公室/);
    expect(await world.zhou.says('留痕 B4')).not.toMatch(/通过 B4/);
  });

  it('is refused beyond twenty, and to who may not review, with nothing changed', async () => {
    await handIn(world.li, '提交 8', '简报.pdf');
    const many = Array.from({ length: 21 }, (_, n) => `B${n + 1}`).join('、');
    expect(await world.wu.says(`通过 ${many}`)).toMatch(/^没有办理：一次最多通过 20 件，这里有 21 件。/);
    expect(await world.li.says('通过 B5 B6')).toMatch(/只有审核人/);
    expect(await world.wu.says('通过 B5 B6 2分')).toBe('没有办理：评分一次一件，请分开发，例如「通过 B5 4.5分」。');
    expect(await world.wu.says('B5 通过了吗')).toMatch(/^B5　.*待审/);
    expect(await world.wu.says('待审')).toMatch(/^待审 1 件：\nB5/);
  });

  it('two reviewers with overlapping lists approve each once', async () => {
    await handIn(world.wang, '提交 10', '文明风尚.pdf');
    await handIn(world.zhang, '提交 14', '普法.pdf');
    const { deps } = world.app;
    const approve = async (memberId: string, numbers: number[]) => {
      const reviewer = (await findMember(deps.db, memberId))!;
      return inTransaction(deps, (tx) => approveSeveral(tx, { reviewer, actor: { id: memberId, source: 'sandbox' }, numbers }));
    };
    const both = await Promise.all([approve('wu', [5, 6]), approve('chen', [7, 6])]);
    expect(both.flatMap(({ approved }) => approved.map(({ number }) => number)).toSorted((a, b) => a - b)).toEqual([5, 6, 7]);
    expect(both.flatMap(({ refused }) => refused)).toMatchObject([{ number: 6, code: 'not-in-review', state: 'approved' }]);
    expect((await verify(deps)).faults).toEqual([]);
  });
});

describe('得分', () => {
  it('says of an item what it brings and by what', async () => {
    expect(await world.wu.says('重新打开 B1 重新评分')).toMatch(/重新待审/);
    await world.wu.says('通过 B1 2.5分');
    expect(await world.wang.says('得分 第3项')).toBe(
      [
        '第3项 全民阅读进机关活动 2023 年度得分：应得 3 分，已佐证 1.5，已通过 1.25，预计 1.25。',
        '平均分给应报的 2 件：',
        '● 机关工会，年中：已通过，评 2.5 分（B1）',
        '● 机关党委，年中：未交',
        '看这一项的全部情况，发「第3项」。',
      ].join('\n'),
    );
    expect(await world.wang.says('第3项')).toMatch(/\n得分：应得 3 分，已佐证 1\.5，已通过 1\.25，预计 1\.25\n/);
    expect(await world.wu.says('得分 第99项')).toMatch(/没有第99项/);
  });

  it('of a department counts what it handed in itself, for itself and for who reads everything', async () => {
    const own = await world.wang.says('得分');
    expect(own).toMatch(/^2023 年度得分：应得 \d+ 分，已佐证 8，已通过 7\.5，预计 7\.5/);
    expect(own).toMatch(/\n第3项 .*　2\.5\/3，已佐证 3\n/);
    expect(own).toMatch(/只按机关工会自己应报的计算。\n怎么算的，发「得分 第3项」。$/);
    expect(await world.zhou.says('机关工会得分')).toMatch(/^机关工会 2023 年度得分：应得 \d+ 分，已佐证 8，已通过 7\.5/);
    expect(await world.wang.says('得分 办公室')).toMatch(/只给|不能/);
    expect(await world.wang.says('得分 办公室')).not.toMatch(/应得/);
  });

  it('of a category has its sections, and 进度 says the same', async () => {
    expect(await world.zhou.says('得分 文明风尚')).toMatch(/^文明风尚 2023 年度得分：应得 [\d.]+ 分[\s\S]*第\d+项/);
    expect(await world.zhou.says('得分 财务处')).toMatch(/没有查到「财务处」[\s\S]*「得分 办公室」[\s\S]*「得分 突出政治建设/);
    const [sums] = /应得 28 分，已佐证 [\d.]+，已通过 [\d.]+，预计 [\d.]+/.exec(await world.zhou.says('得分 政治建设'))!;
    expect(await world.zhou.says('进度 政治建设')).toContain(`得分：${sums}`);
    expect(await world.zhou.says('得分')).toContain(sums);
    const [all] = /应得 100 分，已佐证 [\d.]+，已通过 [\d.]+，预计 [\d.]+/.exec(await world.zhou.says('进度'))!;
    expect(await world.zhou.says('得分')).toContain(`各项：${all}`);
  });
});

describe('who saw what', () => {
  const trail = async (): Promise<string[]> =>
    (await world.zhou.says('留痕 B1')).split('\n').filter((line) => /(吴审核|周主任)(查看|打开) B1 的/.test(line));
  const linkFrom = async (person: Person): Promise<string> => {
    await person.says('B1');
    const answer = await fetch(`${world.url}/sandbox/api/messages?member=${person.id}&after=0`);
    const { messages } = (await answer.json()) as { messages: Heard[] };
    return new URL(messages.findLast(({ files }) => files.length > 0)!.files[0]!.url, world.url).href;
  };

  it('is in 留痕: who was shown a file and who opened it, once a day each', async () => {
    expect(await trail()).toEqual([]);
    const link = await linkFrom(world.wu);
    await linkFrom(world.wu);
    expect(await trail()).toEqual([expect.stringMatching(/吴审核（演示环境）　吴审核查看 B1 的《方案\.pdf》$/)]);
    for (let n = 0; n < 2; n++) expect((await fetch(link)).status).toBe(200);
    expect(await trail()).toEqual([
      expect.stringMatching(/吴审核（链接）　吴审核打开 B1 的《方案\.pdf》$/),
      expect.stringMatching(/吴审核查看 B1/),
    ]);
    await world.at('2023-06-13 10:00');
    expect((await fetch(link)).status).toBe(200);
    expect(await trail()).toHaveLength(3);
    expect((await verify(world.app.deps)).faults).toEqual([]);
  });

  it('is not said of links that stay closed, or of who may not see it', async () => {
    const link = await linkFrom(world.wu);
    const before = await trail();
    expect((await fetch(link.replace(/to=wu/, 'to=zhang'))).status).toBe(403);
    expect((await fetch(link, { method: 'HEAD' })).status).toBe(200);
    expect(await world.li.says('B1')).toMatch(/机关工会/);
    expect(await trail()).toEqual(before);
  });

  it('never keeps a file back: while others write it is given all the same', async () => {
    const link = await linkFrom(world.zhou);
    const [held, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const beside = await openDatabase(placeOf(world.app.deps.config));
    const long = beside.transaction().execute(async (tx) => {
      await standInLine(tx, 'office');
      await tx.updateTable('settings').set({ value: '' }).where('name', '=', 'nothing').execute();
      held.resolve();
      await released.promise;
    });
    await held.promise;
    const answer = await fetch(link);
    expect(answer.status).toBe(200);
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0);
    released.resolve();
    await long;
    await beside.destroy();
  });
});
