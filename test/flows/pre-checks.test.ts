import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { zip } from '../helpers/zip.ts';
import { documentXml, docx, paragraph } from '../importer/documents.ts';
import { createPublishedWorld, file, type World } from '../world.ts';

let world: World;

beforeEach(async () => {
  world = await createPublishedWorld();
});
afterEach(() => world.close());

/** What reviewers were told when the sender was done. */
async function card(): Promise<string> {
  await world.wang.says('完成');
  return world.wu.hears();
}

describe('a file the checks have something to say about is kept, and both are told', () => {
  it('whose name has a date of another year', async () => {
    const receipt = await world.wang.sends(file('读书会2022-04-20.pdf'), '提交 3');
    expect(receipt).toMatch(
      /编号 B1，共 1 份。\n自动检查，请看一下（不影响送审）：\n● 日期不在 2023 年度：《读书会2022-04-20\.pdf》（2022年4月20日（周三）/,
    );
    expect(await card()).toContain('检查发现：\n● 日期不在 2023 年度：《读书会2022-04-20.pdf》（2022年4月20日（周三））（R1）\n');
  });

  it('whose name says nothing, three of many named', async () => {
    const files = [1, 2, 3, 4].map((n) => file(`IMG_000${n}.pdf`));
    expect(await world.wang.sends(files, '提交 3')).toContain(
      '● 名称看不出内容：《IMG_0001.pdf》、《IMG_0002.pdf》、《IMG_0003.pdf》等 4 份。请改成「日期 活动 内容」这样的名称再发。\n',
    );
  });

  it('whose bytes were handed in for another item; of other departments only the reviewer hears', async () => {
    await world.wang.sends(file('方案.pdf', 'same'), '提交 3');
    await world.wang.says('完成');
    expect(await world.wang.sends(file('餐桌方案.pdf', 'same'), '提交 10')).toContain(
      '● 内容和交过的相同：《餐桌方案.pdf》（B1，第3项）。交错了就撤回；一份材料用于几项的，不用再发，说「B1 也用于 项号」即可。',
    );
    await card();
    expect(await world.li.sends(file('研判.pdf', 'same'), '提交 6')).not.toContain('相同');
    await world.li.says('完成');
    expect(await world.wu.hears()).toContain('● 内容和交过的相同：《研判.pdf》（B1，第3项 机关工会）（R8）');
  });

  it('of which the item asks for more', async () => {
    const quotas = JSON.stringify([{ raw: '总结不少于2份', n: 2, per: 'year', unit: '份' }]);
    await world.app.deps.db.updateTable('tasks').set({ quotas }).where('code', '=', '3').execute();
    expect(await world.wang.sends(file('总结.pdf'), '提交 3')).toContain('本项要求：总结 1/2 ✗\n建议有：方案 ✗　照片 0/3 ✗\n');
    expect(await world.wang.says('完成')).toContain(
      '\n本项还缺：总结 1 份。有的话接着发给我，说「提交 3」，编号不变。\n还建议有：方案、照片 3 张。\n',
    );
    expect(await world.wu.hears()).toContain('● 数量还不够：总结 1 份（R5）\n');
    expect(await world.wang.sends(file('又一份总结.pdf'), '提交 3')).toContain('本项要求：总结 2/2 ✓\n');
    expect(await card()).not.toContain('检查发现');
  });
});

it('says of a file that cannot be opened, and of a picture nobody can place', async () => {
  const receipt = await world.wang.sends([file('总结.docx', 'PK'), { name: '合影.png', bytes: PICTURE }], '提交 3');
  expect(receipt).toContain('● 可能损坏，打不开：《总结.docx》。请打开看看，再发一次。\n');
  expect(receipt).toContain('● 照片没有时间、地点或说明：《合影.png》。请在名称里写明，例如「4月20日 读书会 图书室」，再发一次。\n');
  expect(await card()).toMatch(/打不开：《总结\.docx》（R6）\n● 照片没有时间、地点或说明：《合影\.png》（R2）/);
});

it('takes the day from the paper before its name, and holds length and 文号 against it', async () => {
  const quotas = JSON.stringify([{ raw: '300字以上', n: 300, per: 'year', unit: '字' }]);
  await world.app.deps.db.updateTable('tasks').set({ quotas }).where('code', '=', '3').execute();
  const bytes = docx(paragraph('读书会开了。') + paragraph('2022年4月20日'));
  const receipt = await world.wang.sends({ name: '关于印发读书会总结的通知2023-06-01.docx', bytes }, '提交 3');
  expect(receipt).toMatch(/● 日期不在 2023 年度：[^\n]*2022年4月20日[^\n]*\n● 字数还不够，要求「300字以上」：[^\n]*（11 字）。/);
  expect(receipt).toContain('● 没有看到文号：');
});

it('refuses an office file with programs in it', async () => {
  const bytes = zip([
    { name: 'word/document.xml', data: documentXml(paragraph('总结')) },
    { name: 'word/vbaProject.bin', data: 'x' },
  ]);
  expect(await world.wang.sends({ name: '总结.docx', bytes }, '提交 3')).toMatch(/没有收下：《总结\.docx》里面有宏。请打开后另存为/);
});

it('refuses a picture that is an archive as well', async () => {
  const bytes = Buffer.concat([PICTURE, zip([{ name: 'a.txt', data: 'a' }])]);
  expect(await world.wang.sends({ name: '4月20日合影.png', bytes }, '提交 3')).toContain('《4月20日合影.png》里面还藏着别的文件。');
});

it('misses amounts in a report, and says so to who looks it up, too, while it waits for review', async () => {
  const report = {
    name: '读书会总结.docx',
    bytes: docx(paragraph('一是认真组织，二是广泛参与，2023年4月20日起形成了良好的读书氛围。'.repeat(12))),
  };
  expect(await world.wang.sends(report, '提交 3')).toContain('● 里面没有数据：《读书会总结.docx》。请写上次数、人数、成效这样的数据。\n');
  await world.wang.says('完成');
  expect(await world.wang.says('B1')).toContain('自动检查，请看一下（不影响送审）：\n● 里面没有数据：《读书会总结.docx》。');
  expect(await world.wu.says('B1')).toContain('检查发现：\n● 里面没有数据：《读书会总结.docx》（R7）\n');
  await world.wu.says('通过 B1');
  expect(await world.wu.says('B1')).not.toContain('检查发现');
});

const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

it('tells of files when their item becomes clear, too', async () => {
  await world.wang.sends(file('IMG_0001.pdf'));
  expect(await world.wang.says('3')).toContain('● 名称看不出内容：《IMG_0001.pdf》。');
});

it('keeps the day the name tells', async () => {
  await world.wang.sends(file('读书会4月20日.pdf'), '提交 3');
  const row = await world.app.deps.db.selectFrom('evidence').select(['madeOn', 'madeOnFrom']).executeTakeFirstOrThrow();
  expect(row).toEqual({ madeOn: '2023-04-20', madeOnFrom: 'name' });
});
