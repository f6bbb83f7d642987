import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listEvidenceOfBurst } from '../../src/db/burst-evidence.ts';
import type { OutboundMessage } from '../../src/ports/message.ts';
import { storeEvidence } from '../../src/usecases/store-evidence.ts';
import { createTestLog } from '../helpers/log.ts';
import { createPublishedWorld, createWorldAfter, file, type ChatFile, type World } from '../world.ts';

let world: World;

beforeEach(async () => {
  world = await createPublishedWorld({ dates: '采用默认节点' });
});

afterEach(() => world.close());

const stored = () => world.app.deps.db.selectFrom('evidence').selectAll().where('state', '=', 'stored').orderBy('receivedAt').execute();

describe('in private', () => {
  it('takes the word before the file, and the note with it', async () => {
    expect(await world.wang.says('提交 3 五月读书会')).toMatch(/第3项.*机关工会.*6月30日（周五）截止.*10 分钟/s);
    const receipt = await world.wang.sends(file('方案.pdf'));
    expect(receipt).toMatch(/收到《方案\.pdf》.*第3项 全民阅读进机关活动.*编号 B1，共 1 份/s);
    await world.wang.says('完成');
    expect(await world.wu.hears()).toContain('说明：五月读书会');
  });

  it('takes the word after the file', async () => {
    expect(await world.wang.sends(file('方案.pdf'))).toMatch(
      /是哪一项的材料？[\s\S]*第3项[\s\S]*第19、20、22项（机关各部门都有）[\s\S]*「3」/,
    );
    expect(await world.wang.says('提交 3 五月读书会')).toMatch(/第3项.*编号 B1，共 1 份/s);
  });

  it('takes the word with the file', async () => {
    expect(await world.wang.sends(file('方案.pdf'), '提交 3')).toMatch(/第3项.*编号 B1/s);
  });

  it('asks once, says how many wait, and remembers the answer for the burst', async () => {
    await world.wang.sends(file('方案.pdf'));
    expect(await world.wang.sends(file('通知.pdf'))).toMatch(/共 2 份，还缺：是哪一项/);
    expect(await world.wang.says('3')).toMatch(/编号 B1，共 2 份/);
    expect(await world.wang.sends(file('照片.pdf'))).toMatch(/第3项.*编号 B1，共 3 份/s);
  });

  it('takes 第3项 for the answer while it asks, and for a look at the item else', async () => {
    expect(await world.wang.says('第3项')).toContain('考评项目：');
    await world.wang.sends(file('方案.pdf'));
    expect(await world.wang.says('第3项')).toMatch(/已归入第3项.*编号 B1/s);
    expect(await world.wang.says('第3项')).toContain('考评项目：');
  });

  it('reads the item from the file name', async () => {
    expect(await world.wang.sends(file('（10）文明餐桌.pdf'))).toMatch(/第10项.*编号 B1/s);
    await world.wang.says('完成');
    expect(await world.wang.sends(file('全民阅读总结.pdf'))).toMatch(/第3项.*编号 B2/s);
  });

  it('tells reviewers once, when ten quiet minutes are over', async () => {
    await world.wang.sends(file('方案.pdf'), '提交 3');
    await world.at('2023-06-12 09:38');
    await world.wang.sends(file('照片.pdf'));
    await world.at('2023-06-12 09:45');
    expect(await world.wu.news()).toEqual([]);
    await world.at('2023-06-12 09:50');
    const cards = await world.wu.news();
    expect(cards).toHaveLength(1);
    expect(cards[0]!.text).toMatch(/待审 B1　第3项 全民阅读进机关活动（3分）　机关工会 王五[\s\S]*方案\.pdf[\s\S]*照片\.pdf/);
    expect(cards[0]!.actions.map(({ command }) => command)).toEqual(['B1', '通过 B1', '退回 B1']);
    await world.at('2023-06-12 12:00');
    expect(await world.wu.news()).toEqual([]);
  });

  it('tells them again when files join what already waits', async () => {
    await world.wang.sends(file('方案.pdf'), '提交 3');
    await world.wang.says('完成');
    await world.wu.news();
    expect(await world.wang.sends(file('照片.pdf'), '提交 3')).toMatch(/编号 B1，共 2 份/);
    await world.wang.says('完成');
    expect(await world.wu.hears()).toMatch(/待审 B1[\s\S]*照片\.pdf/);
  });

  it('asks once more when a burst ends unclear, and takes the answer afterwards', async () => {
    await world.wang.sends(file('方案.pdf'));
    await world.wang.news();
    await world.at('2023-06-12 10:00');
    expect(await world.wang.hears()).toMatch(/《方案\.pdf》还没有归入。是哪一项的材料/);
    await world.at('2023-06-12 15:00');
    expect(await world.wang.news()).toEqual([]);
    expect(await world.wang.says('3')).toMatch(/第3项.*编号 B1/s);
  });

  it('keeps nobody waiting for a burst that cannot be ended', async () => {
    await world.wang.sends(file('方案.pdf'));
    await world.app.deps.db.updateTable('bursts').set({ problem: '{"code":"unheard-of","details":{}}' }).execute();
    await world.at('2023-06-12 09:31');
    await world.li.sends(file('方案.pdf'), '提交 6');
    await world.zhang.news();
    await world.at('2023-06-20 10:00');
    expect(await world.wu.hears()).toContain('待审 B1');
    expect(await world.zhang.hears()).toContain('还有 7 个工作日');
  });

  it('picks the checkpoint a note begins with', async () => {
    expect(await world.wang.sends(file('方案.pdf'), '提交 3 三季度 读书会')).toMatch(/三季度.*编号 B1/s);
    await world.wang.says('完成');
    expect(await world.wang.sends(file('通知.pdf'), '提交 3')).toMatch(/年中.*编号 B2/s);
  });

  it('names what is due first, also after handing in for a later day', async () => {
    const receipt = await world.wang.sends(file('方案.pdf'), '提交 3 三季度');
    expect(receipt).toMatch(/机关工会 6月30日（周五）前还有 \d+ 项待交：第3、/);
    expect(receipt).not.toContain('9月28日（周四）前还有');
  });

  it('tells what is late from what is due, and leaves out what has another day or none', async () => {
    await world.zhou.says('时间节点 第3项 6-14');
    await world.zhou.says('时间节点 第10项 长期');
    await world.zhou.says('时间节点 第15项 6-14');
    const early = await world.wang.sends(file('方案.pdf'), '提交 3');
    expect(early).toMatch(/\n机关工会 6月14日（周三）前还有 1 项待交：第15项。\n/);
    await world.wang.says('完成');
    await world.at('2023-06-30 10:00');
    const between = await world.wang.sends(file('弘扬科学精神.pdf'), '提交 18');
    expect(between).toMatch(/\n机关工会还有 1 项逾期没交：第15项。\n机关工会 6月30日（周五）前还有 3 项待交：第19、20、22项。\n/);
    await world.wang.says('完成');
    await world.at('2023-07-03 10:00');
    const late = await world.wang.sends(file('管理制度.pdf'), '提交 15');
    expect(late).toMatch(/\n机关工会还有 3 项逾期没交：第19、20、22项。\n机关工会 9月28日（周四）前还有 4 项待交：第18、19、20、22项。\n/);
  });

  it('asks somebody of two owing departments which one, once per burst', async () => {
    const zhao = world.person('zhao');
    const asked = await zhao.sends(file('调研报告.pdf'), '提交 4');
    expect(asked).toMatch(/第4项是哪个部门的？[\s\S]*机关党委[\s\S]*第一支部/);
    expect(await zhao.says('第一支部')).toMatch(/第4项.*第一支部.*编号 B1/s);
    expect(await zhao.sends(file('调研照片.pdf'))).toMatch(/第一支部.*编号 B1，共 2 份/s);
  });

  it('asks anew when what there was to choose from is gone', async () => {
    const zhao = world.person('zhao');
    await zhao.sends(file('调研报告.pdf'), '提交 4');
    await world.zhou.says('时间节点 删除 年中');
    expect(await zhao.says('完成')).toMatch(/收到的文件还没有归入。[\s\S]*是哪一项的材料[\s\S]*第4项[\s\S]*另有 4 项，发「我的任务」/);
    await world.at('2023-06-12 10:00');
    expect(await zhao.hears()).toMatch(/《调研报告\.pdf》还没有归入。是哪一项的材料/);
    expect(await zhao.sends(file('附件.pdf'))).toMatch(/共 2 份，还缺：是哪一项/);
    expect(await zhao.says('4')).toMatch(/第4项是哪个部门的？/);
    expect(await zhao.says('第一支部')).toMatch(/第4项.*第一支部，三季度.*编号 B1，共 2 份/s);
  });

  it('keeps files sent for a wrong item, and asks', async () => {
    const answer = await world.wang.sends(file('方案.pdf'), '提交 6');
    expect(answer).toMatch(/第6项.*地质信息室.*不是机关工会的任务.*文件留着.*是哪一项/s);
    expect(await world.wang.says('3')).toMatch(/第3项.*编号 B1/s);
    expect(await world.wang.sends(file('通知.pdf'), '提交 99')).toMatch(/没有第99项.*是哪一项/s);
    expect(await world.wang.says('今天天气不错')).toMatch(/没有听懂[\s\S]*还在等您说是哪一项，回复项号即可。$/);
  });

  it('says what is missing when nothing was handed in', async () => {
    expect(await world.wang.says('完成')).toMatch(/还没有收到文件[\s\S]*例如「提交 3」/);
    expect(await world.li.says('完成')).toMatch(/例如「提交 6」/);
    await world.wang.says('提交 3');
    expect(await world.wang.says('完成')).toMatch(/第3项.*还没有收到文件/);
    expect(await world.wang.says('提交')).toMatch(/第3项.*把文件发给我/);
    expect(await stored()).toEqual([]);
  });

  it('gives each message one answer when everything comes at once', async () => {
    const { db } = world.app.deps;
    const said = [
      { text: '', name: '方案.pdf' },
      { text: '3' },
      { text: '', name: '通知.pdf' },
      { text: '完成' },
      { text: '', name: '照片.pdf' },
    ];
    for (const [n, { text, name }] of said.entries()) {
      const attachments = name === undefined ? [] : [{ name, base64: Buffer.from(file(name).bytes).toString('base64') }];
      const body = JSON.stringify({ messageId: `once-${n}`, from: 'wang', text, attachments });
      expect((await fetch(`${world.url}/webhooks/sandbox`, { method: 'POST', body })).status).toBe(200);
    }
    await world.settle();
    const answers = await db
      .selectFrom('outboundMessages')
      .innerJoin('inboundMessages', 'inboundMessages.id', 'outboundMessages.inReplyTo')
      .select('inboundMessages.messageId')
      .where('inboundMessages.messageId', 'like', 'once-%')
      .execute();
    expect(answers.map(({ messageId }) => messageId).toSorted()).toEqual(['once-0', 'once-1', 'once-2', 'once-3', 'once-4']);
    await world.at('2023-06-12 10:00');
    await world.wang.says('3');
    const submissions = await db.selectFrom('submissions').selectAll().execute();
    expect(submissions).toMatchObject([{ number: 1, state: 'submitted', version: 1 }]);
    expect(await stored()).toHaveLength(3);
  });

  it('says 完成 about what waits only', async () => {
    await world.wang.sends(file('方案.pdf'), '提交 3');
    await world.wang.says('完成');
    expect(await world.wang.says('完成')).toContain('B1 已送审');
    await world.wu.says('通过 B1');
    expect(await world.wang.says('完成')).toContain('还没有收到文件');
  });

  it('counts the same bytes once', async () => {
    await world.wang.sends(file('方案.pdf', 'a'), '提交 3');
    expect(await world.wang.sends(file('方案 副本.pdf', 'a'))).toMatch(/内容相同/);
    expect(await world.wang.says('完成')).toMatch(/B1 已送审.*1 份/s);
  });

  it('says where the same bytes went when they come again with the right item', async () => {
    await world.wang.sends(file('方案.pdf'), '提交 6');
    const again = await world.wang.sends(file('方案.pdf'));
    expect(again).toMatch(/《方案\.pdf》与已收到的一份内容相同，只算一份。\n是哪一项的材料？[\s\S]*「3」/);
    const receipt = /只算一份。\n第10项 .*（机关工会，年中）：编号 B1，共 1 份。\n.*「撤回 B1」/;
    expect(await world.wang.sends(file('方案.pdf'), '提交 10')).toMatch(receipt);
    await world.wang.says('完成');
    expect(await world.wang.sends(file('方案.pdf'), '提交 10')).toMatch(receipt);
  });

  it('counts towards the quota of the item', async () => {
    expect(await world.li.sends(file('志愿服务.pdf'), '提交 11')).toMatch(/全年不少于 ?4 ?次 0\/4（1 份没有日期，没算） ✗/);
  });
});

describe('files nobody said the item of', () => {
  beforeEach(async () => {
    await world.close();
    world = await createWorldAfter('a file of June without an item, in September', async () => {
      const summer = await createPublishedWorld({ dates: '采用默认节点' });
      await summer.wang.sends(file('旧方案.pdf'));
      await summer.at('2023-09-12 09:30');
      return summer;
    });
    await world.wang.news();
  });

  it('are not taken along by what is handed in months later, and are spoken of', async () => {
    const ready = await world.wang.says('提交 3');
    expect(ready).toMatch(/第3项 .*请把文件发给我/);
    expect(ready).toMatch(/6月12日（周一）发来的《旧方案\.pdf》还没有归入[\s\S]*回复项号/);
    expect(await world.wang.sends(file('读书会.pdf'))).toMatch(/编号 B1，共 1 份[\s\S]*《旧方案\.pdf》还没有归入/);
    expect(await world.wang.sends(file('照片.pdf'))).not.toContain('旧方案');
    expect(await world.wang.says('完成')).toMatch(/B1 已送审：.*2 份材料[\s\S]*《旧方案\.pdf》还没有归入/);
    expect(await world.wang.says('10')).toMatch(
      /已归入第10项.*编号 B2，共 1 份[\s\S]*6月12日（周一）发来的《旧方案\.pdf》[\s\S]*「撤回 B2」/,
    );
    expect(await world.wang.says('完成')).not.toContain('还没有归入');
  });

  it('nor by new files whose name or answer says the item', async () => {
    expect(await world.wang.sends(file('（10）文明餐桌.pdf'))).toMatch(/第10项.*编号 B1，共 1 份[\s\S]*《旧方案\.pdf》还没有归入/);
    await world.wang.says('完成');
    const asked = await world.wang.sends(file('通知.pdf'));
    expect(asked).toMatch(/收到《通知\.pdf》[\s\S]*是哪一项的材料/);
    expect(asked).not.toMatch(/共 2 份|旧方案/);
    expect(await world.wang.says('3')).toMatch(/编号 B2，共 1 份[\s\S]*《旧方案\.pdf》还没有归入/);
  });

  it('are asked about when nothing else came, and named when they are filed', async () => {
    expect(await world.wang.says('提交')).toMatch(/^6月12日（周一）发来的《旧方案\.pdf》还没有归入，不要了发「撤回」。是哪一项的材料/);
    expect(await world.wang.says('完成')).toMatch(
      /6月12日（周一）发来的《旧方案\.pdf》还没有归入，不要了发「撤回」。[\s\S]*是哪一项的材料/,
    );
    await world.wang.says('提交 3');
    expect(await world.wang.says('3')).toMatch(/已归入第3项.*编号 B1，共 1 份。\n其中有6月12日（周一）发来的《旧方案\.pdf》。/);
  });

  it('are thrown away by 「撤回」, and what comes later is not', async () => {
    expect(await world.wang.sends(file('照片.pdf'), '提交 3')).toMatch(
      /《旧方案\.pdf》还没有归入。是哪一项的，回复项号即可；不要了发「撤回」。/,
    );
    expect(await world.wang.says('撤回')).toBe('《旧方案.pdf》已撤回，没有归入哪一项。要交时再发给我。');
    expect(await world.wang.says('撤回')).toMatch(/请写明撤回哪一份/);
    expect(await world.wang.says('完成')).toMatch(/B1 已送审：.*1 份材料/);
    expect(await world.wang.sends(file('旧方案.pdf'))).toMatch(/收到《旧方案\.pdf》[\s\S]*是哪一项的材料/);
    expect(await world.wang.says('10')).toMatch(/已归入第10项.*编号 B2，共 1 份/);
    expect(await world.zhou.says('留痕')).toMatch(/王五.*撤回没有归入的《旧方案\.pdf》/);
  });

  it('are not taken for what a department is asked for', async () => {
    const zhao = world.person('zhao');
    await zhao.sends(file('旧报告.pdf'));
    await world.at('2023-09-13 09:30');
    expect(await zhao.says('提交 4')).toMatch(/第4项是哪个部门的？/);
    expect(await zhao.says('第一支部')).toMatch(/第4项.*第一支部.*请把文件发给我/s);
    expect(await zhao.sends(file('调研.pdf'))).toMatch(/第一支部.*编号 B1，共 1 份/s);
  });
});

describe('in a group', () => {
  it('takes a quoted file and answers with department and number only', async () => {
    const answer = await world.li.says('@创建管家 提交 6', { room: 'all', quoting: [file('意识形态研判报告.pdf')] });
    expect(answer).toMatch(/收到《意识形态研判报告\.pdf》.*第6项（地质信息室，年中）.*B1，已送审/s);
    expect(answer).not.toContain('李四');
    await world.at('2023-06-12 10:00');
    expect(await world.wu.hears()).toContain('待审 B1');
  });

  it('asks which item a file is for that is quoted without a word, and says that it hears only who mentions it', async () => {
    const asked = await world.li.says('@创建管家', { room: 'all', quoting: [file('材料.pdf')] });
    expect(asked).toMatch(/收到《材料\.pdf》.*是哪一项的材料？.*@我并回复项号即可/s);
    expect(await world.li.says('@创建管家 6', { room: 'all' })).toMatch(/已归入第6项.*B\d+/s);
  });

  it('leaves a quoted file alone when something else is said', async () => {
    expect(await world.li.says('@创建管家 第6项', { room: 'all', quoting: [file('材料.pdf')] })).toMatch(/^第6项/);
    expect(await world.li.says('@创建管家 帮助', { room: 'all', quoting: [file('材料.pdf')] })).toMatch(/^我是创建管家/);
  });

  it('says how when nothing is quoted', async () => {
    expect(await world.li.says('@创建管家 提交 6', { room: 'all' })).toMatch(/引用文件/);
  });

  it('answers B1 to the asker alone', async () => {
    await world.li.sends(file('报告.pdf'), '提交 6');
    await world.wang.news();
    expect(await world.zhou.says('B1', { room: 'all' })).toContain('报告.pdf');
    expect(await world.wang.hears()).not.toContain('报告.pdf');
  });
});

describe('what is refused', () => {
  it.each<[string, ChatFile, RegExp]>([
    [
      'a program under another name',
      { name: '总结.pdf', bytes: Buffer.from(`MZ${'\0'.repeat(80)}`) },
      /《总结\.pdf》其实是可执行程序[\s\S]*PDF、Word、Excel 或图片/,
    ],
    ['a script', file('清理.bat'), /脚本/],
    ['a page', file('新闻.html'), /网页.*截图/],
    ['an empty file', { name: '空.pdf', bytes: Buffer.alloc(0) }, /空文件/],
  ])('%s', async (_, sent, answer) => {
    expect(await world.wang.sends(sent, '提交 3')).toMatch(answer);
    expect(await stored()).toEqual([]);
    expect(await world.zhou.says('待审')).toContain('没有等着审核的材料');
  });

  it('a huge file, with the limit', async () => {
    world.app.deps.config.evidence.maxFileMb = 1;
    expect(await world.wang.sends({ name: '录像.mp4', bytes: Buffer.alloc(1024 * 1024 + 1, 1) }, '提交 3')).toMatch(/超过 1 MB/);
    expect(await stored()).toEqual([]);
  });

  it('one file of several: one answer for all', async () => {
    await world.wang.news();
    const before = (await world.app.deps.db.selectFrom('outboundMessages').selectAll().execute()).length;
    const answer = await world.wang.sends(
      [file('方案.pdf'), { name: '病毒.pdf', bytes: Buffer.from('MZ\0\0') }, { name: '空.txt', bytes: Buffer.alloc(0) }],
      '提交 3',
    );
    expect(answer).toMatch(/收到《方案\.pdf》.*编号 B1，共 1 份[\s\S]*没有收下：《病毒\.pdf》[\s\S]*没有收下：《空\.txt》/);
    expect(await world.app.deps.db.selectFrom('outboundMessages').selectAll().execute()).toHaveLength(before + 1);
  });

  it('files of observers and strangers', async () => {
    expect(await world.person('feng').sends(file('a.pdf'), '提交 3')).toMatch(/观察员/);
    expect(await world.person('nobody').sends(file('a.pdf'), '提交 3')).toMatch(/绑定/);
    expect(await stored()).toEqual([]);
  });
});

it('keeps 200-character Chinese names for ever, and a safe one beside them', async () => {
  const name = `${'读书会活动总结材料汇编'.repeat(18).slice(0, 196)}.pdf`;
  await world.wang.sends({ name: `../${name}`, bytes: file('a.pdf').bytes }, '提交 3');
  const [row] = await stored();
  expect(row!.originalName).toBe(`../${name}`);
  expect(row!.safeName).toMatch(/^读书会活动总结.+\.pdf$/);
  expect(Buffer.byteLength(row!.safeName)).toBeLessThanOrEqual(255);
});

it('shows a name straight and short wherever it stands: label, download and 留痕', async () => {
  const name = `报告\u202egpj${'长'.repeat(490)}.pdf`;
  await world.wang.sends({ name, bytes: file('a.pdf').bytes }, '提交 3');
  await world.wang.news();
  await world.wang.says('B1');
  const { body } = await world.app.deps.db.selectFrom('outboundMessages').select('body').orderBy('seq', 'desc').executeTakeFirstOrThrow();
  const [link] = (JSON.parse(body) as OutboundMessage).files;
  const trail = await world.zhou.says('留痕 B1');
  const download = (await fetch(world.url + link!.url)).headers.get('content-disposition')!;
  for (const shown of [link!.name, decodeURIComponent(download), trail]) {
    expect(shown).toContain('报告gpj长');
    expect(shown).not.toMatch(/\u202e|长{100}/u);
  }
});

it('corrects a harmless suffix, with a note', async () => {
  const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
  expect(await world.wang.sends({ name: '读书会.png', bytes: jpeg }, '提交 3')).toMatch(
    /《读书会\.png》的后缀与内容不符，已按《读书会\.jpg》保存/,
  );
});

describe('撤回', () => {
  it('opens the item again, and lets the files of the running burst move', async () => {
    await world.wang.sends(file('方案.pdf'), '提交 3');
    expect(await world.li.says('撤回 B1')).toMatch(/只能由交这份材料的人或管理员/);
    expect(await world.wang.says('撤回 B1')).toMatch(/B1 已撤回.*重新待交.*1 份可以改归别的项/s);
    expect(await world.wang.says('10')).toMatch(/第10项.*编号 B2，共 1 份/s);
    expect(await world.wang.says('撤回 B1')).toMatch(/已经撤回过/);
    expect(await world.wang.says('B1')).toContain('已撤回');
  });

  it('is for admins too, but for nobody once it is approved', async () => {
    await world.wang.sends(file('方案.pdf'), '提交 3');
    await world.wang.says('完成');
    expect(await world.zhou.says('撤回 B1')).toMatch(/B1 已撤回/);
    expect(await world.wang.sends(file('方案.pdf'), '提交 3')).toMatch(/编号 B2/);
    await world.wu.says('通过 B2');
    expect(await world.wang.says('撤回 B2')).toMatch(/已经审核通过/);
  });
});

describe('review', () => {
  beforeEach(async () => {
    await world.wang.sends(file('方案.pdf'), '提交 3');
    await world.wang.says('完成');
    await world.wu.news();
  });

  it('returns with a reason, is repaired under the same number, and approved', async () => {
    expect(await world.wu.says('退回 B1')).toMatch(/R1 [\s\S]*R10 /);
    expect(await world.wu.says('退回 B1 R10')).toMatch(/要再写一句原因/);
    await world.wang.news();
    expect(await world.wu.says('退回 B1 R2 照片没有时间')).toMatch(/B1 已退回补正.*6月30日（周五）前补上.*已告诉王五/s);
    expect(await world.wang.hears()).toMatch(/B1 需要补正：照片无时间、地点或说明（吴审核：照片没有时间）[\s\S]*「提交 3」[\s\S]*例如：/);
    expect(await world.wu.says('通过 B1')).toMatch(/已经退回/);
    expect(await world.wang.sends(file('读书会照片 20230420.pdf'), '提交 3')).toMatch(/编号 B1，共 1 份[\s\S]*第 2 版/);
    await world.wang.says('完成');
    expect(await world.wu.hears()).toMatch(/待审 B1[\s\S]*第 2 版/);
    expect(await world.wu.says('通过 B1')).toMatch(/B1 已通过/);
    expect(await world.wang.hears()).toMatch(/B1 已通过.*吴审核/s);
    expect(await world.wang.says('B1')).toMatch(/已通过[\s\S]*方案\.pdf[\s\S]*20230420\.pdf.*第 2 版[\s\S]*退回[\s\S]*通过/);
    expect(await world.wang.sends(file('又一份.pdf'), '提交 3')).toMatch(/三季度.*编号 B2/s);
  });

  it('gives a new date when the old one is over', async () => {
    await world.at('2023-07-03 10:00');
    expect(await world.wu.says('退回 B1 R5')).toContain('7月10日（周一）前补上');
    const row = await world.app.deps.db.selectFrom('deliverables').selectAll().where('state', '=', 'returned').executeTakeFirstOrThrow();
    expect(row.dueOn).toBe('2023-07-10');
    expect(row.nextReminderAt).not.toBeNull();
  });

  it('keeps four eyes: who handed in a file of it never reviews it', async () => {
    await world.wu.sends(file('党委方案.pdf'), '提交 3');
    await world.wu.says('完成');
    expect(await world.wu.says('通过 B2')).toMatch(/您自己交的[\s\S]*现在没有别的审核人，请管理员在通讯录里再安排一位/);
    expect(await world.wu.says('退回 B2')).toMatch(/您自己交的/);
    expect(await world.zhou.hears()).toMatch(/B2 没有人可以审核/);
    expect(await world.wu.says('待审')).toMatch(/B2　.*您交的，由别人审\n.*「通过 B1」或「退回 B1」/);
    await world.wu.says('通过 B1');
    expect(await world.wu.says('待审')).toMatch(/B2　.*由别人审\n看材料发「B2」。$/);
  });

  it('lets only reviewers decide, and only their own department and readers look', async () => {
    expect(await world.zhou.says('通过 B1')).toMatch(/只有审核人/);
    expect(await world.li.says('B1')).toMatch(/没有给出/);
    expect(await world.person('feng').says('B1')).toContain('方案.pdf');
    expect(await world.wu.says('通过 B77')).toMatch(/没有编号 B77/);
  });

  it('gives links that open for whoever asked', async () => {
    await world.wu.says('B1');
    const shown = await world.app.deps.db.selectFrom('outboundMessages').selectAll().orderBy('seq', 'desc').executeTakeFirstOrThrow();
    const [link] = (JSON.parse(shown.body) as OutboundMessage).files;
    if (link === undefined) throw new Error('no link was given');
    expect(link.name).toBe('方案.pdf');
    const response = await fetch(world.url + link.url);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(file('方案.pdf').bytes))).toBe(true);
  });

  it('names every file, ten to a message', async () => {
    await world.wang.sends(
      Array.from({ length: 22 }, (_, n) => file(`材料${n}.pdf`)),
      '提交 3',
    );
    await world.wang.says('B1');
    const parts = (await world.wu.says('B1')).split('\n\n');
    expect(parts).toHaveLength(3);
    expect(parts[0]).toMatch(/共 23 份[\s\S]*1\. 《方案\.pdf》[\s\S]*第 1\/3 条/);
    expect(parts[2]).toMatch(/第 3\/3 条[\s\S]*23\. /);
  });
});

it('is unharmed by a crash between the bytes and the row: the job runs again', async () => {
  const { deps } = world.app;
  await world.wang.sends(file('方案.pdf'), '提交 3');
  const [row] = await stored();
  await deps.db
    .updateTable('evidence')
    .set({ state: 'pending', submissionId: null, version: null, sha256: null })
    .where('id', '=', row!.id)
    .execute();
  await Promise.all([storeEvidence(deps, row!.id), storeEvidence(deps, row!.id)]);
  await storeEvidence(deps, row!.id);
  await world.settle();
  expect((await listEvidenceOfBurst(deps.db, row!.burstId)).map(({ state, sha256 }) => ({ state, sha256 }))).toEqual([
    { state: 'stored', sha256: row!.sha256 },
  ]);
  expect(await deps.db.selectFrom('submissions').selectAll().execute()).toHaveLength(1);
  const answers = await deps.db.selectFrom('outboundMessages').selectAll().where('inReplyTo', '=', row!.inboundId).execute();
  expect(answers).toHaveLength(1);
});

it('asks to send again when the platform no longer gives the file', async () => {
  const { deps } = world.app;
  await world.wang.sends(file('方案.pdf'), '提交 3');
  const [row] = await stored();
  await deps.db.updateTable('evidence').set({ state: 'pending', submissionId: null, version: null }).where('id', '=', row!.id).execute();
  await deps.db.updateTable('inboundAttachments').set({ ref: '{}' }).execute();
  await deps.db.deleteFrom('outboundMessages').where('inReplyTo', '=', row!.inboundId).execute();
  const { log, lines } = createTestLog();
  await storeEvidence({ ...deps, log }, row!.id);
  await world.settle();
  expect(await world.wang.hears()).toMatch(/《方案\.pdf》已经取不到了。请重新发一次/);
  // Whoever runs it has to be able to find out why.
  expect(lines.join()).toContain('a file could not be stored');
});
