import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPublishedWorld, file, type ChatFile, type World } from '../world.ts';

let world: World;

beforeEach(async () => {
  world = await createPublishedWorld();
});
afterEach(() => world.close());

const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

function photo(name: string): ChatFile {
  return { name, bytes: PICTURE };
}

describe('the same file sent again under the name the findings ask for', () => {
  it('gives the piece that name, and what was said of the old one is gone', async () => {
    expect(await world.wang.sends(photo('IMG_0009.png'), '提交 3')).toMatch(/照片没有时间、地点或说明[\s\S]*名称看不出内容/);
    expect(await world.wang.sends(photo('20230420 读书会 图书室.png'), '提交 3')).toBe(
      [
        '《20230420 读书会 图书室.png》与已收到的一份内容相同，改用这个名称，不另算一份。',
        '第3项 全民阅读进机关活动（机关工会，年中）：编号 B1，共 1 份。',
        '读到：《20230420 读书会 图书室.png》形成日期 4月20日（周四）（按名称）。',
        '对的发「B1 无误」，不对的发「B1-1 日期 4-20」这样改。',
        '要改发「撤回 B1」，看材料发「B1」。',
      ].join('\n'),
    );
    expect(await world.wang.says('B1')).toMatch(/^1\. 《20230420 读书会 图书室\.png》[^\n]*\n　 照片 4月20日（周四）（按名称）/m);
    await world.wang.says('完成');
    const card = await world.wu.hears();
    expect(card).toContain('《20230420 读书会 图书室.png》');
    expect(card).not.toMatch(/IMG_0009|名称看不出内容|照片没有时间/);
    expect(await world.zhou.says('留痕 B1')).toContain(
      '王五重新发来 B1 的《IMG_0009.png》，内容相同，改名为《20230420 读书会 图书室.png》',
    );
  });

  it('keeps what its sender said of it', async () => {
    await world.wang.sends(photo('IMG_0009.png'), '提交 3');
    await world.wang.says('B1 日期 4-19');
    await world.wang.says('B1 类型 签到表');
    await world.wang.says('B1 地点 图书室');
    await world.wang.sends(photo('20230420 读书会照片.png'), '提交 3');
    expect(await world.wang.says('B1')).toContain('《20230420 读书会照片.png》');
    expect(await world.wang.says('B1')).toContain('　 签到表 4月19日（周三） 地点：图书室');
  });

  it('while nobody said yet what it is for', async () => {
    await world.wang.sends(photo('IMG_0009.png'));
    expect(await world.wang.sends(photo('20230420 合影.png'))).toMatch(/^《20230420 合影\.png》与[^\n]*改用这个名称/);
    expect(await world.wang.says('3')).toContain('编号 B1，共 1 份');
    expect(await world.wang.says('B1')).toContain('《20230420 合影.png》');
  });
});

describe('the same file again changes no name', () => {
  it.each([
    ['of a second copy', '读书会合影.png', '读书会合影(1).png'],
    ['of a second copy in Chinese', '读书会合影.png', '读书会合影 - 副本.png'],
    ['that a chat made up', '读书会合影.png', '微信图片_20230420153012.png'],
    ['that tells as little', 'IMG_0009.png', 'IMG_0010.png'],
  ])('%s', async (_, before, after) => {
    await world.wang.sends(photo(before), '提交 3');
    expect(await world.wang.sends(photo(after), '提交 3')).toContain(`《${after}》与已收到的一份内容相同，只算一份。\n`);
    expect(await world.wang.says('B1')).toContain(`1. 《${before}》`);
  });

  it('when both came in one message', async () => {
    await world.wang.sends([photo('读书会合影.png'), photo('读书会签到.png')], '提交 3');
    // They are stored side by side: either may be the first.
    expect(await world.wang.says('B1')).toMatch(/共 1 份：\n1\. 《读书会(?:合影|签到)\.png》/);
    expect(await world.zhou.says('留痕 B1')).not.toContain('改名');
  });
});

describe('after a return', () => {
  it('a file of the same bytes with a better name replaces the returned one, and the reviewer reads that it is the same', async () => {
    await world.wang.sends([photo('IMG_0009.png'), file('方案.pdf')], '提交 3');
    await world.wang.says('完成');
    await world.wu.says('退回 B1 R2');
    await world.wang.news();
    await world.wang.sends(photo('20230420 读书会 图书室.png'), '提交 3');
    await world.wu.news();
    await world.wang.says('完成');
    const card = await world.wu.hears();
    expect(card).toContain('● 与退回的那份内容相同：《20230420 读书会 图书室.png》\n');
    await world.wu.says('通过 B1');
    const { archive } = await outline();
    expect(archive).toEqual(['20230420 读书会 图书室.png', '方案.pdf']);
  });

  it('the sender hears it, too', async () => {
    await world.wang.sends(file('方案.pdf', 'a'), '提交 3');
    await world.wang.says('完成');
    await world.wu.says('退回 B1 R4');
    expect(await world.wang.sends(file('方案.pdf', 'a'), '提交 3')).toContain(
      '● 与退回的那份内容相同：《方案.pdf》。请看看是不是发错了；只改名称的，不用管。\n',
    );
  });
});

/** Names of what the archive of the year would hold, sorted. */
async function outline(): Promise<{ archive: string[] }> {
  const { outlineArchive } = await import('../../src/usecases/prepare-archive.ts');
  const { findPlan } = await import('../../src/db/plans.ts');
  const { deps } = world.app;
  const { archive } = await outlineArchive(deps, (await findPlan(deps.db))!);
  return { archive: archive.items.flatMap(({ pieces }) => pieces.map(({ evidence }) => evidence.originalName)).toSorted() };
}

describe('what was withdrawn waits for a word of its own', () => {
  it('is not handed in with something else', async () => {
    await world.wang.sends([photo('升旗.png'), file('方案.pdf')], '提交 3');
    await world.wang.says('撤回 B1');
    expect(await world.wang.says('提交 10 科普 https://example.com/a 4-20')).toMatch(/编号 B2，共 1 份/);
    expect(await world.wang.says('3')).toMatch(/编号 B3，共 2 份/);
  });

  it('is handed in again under the name it now has', async () => {
    await world.wang.sends(photo('升旗.png'), '提交 3');
    await world.wang.says('撤回 B1');
    expect(await world.wang.sends(photo('4月20日宣传.png'), '提交 10')).toMatch(
      /^收到《4月20日宣传\.png》[^\n]*第10项[^\n]*编号 B2，共 1 份。/,
    );
    expect(await world.wang.says('B2')).toContain('1. 《4月20日宣传.png》');
  });
});
