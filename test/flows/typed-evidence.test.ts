import { afterEach, beforeEach, expect, it } from 'vitest';
import { streamRows, TABLES } from '../../src/db/dump.ts';
import { createPublishedWorld, file, type World } from '../world.ts';

let world: World;

beforeEach(async () => {
  world = await createPublishedWorld();
});
afterEach(() => world.close());

it('a link is evidence: it joins the files of its burst, is shown to everybody, and reviewed', async () => {
  const receipt = await world.wang.says('提交 3 读书会开讲 https://example.com/news/1 4-20');
  expect(receipt).toMatch(/^收到《读书会开讲》（链接），归入第3项 \S+（机关工会，年中），编号 B1，共 1 份。\n/);
  expect(await world.wang.sends(file('方案.pdf'))).toContain('编号 B1，共 2 份');
  await world.wang.says('完成');
  expect(await world.wu.hears()).toContain('《读书会开讲》 链接　形成日期 4月20日（周四）\n《方案.pdf》');
  expect(await world.wu.says('B1')).toContain('1. 《读书会开讲》 链接\n　 4月20日（周四）\n　 https://example.com/news/1\n2. 《方案.pdf》');
  expect(await world.wu.says('通过 B1')).toContain('B1');
});

it('a link without title or date asks for them, and the words that give them are taken', async () => {
  expect(await world.wang.says('提交 3 https://example.com/news/1')).toContain(
    '● 链接没有题名或日期：《example.com/news/1》。请补上，发「B1 题名 …」「B1 日期 4-20」。\n',
  );
  await world.wang.says('B1 题名 读书会开讲');
  await world.wang.says('B1 日期 4-20');
  await world.wang.says('完成');
  expect(await world.wu.hears()).not.toContain('没有题名或日期');
  expect(await world.wang.says('B1')).toContain('1. 《读书会开讲》 链接\n');
});

it('nothing is fetched from an address somebody types', async () => {
  for (const url of ['http://127.0.0.1:1/', 'http://169.254.169.254/latest/meta-data/', 'http://10.0.0.5/新闻'])
    await world.wang.says(`提交 3 ${url}`);
  const rows = await world.app.deps.db.selectFrom('evidence').select(['form', 'state', 'title', 'sha256']).execute();
  expect(rows).toEqual(rows.map(() => ({ form: 'link', state: 'stored', title: null, sha256: null })));
  expect(rows).toHaveLength(3);
});

it('a link that is no page, or carries a password, is refused and leaves nothing', async () => {
  for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'ftp://example.com/a'])
    expect(await world.wang.sends(file('方案.pdf'), `提交 3 ${url} 题名`)).toMatch(/^没有收下：[\s\S]*只收 http、https 链接/);
  expect(await world.wang.says('提交 10 https://user:pw@example.com/x 题名 4-20')).toMatch(
    /^没有收下：链接里带着用户名或密码[\s\S]*「提交 10 /,
  );
  expect(await world.app.deps.db.selectFrom('evidence').select('id').execute()).toEqual([]);
});

it('a day that is none keeps the words out, with an example of the same command', async () => {
  expect(await world.wang.says('提交 3 https://example.com/a 题名 2月30日')).toBe(
    '没有收下：没有「2月30日」这一天。\n日期写成月-日，例如「提交 3 https://… 题名 4-20」。',
  );
  expect(await world.wang.says('登记 10 读书会通知 2月30日 保密室')).toMatch(
    /^没有收下：没有「2月30日」[\s\S]*「登记 10 文号 题名 4-20 存放处」/,
  );
  expect(await world.app.deps.db.selectFrom('evidence').select('id').execute()).toEqual([]);
});

it('a link whose item is not named is asked about, and goes where the answer says', async () => {
  expect(await world.wang.says('提交 https://example.com/a')).toMatch(/^收到《example\.com\/a》（链接）。是哪一项的材料？/);
  expect(await world.wang.says('3')).toMatch(/编号 B1，共 1 份/);
});

it('the same link twice counts once', async () => {
  await world.wang.says('提交 3 读书会 https://example.com/a');
  expect(await world.wang.says('提交 3 读书会 https://example.com/a')).toContain('《读书会》与已收到的一份内容相同，只算一份。');
  expect(await world.wang.says('B1')).toContain('共 1 份');
});

it('a text is kept as written and counted, and its length checked', async () => {
  const quotas = JSON.stringify([{ raw: '300字以上', n: 300, per: 'year', unit: '字' }]);
  await world.app.deps.db.updateTable('tasks').set({ quotas }).where('code', '=', '3').execute();
  const receipt = await world.wang.says('提交文字 3 读书会总结\n4月20日开展，30人参加。');
  expect(receipt).toContain('收到《读书会总结》（19 字）');
  expect(receipt).toContain('● 字数还不够，要求「300字以上」：《读书会总结》（19 字）');
  const row = await world.app.deps.db.selectFrom('evidence').select(['body', 'kind']).executeTakeFirstOrThrow();
  expect(row).toEqual({ body: '读书会总结\n4月20日开展，30人参加。', kind: '总结' });
  expect(await world.wu.says('B1')).toContain('1. 《读书会总结》 19 字\n　 总结\n　 读书会总结 4月20日开展，30人参加。\n');
});

it('a text that begins with its day is of that day', async () => {
  const receipt = await world.wang.says('提交文字 3 4月20日，机关工会组织读书会。');
  expect(receipt).toMatch(/形成日期 4月20日[\s\S]*「B1 无误」/);
});

it('a long text opens whole, for those it was shown to', async () => {
  const body = `读书会总结\n${'讲得很好。\n'.repeat(100)}完`;
  await world.wang.says(`提交文字 3 ${body}`);
  await world.wu.news();
  await world.wu.says('B1');
  const rows = await world.app.deps.db.selectFrom('outboundMessages').select('body').orderBy('seq', 'desc').limit(1).execute();
  const [{ name, url }] = JSON.parse(rows[0]!.body).links;
  expect(name).toBe('读书会总结（全文）');
  const response = await fetch(new URL(url, world.url));
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(response.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(await response.text()).toBe(body);
});

it('a text too long or with a mark of secrecy is not taken', async () => {
  expect(await world.wang.says(`提交文字 3 ${'读'.repeat(20_001)}`)).toMatch(/^没有收下：文字有 20001 个字，最多 20000 个。/);
  expect(await world.wang.says('提交文字 3 机密★10年\n关于某事的报告')).toMatch(/^没有收下：内容带密级标志。/);
  expect(await world.wang.says('B1')).toMatch(/没有/);
});

it('a register entry says where the paper is, and asks when it does not', async () => {
  const receipt = await world.wang.says('登记 3 湘文明〔2023〕5号 关于开展读书活动的通知 2023-4-20 档案室3柜');
  expect(receipt).toContain('收到《关于开展读书活动的通知》（登记）');
  expect(receipt).not.toContain('读到');
  expect(await world.wang.says('B1')).toContain(
    '1. 《关于开展读书活动的通知》 登记\n　 通知 4月20日（周四） 湘文明〔2023〕5号 存放：档案室3柜',
  );
  expect(await world.wang.says('登记 3 签到表')).toContain('● 登记的材料没有写存放处：《签到表》。请补上，发「B1 存放处 …」。');
  await world.wang.says('B1-2 存放处 档案室4柜');
  expect(await world.wang.says('B1')).toContain('　 签到表 存放：档案室4柜');
});

it('in a room, for a department, by others: the same rules as for files', async () => {
  expect(await world.li.says('@创建管家 提交 6 意识形态研判 https://example.com/a', { room: 'all' })).toMatch(
    /归入第6项（地质信息室[^）]*），编号 B1，已送审/,
  );
  expect(await world.li.says('登记 3 关于读书会的通知 档案室')).toMatch(/^第3项 .*不是地质信息室的任务。/);
  expect(await world.zhou.says('代 机关工会 登记 3 关于读书会的通知 档案室')).toMatch(/归入第3项 \S+（机关工会/);
  expect(await world.wang.says('代 地质信息室 提交文字 6 研判情况')).toMatch(/只有管理员可以替部门交材料/);
  expect(await world.zhou.says('2022年 提交文字 3 读书会')).toMatch(/2022/);
});

it('whoever typed something does not review it', async () => {
  const wu = world.wu;
  await wu.says('提交 1 学习报道 https://example.com/a 4-20');
  await wu.says('完成');
  expect(await wu.says('通过 B1')).toMatch(/自己/);
});

it('words with a mark of secrecy are kept nowhere, and the office hears of it', async () => {
  await world.zhou.news();
  expect(await world.wang.says('提交文字 3 机密★10年\n绝不外传的内容')).toContain('没有收下：内容带密级标志');
  await world.wang.says('提交文字 3 读书会');
  for (const words of ['B1 说明 绝不外传，机密★10年 这份材料', 'B1-1 题名 【秘密】绝不外传'])
    expect(await world.wang.says(words)).toContain('没有收下：内容带密级标志');
  expect(await world.wang.says('提交文字 3 机密★1年 绝不外传的内容')).toContain('没有收下：内容带密级标志');
  expect(await world.wang.says('提交 3 机密★1年 绝不外传的内容', { files: [file('绝不外传.pdf')] })).toContain('内容带密级标志');
  expect(await world.wang.says('进展 3 机密★1年 绝不外传的内容')).toContain('内容带密级标志');
  for (const decision of ['退回 B1 R2', '不采用 B1'])
    expect(await world.wu.says(`${decision} 机密★1年 绝不外传的内容`)).toContain('没有收下：内容带密级标志');
  expect(await world.wang.says('B1')).not.toContain('密');
  expect(await world.wu.says('退回 B1 R9 不得涉及机密')).toContain('B1');
  expect(await world.zhou.hears()).toMatch(/^有人发来带密级标志的文字：王五（机关工会），.*私聊。\n文字没有保存，内容没有留下/s);
  const { db } = world.app.deps;
  for (const table of TABLES) {
    for await (const row of streamRows(db, table)) expect(JSON.stringify(row)).not.toContain('绝不外传');
  }
});
