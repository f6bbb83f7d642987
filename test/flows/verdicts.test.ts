import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPublishedWorld, file, type World } from '../world.ts';

let world: World;

beforeAll(async () => {
  world = await createPublishedWorld();
});

afterAll(() => world.close());

/** Hands in and ends the burst; returns the number. */
async function handIn(name: string, words = '提交 3'): Promise<string> {
  const receipt = await world.wang.sends(file(name), words);
  await world.wang.says('完成');
  return /B\d+/.exec(receipt)![0];
}

describe('不采用 and 重新打开', () => {
  it('rejects for good: the item is owed again, and what comes gets a new number', async () => {
    expect(await handIn('方案.pdf')).toBe('B1');
    expect(await world.wu.says('不采用 B1')).toMatch(/请写明编号和理由/);
    expect(await world.wang.says('不采用 B1 不对')).toMatch(/只有审核人/);
    await world.wang.news();
    expect(await world.wu.says('不采用 B1 内容与本项无关')).toMatch(
      /^B1 不采用：第3项 .*重新待交，6月30日（周五）前[\s\S]*「重新打开 B1 理由」/,
    );
    expect(await world.wang.hears()).toMatch(/^B1 没有采用：内容与本项无关（吴审核）/);
    expect(await world.wang.says('我的任务')).toMatch(/待交[\s\S]*第3项/);
    expect(await world.wu.says('通过 B1')).toMatch(/已经不采用了/);
    expect(await world.wang.says('撤回 B1')).toMatch(/已经不采用了/);
    expect(await handIn('新方案.pdf')).toBe('B2');
  });

  it('cannot open again what has a successor', async () => {
    expect(await world.wu.says('重新打开 B1 再看看')).toMatch(/这一件后来又交了 B2/);
    expect(await world.wu.says('重新打开 B2 再看看')).toMatch(/B2 本来就在待审/);
  });

  it('opens an approved one for another verdict in the same version', async () => {
    await world.wu.says('通过 B2');
    await world.wang.news();
    await world.wu.news();
    expect(await world.wang.says('重新打开 B2 有错')).toMatch(/只有审核人和管理员/);
    expect(await world.zhou.says('重新打开 B2 审核有误')).toMatch(/^B2 已重新打开，重新待审（原先已通过）/);
    expect(await world.wang.hears()).toMatch(/^B2 已重新打开/);
    expect((await world.wu.news()).map(({ text }) => text).join()).toMatch(/待审 B2/);
    expect(await world.zhou.says('谁还没交 3')).toMatch(/已交待审：机关工会/);
    expect(await world.wu.says('退回 B2 R2 照片没有时间')).toMatch(/B2 已退回补正/);
    expect(await world.wang.hears()).toMatch(/B2 需要补正/);
    expect(await world.wu.says('B2')).toMatch(/吴审核通过[\s\S]*周主任重新打开：审核有误[\s\S]*吴审核退回/);
    expect(await world.zhou.says('留痕 B2')).toMatch(/退回[\s\S]*重新打开[\s\S]*通过/);
  });
});

describe('what acts on one whole 报送', () => {
  it('acts neither on a piece of it nor on several, and says how instead', async () => {
    expect(await world.wang.says('撤回 B2-1 发错了')).toMatch(/^没有办理：B2-1 是 B2 中的第 1 份[\s\S]*「撤回 B2 理由」/);
    expect(await world.zhou.says('清除 B2-1 误传')).toMatch(/^没有办理：B2-1 [\s\S]*「清除 B2 理由」/);
    expect(await world.zhou.says('确认清除 B1 B2 误传')).toMatch(/^没有办理：「清除」一次一件，请分开发，例如「清除 B1 理由」。/);
    expect(await world.zhou.says('重新打开 B1 B2 看错')).toMatch(/^没有办理：「重新打开」一次一件/);
    expect(await world.wu.says('退回 B2-1 R2')).toMatch(/「退回 B2 R2 第1份没有时间」/);
    expect(await world.wu.says('退回 B1 B2 R4')).toMatch(/^没有办理：「退回」一次一件，请分开发，例如「退回 B1 R2」。/);
    expect(await world.wang.says('清除 B2-1 误传')).toMatch(/只有管理员可以清除/);
    expect(await world.zhou.says('留痕 B2')).not.toMatch(/撤回|清除/);
    expect(await world.wang.says('B2')).toMatch(/待补正/);
  });
});

describe('代 … 提交', () => {
  it('hands in for a department, with both names, and its liaisons hear of it', async () => {
    await world.li.news();
    expect(await world.zhou.says('代 地质信息室 提交 6')).toMatch(/第6项 .*（地质信息室，年中）.*请把文件发给我/);
    const receipt = await world.zhou.sends(file('意识形态报告.pdf'));
    expect(receipt).toMatch(/归入第6项 .*（地质信息室，年中），编号 B3/);
    expect(await world.li.hears()).toMatch(/^周主任替地质信息室交了第6项/);
    await world.zhou.says('完成');
    expect(await world.li.says('B3')).toMatch(/由周主任代地质信息室报送/);
    expect(await world.zhou.says('留痕 B3')).toMatch(/周主任代地质信息室交第6项材料/);
    expect(await world.zhou.says('通过 B3')).toMatch(/只有审核人|自己/);
  });

  it('takes files and words in one message, and goes back to the own department afterwards', async () => {
    expect(await world.zhou.sends(file('简报.pdf'), '代地质信息室提交8 简报')).toMatch(/第8项 .*（地质信息室，年中），编号 B4/);
    await world.zhou.says('完成');
    expect(await world.zhou.sends(file('学习记录.pdf'), '提交 1')).toMatch(/第1项 .*（办公室，年中），编号 B5/);
  });

  it('is refused to others, for unknown departments, and for items that are not theirs', async () => {
    expect(await world.wang.says('代 地质信息室 提交 6')).toMatch(/只有管理员可以替部门交材料/);
    expect(await world.zhou.says('代 财务处 提交 6')).toMatch(/没有.*财务处/);
    expect(await world.zhou.says('代 机关工会 提交 6')).toMatch(/第6项 .*由地质信息室.*负责，不是机关工会/);
    expect(await world.zhou.says('代 机关工会')).toMatch(/例如「代 机关工会 提交 3」/);
  });
});

describe('清除', () => {
  it('asks first, destroys the bytes everywhere, and keeps name, hash and who did it', async () => {
    await world.li.says('撤回 B3');
    const link = (await world.zhou.says('B5'), await fileLink('zhou', 'B5'));
    expect((await fetch(link)).status).toBe(200);
    const preview = await world.zhou.says('清除 B5 误传涉密文件');
    expect(preview).toMatch(/要清除 B5 的 1 份文件：《学习记录.pdf》[\s\S]*不能恢复[\s\S]*「确认清除 B5 误传涉密文件」/);
    expect((await fetch(link)).status).toBe(200);
    expect(await world.zhou.says('确认清除 B5 误传涉密文件')).toMatch(
      /^B5 的 1 份文件已清除：《学习记录.pdf》，不能恢复。\n第1项 .*重新待交/,
    );
    const gone = await fetch(link);
    expect([gone.status, await gone.text()]).toEqual([410, expect.stringContaining('文件已清除')]);
    expect(await world.zhou.says('B5')).toMatch(/《学习记录.pdf》（已清除）[\s\S]*周主任清除 1 份：误传涉密文件/);
    const { db, files } = world.app.deps;
    const row = await db.selectFrom('evidence').selectAll().where('originalName', '=', '学习记录.pdf').executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: 'stored', bytesToRemove: 0, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await files.size(row.sha256!)).toBeUndefined();
    const attachment = await db.selectFrom('inboundAttachments').select('ref').where('id', '=', row.attachmentId).executeTakeFirstOrThrow();
    expect(attachment.ref).toBeNull();
    expect(await world.zhou.says('清除 B5 再来')).toMatch(/没有可清除的文件/);
    expect(await world.wu.says('清除 B5 不行')).toMatch(/只有管理员可以清除/);
  });

  it('takes the same bytes again, and leaves bytes alone that count elsewhere', async () => {
    expect(await world.zhou.sends(file('学习记录.pdf'), '提交 1')).toMatch(/编号 B6/);
    await world.zhou.says('完成');
    await world.zhou.sends(file('另一份.pdf', '学习记录.pdf'), '提交 2');
    await world.zhou.says('完成');
    await world.zhou.says('确认清除 B6 误传');
    const kept = await fetch(await fileLink('zhou', 'B7'));
    expect(kept.status).toBe(200);
  });

  async function fileLink(who: string, number: string): Promise<string> {
    await world.person(who).news();
    await world.person(who).says(number);
    const response = await fetch(`${world.url}/sandbox/api/messages?member=${who}&after=0`);
    const { messages } = (await response.json()) as { messages: { text: string; files: { url: string }[] }[] };
    return world.url + messages.findLast(({ text, files }) => text.startsWith(number) && files.length > 0)!.files[0]!.url;
  }
});
