import { expect, it } from 'vitest';
import type { Conversation, Heard } from '../helpers/conversation.ts';
import { file, seed } from '../world.ts';

/** The year of the real notice, as people live it. Every sentence checked here is one a person would miss. */
export function tellTheYear(world: () => Conversation): void {
  it('reads the notice an admin sends without a word, and shows what it read', async () => {
    const preview = await world().zhou.sends(await seed('docx'));
    expect(preview).toContain('2023年度院机关文明创建任务分解表');
    expect(preview).toMatch(/22 项.*6 个项目.*100 分/);
    expect(preview).toContain('28＋22＋14＋16＋10＋10');
    expect(preview).toContain('地质工会');
    expect(preview).toMatch(/机关各支部.*6 个支部/);
    expect(preview).toMatch(/加分 2 类.*扣分 7 条/);
    expect(preview).toContain('「确认导入」');
    expect(await world().zhang.says('我的任务')).toContain('还没有');
  });

  it('takes effect on 确认导入, and tells every liaison once what the department has to do', async () => {
    await world().zhang.news();
    const confirmed = await world().zhou.says('确认导入');
    expect(confirmed).toMatch(/22 项任务/);
    expect(confirmed).toMatch(/1 个.*待认领.*地质工会/);
    expect(confirmed).toContain('「采用默认节点」');
    const told = await world().zhang.news();
    expect(told).toHaveLength(1);
    expect(told[0]!.text).toContain('第1项');
    expect(await world().zhou.says('确认导入')).toMatch(/没有.*确认/);
    expect(await world().zhang.news()).toEqual([]);
  });

  it('sets the dates', async () => {
    expect(await world().zhou.says('采用默认节点')).toMatch(/9月28日/);
    expect(await world().zhou.says('时间节点 年中 6-30')).toContain('6月30日（周五）');
    expect(await world().zhou.says('时间节点 第11项 6-30 9-28 11-30')).toContain('第11项');
    expect(await world().zhang.says('时间节点 年中 7-1')).toMatch(/管理员/);
    const mine = await world().zhang.says('我的任务');
    expect(mine).toMatch(/最近截止 6月30日（周五）/);
  });

  it('settles an unknown department', async () => {
    const answer = await world().zhou.says('地质工会=机关工会');
    expect(answer).toContain('第15项');
  });

  it('reminds on working days only: not on the holiday 6-22, and 6-25 is a working Sunday', async () => {
    // Into a room in which nobody has ever spoken to it a long connection may not write.
    await world().zhang.says('@创建管家 帮助', { room: 'all' });
    const heard: string[] = [];
    const inRooms: Heard[] = [];
    for (let day = 13; day <= 30; day++) {
      await world().at(`2023-06-${day} 20:00`);
      for (const message of await world().zhang.news()) {
        if (message.room === null) heard.push(message.at.slice(0, 16));
        else inRooms.push(message);
      }
    }
    // 7, 3 and 1 working days before Friday 6-30, and the day itself; 14 working days before was past when the date was set.
    expect(heard).toEqual(['2023-06-20T09:00', '2023-06-27T09:00', '2023-06-29T09:00', '2023-06-30T09:00']);
    // Rooms hear of it in the week of the date, once, and of no person.
    expect(new Set(inRooms.map(({ at }) => at.slice(0, 16)))).toEqual(new Set(['2023-06-26T09:30']));
    expect(new Set(inRooms.map(({ room }) => room)).size).toBe(inRooms.length);
    for (const { text } of inRooms) {
      expect(text).toMatch(/6月30日（周五）截止：[\s\S]*第1、2、6、/);
      expect(text).not.toContain('张三');
    }
  });

  it('takes evidence in private: file first, then the item', async () => {
    await world().at('2023-06-30 10:00');
    const asked = await world().wang.sends(file('读书会方案.pdf'));
    expect(asked).toContain('读书会方案.pdf');
    expect(asked).toMatch(/哪一项/);
    expect(asked).toContain('第3项');
    const filed = await world().wang.says('3');
    expect(filed).toMatch(/第3项.*B1\b/s);
    expect(await world().wang.sends(file('读书会照片.pdf', 'photo'))).toContain('B1');
    await world().wu.news();
    expect(await world().wang.says('完成')).toMatch(/B1 已送审.*2 份/s);
    const [card, ...pictures] = (await world().wu.news()) as [Heard, ...Heard[]];
    expect(card.text).toMatch(/B1.*第3项.*机关工会/s);
    for (const { text } of pictures) expect(text).toMatch(/^《.* 预览\.jpg》$/);
    expect(card.actions.map(({ command }) => command)).toContain('通过 B1');
  });

  it('takes evidence in a group, by quote', async () => {
    const answer = await world().li.says('@创建管家 提交 6', { room: 'all', quoting: [file('意识形态研判报告.pdf')] });
    expect(answer).toMatch(/意识形态研判报告.pdf.*第6项.*地质信息室.*B2/s);
    expect(answer).not.toContain('李四');
  });

  it('returns with a reason, repairs under the same number, approves', async () => {
    expect(await world().wang.says('通过 B1')).toMatch(/审核人/);
    expect(await world().wu.says('退回 B1')).toContain('R2');
    await world().wang.news();
    expect(await world().wu.says('退回 B1 R2 照片没有时间')).toContain('B1');
    expect(await world().wang.hears()).toMatch(/B1.*补正.*照片没有时间/s);
    expect(await world().wang.sends(file('读书会照片 20230420 二楼阅览室.pdf', 'photo 2'), '提交 3')).toMatch(/B1/);
    await world().wang.says('完成');
    expect(await world().wu.says('待审')).toMatch(/B1/);
    expect(await world().wu.says('通过 B1')).toMatch(/B1.*通过/s);
    expect(await world().wang.hears()).toMatch(/B1.*通过/s);
    expect(await world().wu.says('B1')).toMatch(/读书会方案\.pdf[\s\S]*二楼阅览室\.pdf/);
  });

  it('says the same in 进度, 谁还没交 and 逾期', async () => {
    await world().at('2023-07-03 10:00');
    const progress = await world().zhou.says('进度');
    const owed = Number(/未交 (\d+)/.exec(progress)![1]);
    const overdue = Number(/逾期 (\d+)/.exec(progress)![1]);
    expect(progress).toMatch(/已通过 1\b/);
    expect(progress).toMatch(/待审 1\b/);
    expect(overdue).toBeGreaterThan(0);
    expect(owed).toBeGreaterThanOrEqual(overdue);
    expect(await world().zhou.says('逾期')).toContain(String(overdue));
    const item = await world().zhou.says('谁还没交 3');
    expect(item).toContain('机关党委');
    expect(item).not.toMatch(/未交：.*机关工会/);
    expect(await world().zhou.says('进度 机关工会')).toMatch(/已通过 1\b/);
    expect(await world().zhou.says('机关工会完成情况')).toBe(await world().zhou.says('进度 机关工会'));
  });

  it('urges those who still owe, once a day', async () => {
    await world().at('2023-07-06 10:00');
    await world().zhou.news();
    const urged = await world().zhou.says('催办 3');
    expect(urged).toContain('机关党委');
    expect(urged).not.toMatch(/已提醒.*机关工会/);
    expect(await world().zhou.says('催办 3')).toMatch(/24 小时|仍然/);
  });

  it('keeps what happened: 留痕', async () => {
    const trail = await world().zhou.says('留痕 3');
    expect(trail).toMatch(/通过[\s\S]*退回/);
  });
}
