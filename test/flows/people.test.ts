import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPublishedWorld, createWorld, file, type Person, type World } from '../world.ts';

let world: World;
let zhang: Person;
let chen: Person;

beforeAll(async () => {
  world = await createPublishedWorld();
  [zhang, chen] = [world.person('zhang'), world.person('chen')];
});

afterAll(() => world.close());

/** What was said to a person in private. */
async function newsOf(person: Person): Promise<string> {
  return (await person.news())
    .filter(({ room }) => room === null)
    .map(({ text }) => text)
    .join('\n\n');
}

describe('请假', () => {
  it('is noted with the deputy of the directory, who is told and can hand in from the first day on', async () => {
    await chen.news();
    expect(await zhang.says('请假 6-20 6-30')).toMatchInlineSnapshot(`
      "已记下：您6月20日（周二）至6月30日（周五）请假。
      期间由陈晨代理：本部门的提醒发给陈晨，也由陈晨交材料。
      不请了或提前回来，发「销假」。"
    `);
    expect(await newsOf(chen)).toMatchInlineSnapshot(`
      "陈晨，张三6月20日（周二）至6月30日（周五）请假，由您代理办公室的联络工作：期间的提醒发给您，材料也请您交。
      到时看要交的，发「我的任务」。不方便的话，请告诉张三。"
    `);
    expect(await zhang.says('我是谁')).toMatch(/请假，由陈晨代理；不请了发「销假」/);
    await zhang.news();
    await world.at('2023-06-27 09:05');
    expect(await newsOf(zhang)).toBe('');
    expect(await newsOf(chen)).toMatch(/^陈晨，办公室有 \d+ 项快到期[\s\S]*张三请假，由您代理。/);
    expect(await chen.says('为什么提醒我')).toMatchInlineSnapshot(`
      "最近一次提醒您是6月27日（周二）09:00：
      ● 办公室第1、2、6、10、14、16、19、20、21、22项，6月30日（周五）截止，提前 3 个工作日提醒
      发给您，是因为张三请假，由您代理办公室。
      还没交的第1、2、6、10、14、16、19、20、21、22项，下一次提醒在6月29日（周四）09:00。
      交了就不再提醒：「提交 1」；分错了：「不属于 1 理由」；人不在：「请假 6-28 7-2」。"
    `);
  });

  it('gives the deputy the departments of the one who is away, also in another department, until the leave ends', async () => {
    expect(await world.wang.says('提交 6')).toMatch(/不是机关工会/);
    expect(await world.li.says('请假 6-27 6-29 由王五代')).toMatch(/期间由王五代理/);
    expect(await world.wang.says('我的任务')).toMatch(/地质信息室[\s\S]*机关工会|机关工会[\s\S]*地质信息室/);
    expect(await world.wang.sends(file('意识形态报告.pdf'), '提交 6')).toMatch(/归入第6项 .*（地质信息室，年中），编号 B1/);
    await world.wang.says('完成');
    await world.li.news();
    await world.wang.news();
    await world.wu.says('退回 B1 R2 没有时间');
    expect(await newsOf(world.wang)).toMatch(/B1 需要补正/);
    expect(await world.wang.says('我是谁')).toMatch(/^您是王五，机关工会，[\s\S]*今天您替李四代理。/);
    expect(await world.li.says('销假')).toMatch(/到此为止，提醒照常发给您，不再由王五代理/);
    expect(await newsOf(world.wang)).toMatch(/李四销假了，不用您再代理/);
    expect(await world.wang.says('提交 6')).toMatch(/不是机关工会/);
    expect(await world.li.says('销假')).toMatch(/您眼下没有请假/);
  });

  it('tells the office when nobody stands in', async () => {
    expect(await world.li.says('请假 6-28 6-30 回老家')).toMatch(
      /没有代理人，期间地质信息室的提醒发给管理员[\s\S]*「请假 6-28 6-30 由某某代」/,
    );
    await world.zhou.news();
    await world.at('2023-06-29 09:05');
    expect(await newsOf(world.zhou)).toMatch(/地质信息室、?.*眼下没有联络员，请您转告/);
    await world.li.says('销假');
  });

  it.each([
    ['请假 6-31', /没有这一天/],
    ['请假 6-1 6-3', /不能早于今天/],
    ['请假 7-3 7-1', /不能早于第一天/],
    ['请假 7-3 7-5 由张三代', /不能是您自己/],
    ['请假 7-3 7-5 由孙悟空代', /没有看懂由谁代[\s\S]*「请假 \d+-\d+ \d+-\d+ 不用代」/],
    ['请假 7-3 7-5 由冯观察代', /冯观察是观察员，不能交材料/],
    ['请假 6-29 7-5', /已经请了假。\n要改，先发「销假」/],
  ])('refuses 「%s」 and notes nothing', async (words, refusal) => {
    const leaves = () => world.app.deps.db.selectFrom('leaves').selectAll().execute();
    const before = await leaves();
    expect(await zhang.says(words)).toMatch(refusal);
    expect(await leaves()).toEqual(before);
  });
});

describe('standing in', () => {
  it('is for liaisons: whoever else is away gives nobody anything', async () => {
    expect(await chen.says('请假 7-3 7-5 由林秀代')).toMatch(/您不是联络员，没有要转给别人的提醒/);
    expect(await world.person('lin').says('提交 1')).toMatch(/不是机关妇委会/);
    await chen.says('销假');
  });

  it('ends with the leave, and the verdict reaches whoever answers for the department now', async () => {
    const [xu, han, yang] = ['xu', 'han', 'yang'].map((id) => world.person(id));
    expect(await xu!.says('请假 6-29 6-29 由韩雪代')).toMatch(/由韩雪代理/);
    const receipt = await han!.sends(file('第二支部简报.pdf'), '提交 12');
    const asked = /是哪个部门/.test(receipt) ? await han!.says('第二支部') : receipt;
    const number = /编号 (B\d+)/.exec(asked)![1]!;
    await han!.says('完成');
    expect(await xu!.says('销假')).toMatch(/不再由韩雪代理/);
    await Promise.all([xu!, han!].map((person) => person.news()));
    await world.wu.says(`退回 ${number} R2 没有时间`);
    expect(await newsOf(xu!)).toMatch(new RegExp(`${number} 需要补正[\\s\\S]*发要补的文件并说「提交 12」`));
    expect(await newsOf(han!)).toMatch(new RegExp(`${number} 需要补正[\\s\\S]*已告诉现在负责的联络员`));
    expect(await yang!.says(number)).toMatch(/没有给出|不是/);
  });

  it('is not promised by somebody who is away, and whoever counted on them hears of it', async () => {
    expect(await world.li.says('请假 7-3 7-7 由王五代')).toMatch(/由王五代理/);
    await world.li.news();
    expect(await world.wang.says('请假 7-5 7-6 由林秀代')).toMatch(/您原来要替李四代理，这几天没有人接着代，已告诉本人/);
    expect(await newsOf(world.li)).toMatch(/代理人王五7月5日（周三）至7月6日（周四）也请假/);
    expect(await world.person('qian').says('请假 7-6 7-6 由王五代')).toMatch(/王五那几天也请假/);
    await world.li.says('销假');
    await world.wang.says('销假');
  });
});

describe('what only asks', () => {
  it.each([['移交 王五 林秀吗？'], ['解绑本群吗'], ['收到了吗？'], ['知道了吗'], ['请假 7-3 7-5 可以吗']])(
    '「%s」 changes nothing',
    async (words) => {
      const trail = () => world.app.deps.db.selectFrom('auditEntries').select('n').execute();
      const before = await trail();
      await world.zhou.says(words);
      expect(await trail()).toEqual(before);
    },
  );
});

describe('收到 and 继续提醒', () => {
  it('is thanked for when nothing waits', async () => {
    expect(await world.person('lin').says('收到')).toMatch(/没有提醒在等您回复/);
    expect(await world.person('lin').says('为什么提醒我')).toMatch(/没有提醒过您/);
    expect(await world.person('lin').says('继续提醒')).toMatch(/提醒没有停过/);
  });

  it('keeps the next rung, stops what repeats every week, and takes it up again', async () => {
    const he = world.person('he');
    await he.news();
    expect(await he.says('收到')).toMatch(/^好的，记下了。到6月30日（周五）09:00还没交的，会再提醒/);
    await world.at('2023-06-30 09:05');
    expect(await newsOf(he)).toMatch(/快到期/);
    for (const day of ['2023-07-03', '2023-07-05', '2023-07-10']) await world.at(`${day} 09:05`);
    expect(await newsOf(he)).toMatch(/逾期/);
    expect(await he.says('为什么提醒我')).toMatch(/逾期后每周提醒一次/);
    await he.news();
    expect(await he.says('收到')).toMatch(/每周的提醒不再发给您，要恢复发「继续提醒」/);
    await world.at('2023-07-17 09:05');
    expect(await newsOf(he)).toBe('');
    await world.restart();
    expect(await he.says('继续提醒')).toMatch(/继续提醒您，下一次在7月24日/);
    await he.news();
    await world.at('2023-07-24 09:05');
    expect(await newsOf(he)).toMatch(/逾期/);
  });

  it('says to a 分管领导 why it was them', async () => {
    const zheng = world.person('zheng');
    expect(await newsOf(zheng)).toContain('由您分管，请您过问');
    expect(await zheng.says('为什么提醒我')).toMatchInlineSnapshot(`
      "最近一次提醒您是7月5日（周三）09:00：
      ● 办公室第1、2、6、10、14、16、19、20、21、22项；后勤服务中心第10、16、17、19、20、22项；安全生产管理室第16、19、20、22项，6月30日（周五）截止，逾期第 3 个工作日提醒
      发给您，是因为办公室、后勤服务中心、安全生产管理室由您分管，到这一步也报分管领导。
      还没交的第1、2、6、10、14、16、17、19、20、21、22项，以后不再自动提醒您。
      请您过问；哪些没交发「谁还没交 1」查看。"
    `);
    expect(await zheng.says('请假 7-27 7-28 由陈晨代')).toMatchInlineSnapshot(`
      "已记下：您7月27日（周四）至7月28日（周五）请假。
      期间由陈晨代理：发给您的提醒改发给陈晨。
      不请了或提前回来，发「销假」。"
    `);
    expect(await newsOf(chen)).toMatchInlineSnapshot(`
      "陈晨，办公室有 10 项快到期，6月30日（周五）截止，就是今天：
      第1项 党组（党委）会议“第一议题”制度…（牵头，年中）
      第2项 学习贯彻习近平新时代中国特色社会…（配合，年中）
      第6项 意识形态工作责任制和网络意识形态…（配合，年中）
      第10项 弘扬科学精神（牵头，年中）
      第14项 法治宣传和普法教育（牵头，年中）
      第16项 安全生产和消防工作（牵头，年中）
      第19项 职工业务能力和综合素质培训（配合，年中）
      第20项 结合自身职责（配合，年中）
      第21项 领导班子重视精神文明创建工作（牵头，年中）
      第22项 文明单位创建领导体制和工作机制（配合，年中）
      张三请假，由您代理。
      交材料：把文件发给我，说「提交 1」。

      陈晨，郑院长7月27日（周四）至7月28日（周五）请假，由您代理：期间报给郑院长的事改报给您，请您过问。
      不方便的话，请告诉郑院长。"
    `);
    expect(await zheng.says('收到')).toMatchInlineSnapshot(`
      "好的，记下了。
      请您过问；哪些没交发「谁还没交 1」查看。"
    `);
  });
});

describe('移交', () => {
  it('gives one liaison’s work to another, who hears of everything from then on, also after a restart', async () => {
    const lin = world.person('lin');
    await Promise.all([lin, world.wang].map((person) => person.news()));
    expect(await world.zhou.says('移交 王五 林秀')).toMatchInlineSnapshot(`
      "已移交：王五的联络员工作交给林秀（机关工会）。
      以后的提醒发给林秀，材料由林秀交；以前交的仍记在原来的人名下。
      林秀从此也是自己部门（机关妇委会）的联络员。
      改错了发「取消移交 王五 林秀」。"
    `);
    expect(await newsOf(lin)).toMatch(/^王五的联络员工作移交给您：机关工会，应报 \d+ 件，还没交 \d+ 件（逾期 \d+ 件）/);
    expect(await newsOf(world.wang)).toMatch(/已移交给林秀/);
    await world.restart();
    expect(await lin.says('我的任务')).toMatch(/机关工会/);
    await lin.news();
    await world.at('2023-08-02 09:05');
    expect(await newsOf(lin)).toMatch(/机关工会/);
    expect(await newsOf(world.wang)).toBe('');
    expect(await world.zhou.says('取消移交 王五 林秀')).toMatch(/^已取消移交：联络员工作由林秀交回王五（机关工会）/);
    expect(await lin.says('提交 3')).toMatch(/不是机关妇委会/);
  });

  it.each([
    ['移交 王五 王五', /同一个人/],
    ['移交 陈晨 王五', /陈晨不是联络员/],
    ['移交 孙悟空 王五', /没有叫「孙悟空」的人/],
    ['取消移交 王五 李四', /没有记着/],
  ])('refuses 「%s」', async (words, refusal) => {
    expect(await world.zhou.says(words)).toMatch(refusal);
  });

  it('is taken back in the order in which it was given', async () => {
    await world.zhou.says('移交 王五 林秀');
    await world.zhou.says('移交 林秀 陈晨');
    expect(await world.zhou.says('取消移交 王五 林秀')).toMatch(/请先发「取消移交 林秀 陈晨」/);
    expect(await world.zhou.says('取消移交 林秀 陈晨')).toMatch(/由陈晨交回林秀/);
    expect(await world.zhou.says('取消移交 王五 林秀')).toMatch(/由林秀交回王五/);
    expect(await world.wang.says('移交 王五 李四')).toMatch(/只有管理员/);
    expect(await world.zhou.says('留痕')).toMatch(/取消移交：联络员工作由林秀交回王五/);
  });
});

describe('绑定本群', () => {
  const inRoom = { room: 'union-room' };

  it('says whose room it is, also over the directory file, and unbinds', async () => {
    expect(await world.zhou.says('绑定本群 各支部、院办', inRoom)).toMatch(
      /^已记下：本群是办公室、第一支部、.*第六支部的群（原先是机关工会的）。\n要改回去，发「绑定本群 机关工会」。$/,
    );
    expect(await world.zhou.says('绑定本群 院办和各支部', inRoom)).toMatch(/^本群已经是办公室、第一支部、.*的群，没有改动/);
    await world.restart();
    expect(await world.zhou.says('绑定本群 全院', inRoom)).toMatch(/本群是全院的群（原先是办公室、第一支部、/);
    expect(await world.zhou.says('解绑本群', inRoom)).toMatch(/本群不再是全院的群，恢复为通讯录文件里的机关工会。[\s\S]*「绑定本群 全院」/);
    expect(await world.zhou.says('解绑本群', inRoom)).toMatch(/本群在通讯录文件里登记为机关工会的群/);
  });

  it('is refused in private, for an unknown department, and to others', async () => {
    expect(await world.zhou.says('绑定本群 办公室')).toMatch(/这是单聊/);
    expect(await world.zhou.says('绑定本群', inRoom)).toMatch(/例如「绑定本群 办公室」/);
    expect(await world.zhou.says('绑定本群 财务处', inRoom)).toMatch(/没有查到「财务处」/);
    expect(await zhang.says('绑定本群 办公室', inRoom)).toMatch(/只有管理员/);
  });
});

describe('the directory file', () => {
  it('leaves a trace when it changed between two starts, once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wenming-directory-'));
    const path = join(folder, 'directory.yaml');
    const said = await readFile(new URL('../../config/sandbox.yaml', import.meta.url), 'utf8');
    await writeFile(path, said);
    const office = await createWorld({ env: { DIRECTORY_FILE: path } });
    await office.restart();
    expect(await office.zhou.says('留痕')).toMatch(/还没有操作记录/);
    await writeFile(path, said.replace('name: 陈晨, departments: [office]', 'name: 陈晨, departments: [office], roles: [admin]'));
    await office.restart();
    await office.restart();
    const trail = await office.zhou.says('留痕');
    expect(trail).toMatch(/自动（启动时）　通讯录文件：改动人员陈晨（管理员）/);
    expect(trail).toMatch(/共 1 条/);
    await office.close();
    await rm(folder, { recursive: true });
  });

  it('may drop whoever handed over; when the taker is dropped, the office is told', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wenming-directory-'));
    const path = join(folder, 'directory.yaml');
    const said = await readFile(new URL('../../config/sandbox.yaml', import.meta.url), 'utf8');
    const without = (...ids: string[]): string =>
      said
        .split('\n')
        .filter((line) => !ids.some((id) => line.includes(`{ id: ${id},`)))
        .join('\n');
    await writeFile(path, said);
    const office = await createWorld({ env: { DIRECTORY_FILE: path } });
    await office.zhou.says('移交 王五 林秀');
    await writeFile(path, without('wang'));
    await office.restart();
    expect(await office.person('lin').says('我是谁')).toMatch(/机关妇委会、机关工会，联络员/);
    await office.zhou.news();
    await writeFile(path, without('wang', 'lin'));
    await office.restart();
    await office.settle();
    expect(await newsOf(office.zhou)).toMatch(/林秀已不在通讯录文件里，从王五移交来的联络员工作没有人接/);
    expect(await office.zhou.says('留痕')).toMatch(/移交（王五→林秀）了结：林秀已不在通讯录文件里，移交作废/);
    expect(await office.zhou.says('移交 李四 林秀')).toMatch(/没有叫「林秀」的人/);
    await office.close();
    await rm(folder, { recursive: true });
  });
});
