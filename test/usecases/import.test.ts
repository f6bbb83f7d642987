import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandboxChannel } from '../../src/channels/sandbox/index.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { ChannelError } from '../../src/ports/channel.ts';
import type { Actor } from '../../src/usecases/audit.ts';
import { cancelImport } from '../../src/usecases/cancel-import.ts';
import { claimLabel } from '../../src/usecases/claim-label.ts';
import { confirmImport } from '../../src/usecases/confirm-import.ts';
import { inTransaction } from '../../src/usecases/in-transaction.ts';
import { readImport } from '../../src/usecases/read-import.ts';
import { setAlias, unsetAlias } from '../../src/usecases/set-alias.ts';
import { mayBeTable, startImport } from '../../src/usecases/start-import.ts';
import { createOffice, type Office } from '../helpers/office.ts';

const zhou: Actor = { id: 'zhou', source: 'sandbox' };
const notice = await readFile(new URL('../data/notice-2023.txt', import.meta.url), 'utf8');
const table = { name: '任务分解表.docx', bytes: await readFile(new URL('../data/task-table-2023.docx', import.meta.url)) };

let office: Office;
beforeEach(async () => {
  office = await createOffice();
});
afterEach(() => office.close());

/** Sends a table and runs the job that reads it; returns the answer to that message. */
async function send(memberId: string, what: { file?: typeof table; text?: string; explicit?: boolean }): Promise<string> {
  const { file, text = '', explicit = true } = what;
  const received = await office.receive(memberId, explicit ? '导入' : '', file === undefined ? [] : [file]);
  const state = await startImport(office.deps, { ...received, text, explicit });
  if (state === 'awaiting') return state;
  await readImport(office.deps, lastImport());
  return (await office.told(memberId)).at(-1)!.text;
}

function lastImport(): { importId: string } {
  return office.jobs.findLast(({ name }) => name === 'read-import')!.data as { importId: string };
}

async function confirm(memberId = 'zhou', year?: number) {
  const { sender } = await office.receive(memberId, '确认导入');
  return inTransaction(office.deps, (tx) => confirmImport(tx, { sender, year, actor: { ...zhou, id: memberId } }));
}

async function count(from: 'plans' | 'tasks' | 'assignments' | 'deliverables' | 'adjustments' | 'auditEntries'): Promise<number> {
  const { n } = await office.deps.db
    .selectFrom(from)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

async function refusal(run: Promise<unknown>): Promise<string> {
  const error = await run.catch((thrown: unknown) => thrown);
  if (!(error instanceof DomainError)) throw new Error(`not refused: ${JSON.stringify(error)}`);
  return office.deps.render(`refusals/${error.code}`, error.details).text;
}

/** The same table with other words in one item. */
function otherTable(change: (text: string) => string): { text: string } {
  return { text: change(notice) };
}

describe('导入', () => {
  it('shows what was read and changes nothing until 确认导入', async () => {
    const preview = await send('zhou', { file: table });
    expect(preview).toMatchInlineSnapshot(`
      "读好了：2023年度院机关文明创建任务分解表（暂定稿）
      ● 22 项，6 个项目，合计 100 分（28＋22＋14＋16＋10＋10，与表中一致）
      ● 13 个责任部门；「机关各支部」含 6 个支部，「机关各部门」含 10 个部门
      ● 加分 2 类（最多 20 分，其中一类最多 10 分），扣分 7 条
      需要您看一眼：
      1. 第15项「地质工会」不在通讯录，是「机关工会」吗？是就发「地质工会=机关工会」，不是就先待认领
      2. 表里没有具体截止日期，导入后请用「时间节点」设定
      ● 还没有联络员：机关妇委会；导入后不会单独通知到，请您转告
      现在还没有生效。发「确认导入」生效，「取消」放弃；看某一项发「第1项」。"
    `);
    expect((await office.told('zhou')).at(-1)!.actions.map(({ command }) => command)).toEqual(['确认导入', '取消']);
    expect(await count('plans')).toBe(0);
  });

  it('publishes everything at once', async () => {
    await send('zhou', { file: table });
    const outcome = await confirm();
    expect(office.deps.render('import-confirmed', outcome)).toMatchInlineSnapshot(`
      {
        "actions": [
          {
            "command": "采用默认节点",
            "label": "采用默认节点",
          },
        ],
        "files": [],
        "text": "已生效：22 项任务分到 10 个部门和 6 个支部，1 个部门待认领（地质工会）。
      待认领的先不计应报，发「地质工会=部门名称」认领：地质工会（第15项）。
      已通知各部门联络员；眼下没有联络员，请您转告：机关妇委会（第18、19、20、22项）。
      建议的时间节点：年中 6月30日（周五）、三季度 9月28日（周四）、年终 11月30日（周四）。
      发「采用默认节点」全部采用，或自己定，例如「时间节点 年中 6-30」。",
        "title": "已生效：22 项任务分到 10 个部门和 6 个支部，1 个部门待认领（地质工…",
      }
    `);
    expect(await count('tasks')).toBe(22);
    expect(await count('adjustments')).toBe(9);
    const { db } = office.deps;
    const unclaimed = await db.selectFrom('assignments').select('label').where('departmentId', 'is', null).execute();
    expect(unclaimed).toEqual([{ label: '地质工会' }]);
    // One without a date for each share that somebody has.
    expect(await count('deliverables')).toBe((await count('assignments')) - 1);
    const shares = await db
      .selectFrom('assignments')
      .innerJoin('tasks', 'tasks.id', 'assignments.taskId')
      .select(['departmentId', 'role', 'collective', 'label'])
      .where('code', '=', '20')
      .orderBy('assignments.position')
      .execute();
    expect(shares[0]).toEqual({ departmentId: 'party', role: 'lead', collective: 0, label: '机关党委' });
    expect(shares).toHaveLength(10);
    expect(shares.find(({ departmentId }) => departmentId === 'discipline')).toMatchObject({ label: '机关纪委', collective: 0 });
  });

  it('tells each liaison once, over several departments too, and the office who has none', async () => {
    await send('zhou', { file: table });
    const outcome = await confirm();
    expect((await office.told('zhang')).map(({ text }) => text)).toMatchInlineSnapshot(`
      [
        "张三，2023年度文明创建任务已下发，办公室牵头 5 项、配合 5 项：
      第1项 党组（党委）会议“第一议题”制度…（牵头，7分）
      第10项 弘扬科学精神（牵头，5分）
      第14项 法治宣传和普法教育（牵头，4分）
      第16项 安全生产和消防工作（牵头，5分）
      第21项 领导班子重视精神文明创建工作（牵头，5分）
      第2项 学习贯彻习近平新时代中国特色社会…（配合，7分）
      第6项 意识形态工作责任制和网络意识形态…（配合，4分）
      第19项 职工业务能力和综合素质培训（配合，5分）
      第20项 结合自身职责（配合，5分）
      第22项 文明单位创建领导体制和工作机制（配合，5分）
      看某一项发「第1项」。交材料：把文件发给我，说「提交 1」。",
      ]
    `);
    expect((await office.told('zhao')).map(({ text }) => text)).toMatchInlineSnapshot(`
      [
        "赵六，2023年度文明创建任务已下发，机关党委牵头 8 项、配合 7 项；第一支部配合 7 项：
      第2项 学习贯彻习近平新时代中国特色社会…（机关党委牵头，第一支部配合，7分）
      第3项 全民阅读进机关活动（机关党委牵头，3分）
      第4项 《中共中央关于加强党的政治建设的…（机关党委牵头，第一支部配合，4分）
      第7项 《关于新时代加强和改进思想政治工…（机关党委牵头，3分）
      第12项 严肃党内政治生活（机关党委牵头，第一支部配合，5分）
      第18项 发挥工青妇组织桥梁纽带作用（机关党委牵头，5分）
      第20项 结合自身职责（机关党委牵头，5分）
      第22项 文明单位创建领导体制和工作机制（机关党委牵头，5分）
      第1项 党组（党委）会议“第一议题”制度…（机关党委配合，7分）
      第5项 以“学用新思想奋进新征程”为主题…（机关党委配合，3分）
      ……共 17 项，全部请发「我的任务」。
      看某一项发「第2项」。交材料：把文件发给我，说「提交 2」。",
      ]
    `);
    expect(await office.told('zheng')).toEqual([]);
    expect(outcome).toMatchObject({ untold: [{ name: '机关妇委会' }] });
  });

  it('is confirmed once', async () => {
    expect(await refusal(confirm())).toMatch(/^没有等您确认的导入。/);
    await send('zhou', { file: table });
    await confirm();
    expect(await refusal(confirm())).toMatch(/^没有等您确认的导入：2023年度的任务分解表已经生效。/);
    expect(await count('plans')).toBe(1);
    expect(await office.told('zhang')).toHaveLength(1);
  });

  it('the same table again says that nothing changed, also after a department was settled', async () => {
    await send('zhou', { file: table });
    await confirm();
    await inTransaction(office.deps, (tx) => claimLabel(tx, '地质工会', 'union', zhou));
    const shares = await count('assignments');
    expect(await send('zhou', { text: notice })).toContain('与这份一致');
    expect(await confirm()).toEqual({ kind: 'unchanged', year: 2023, ofYear: '' });
    expect(await count('assignments')).toBe(shares);
  });

  it('another table for the same year takes its place, and the items keep their rows', async () => {
    await send('zhou', { file: table });
    await confirm();
    const before = await listTaskIds();
    const other = otherTable((text) => text.replace('全民阅读进机关活动', '全民阅读进机关、进支部活动'));
    const preview = await send('zhou', other);
    expect(preview).toContain('● 不变 21 项\n● 有变化 1 项：第3项 文字有改动\n');
    expect((await office.told('zhou')).at(-1)!.actions.map(({ command }) => command)).toEqual(['确认导入', '取消']);
    expect(await confirm()).toMatchObject({ kind: 'replaced', year: 2023 });
    expect(await listTaskIds()).toEqual(before);
    expect(await count('plans')).toBe(1);
  });

  it('two admins do not overwrite each other: what the other did is shown first', async () => {
    await office.deps.db.insertInto('memberRoles').values({ memberId: 'li', role: 'admin' }).execute();
    await send('zhou', { file: table });
    await send(
      'li',
      otherTable((text) => text.replace('全民阅读进机关活动', '全民阅读活动')),
    );
    await confirm('li');
    const outdated = await confirm('zhou');
    expect(office.deps.render('import-outdated', outdated).text).toMatch(/^还没有生效：您看过以后[\s\S]*有变化 1 项：第3项 文字有改动/);
    expect((await office.told('zhou')).at(-1)!.text).toMatch(/^2023年度任务分解表已生效/);
    expect(await textOf('3')).toContain('全民阅读活动');
    expect(await confirm('zhou')).toMatchObject({ kind: 'replaced' });
    expect(await textOf('3')).toContain('全民阅读进机关活动');
  });

  it('a year the table does not say is asked for, and never overruled', async () => {
    const undated = otherTable((text) => text.replace(/202\d\s*年度?/g, '本年度'));
    expect(await send('zhou', undated)).toContain('「2023年 确认导入」');
    expect(await refusal(confirm())).toContain('没有写明是哪一年');
    expect(await confirm('zhou', 2024)).toMatchObject({ year: 2024 });
    await send('zhou', { file: table });
    expect(await refusal(confirm('zhou', 2022))).toContain('表里写的是 2023年度，不是 2022 年');
  });

  it('the newest preview counts, whichever was read first', async () => {
    const older = await office.receive('zhou', '', [table]);
    await startImport(office.deps, { ...older, text: '', explicit: false });
    const olderJob = lastImport();
    await send(
      'zhou',
      otherTable((text) => text.replace('全民阅读进机关活动', '全民阅读活动')),
    );
    await readImport(office.deps, olderJob);
    expect((await office.told('zhou')).at(-1)!.text).toMatch(/^《2023年度院机关文明创建任务分解表（暂定稿）》读好了，但您后来又发了一份/);
    await confirm();
    expect(await textOf('3')).toContain('全民阅读活动');
  });

  it('a job that runs twice answers once', async () => {
    await send('zhou', { file: table });
    const told = await office.told('zhou');
    await readImport(office.deps, lastImport());
    expect(await office.told('zhou')).toEqual(told);
  });

  it('确认导入 waits for the reading', async () => {
    const received = await office.receive('zhou', '', [table]);
    await startImport(office.deps, { ...received, text: '', explicit: false });
    expect(await refusal(confirm())).toMatch(/^《任务分解表.docx》还在读/);
  });

  it('取消 drops it, also while it is being read, and the table is answered all the same', async () => {
    await send('zhou', { file: table });
    const received = await office.receive('zhou', '', [table]);
    await startImport(office.deps, { ...received, text: '', explicit: false });
    const { titles } = await cancelImport(office.deps, received.sender);
    expect(titles).toEqual(['2023年度院机关文明创建任务分解表（暂定稿）', '任务分解表.docx']);
    await readImport(office.deps, lastImport());
    expect((await office.told('zhou')).at(-1)!.text).toMatch(/^已放弃导入《任务分解表.docx》/);
    expect(await refusal(cancelImport(office.deps, received.sender))).toMatch(/^没有可以取消的操作/);
  });

  it('what is no table is refused with the way out', async () => {
    const pdf = { name: '通知.pdf', bytes: Buffer.from('%PDF-1.7\n') };
    expect(await send('zhou', { file: pdf })).toMatch(/^不能从 PDF 导入任务分解表。/);
    const huge = { name: '任务分解表.docx', bytes: Buffer.alloc(21 * 1024 * 1024) };
    expect(await send('zhou', { file: huge })).toMatch(/^这份文件太大/);
    const received = await office.receive('zhou', '导入', [table, pdf]);
    expect(await refusal(startImport(office.deps, { ...received, text: '', explicit: true }))).toMatch(/^一次只能导入一份任务分解表/);
    expect(await count('plans')).toBe(0);
  });

  it('a file that cannot be fetched is tried again, and then asked for again', async () => {
    const received = await office.receive('zhou', '导入', [table]);
    await startImport(office.deps, { ...received, text: '', explicit: true });
    const job = lastImport();
    const away = { permanent: false } as const;
    const channel = { ...createSandboxChannel([]), download: () => Promise.reject(new ChannelError('sandbox', 'away', 'no answer', away)) };
    const deps = { ...office.deps, channels: new Map([['sandbox', channel] as const]) };
    await expect(readImport(deps, job)).rejects.toThrow('no answer');
    await expect(readImport(deps, job)).rejects.toThrow('no answer');
    expect(await office.told('zhou')).toEqual([]);
    await readImport(deps, job);
    expect((await office.told('zhou')).map(({ text }) => text)).toEqual([
      '没有取到文件《任务分解表.docx》，它可能已经过期。\n请把文件重新发一次。',
    ]);
    await readImport(office.deps, job);
    expect(await office.told('zhou')).toHaveLength(1);
  });

  it('a bare 「导入」 waits half an hour for the file', async () => {
    expect(await send('zhou', {})).toBe('awaiting');
    const pdf = await office.receive('zhou', '', [{ name: '通知.pdf', bytes: Buffer.from('%PDF-1.7\n') }]);
    expect(await mayBeTable(office.deps, pdf)).toBe(true);
    await startImport(office.deps, { ...pdf, text: '', explicit: false });
    expect(await office.deps.db.selectFrom('imports').select(['state', 'explicit']).where('state', '=', 'reading').execute()).toEqual([
      { state: 'reading', explicit: 1 },
    ]);
  });
});

describe('a file without a word', () => {
  const photo = { name: '照片.pdf', bytes: Buffer.from('%PDF-1.7\n') };

  it('of an admin is evidence when it is no table', async () => {
    await send('zhou', { file: table });
    await confirm();
    await office.receive('zhou', '');
    const received = await office.receive('zhou', '', [photo]);
    await startImport(office.deps, { ...received, text: '', explicit: false });
    await readImport(office.deps, lastImport());
    const evidence = await office.deps.db.selectFrom('evidence').select(['originalName', 'memberId', 'inboundId']).execute();
    expect(evidence).toEqual([{ originalName: '照片.pdf', memberId: 'zhou', inboundId: received.inbound.id }]);
    await readImport(office.deps, lastImport());
    expect(await office.deps.db.selectFrom('evidence').select('id').execute()).toHaveLength(1);
  });

  it('before the first plan was meant as a table', async () => {
    expect(await send('zhou', { file: photo, explicit: false })).toMatch(/^不能从 PDF 导入任务分解表/);
  });

  it('of anybody else is never a table', async () => {
    expect(await mayBeTable(office.deps, await office.receive('zhang', '', [table]))).toBe(false);
    expect(await mayBeTable(office.deps, await office.receive('zhou', '', [table, photo]))).toBe(false);
  });
});

describe('a name the directory does not know', () => {
  it('is claimed by a department: new shares are owed and told, an old one is merged', async () => {
    await send(
      'zhou',
      otherTable((text) => text.replace('办公室\n机关党委\n机关团委', '地质工会\n机关党委\n机关团委')),
    );
    await confirm();
    const before = await count('deliverables');
    expect(await inTransaction(office.deps, (tx) => claimLabel(tx, ' 地质工会', 'union', zhou))).toEqual({ taskCodes: ['1', '15'] });
    expect(await count('deliverables')).toBe(before + 1);
    const [, told] = await office.told('wang');
    expect(told!.text).toMatchInlineSnapshot(`
      "王五，2023年度新分给您部门的任务，机关工会牵头 1 项：
      第1项 党组（党委）会议“第一议题”制度…（牵头，7分）
      看某一项发「第1项」。交材料：把文件发给我，说「提交 1」。"
    `);
    const shares = await office.deps.db
      .selectFrom('assignments')
      .select(['role', 'departmentId'])
      .where('label', '=', '地质工会')
      .execute();
    expect(shares).toEqual([{ role: 'lead', departmentId: 'union' }]);
    expect(await inTransaction(office.deps, (tx) => claimLabel(tx, '地质工会', 'union', zhou))).toEqual({ taskCodes: [] });
  });

  it('may stand for several departments', async () => {
    await send('zhou', { file: table });
    await confirm();
    const before = await count('deliverables');
    await inTransaction(office.deps, (tx) => claimLabel(tx, '地质工会', 'branches', zhou));
    expect(await count('deliverables')).toBe(before + 6);
  });

  it('stands 待认领 again when it was a mistake, also where the department shares the item by its own name', async () => {
    await send(
      'zhou',
      otherTable((text) => text.replace('地质信息室\n地质工会', '地质工会\n机关工会')),
    );
    await confirm();
    const shares = () => listShares('15');
    const asTheTableSays = await shares();
    expect(asTheTableSays.slice(0, 2)).toEqual(['地质工会 lead 待认领', '机关工会 support union']);
    const before = await count('deliverables');
    await inTransaction(office.deps, (tx) => setAlias(tx, { left: '地质工会', right: '机关工会' }, zhou));
    expect((await shares())[0]).toBe('机关工会 lead union');
    expect(await inTransaction(office.deps, (tx) => unsetAlias(tx, { left: '地质工会', right: '机关工会' }, zhou))).toMatchObject({
      taskCodes: ['15'],
    });
    expect((await shares()).toSorted()).toEqual(asTheTableSays.toSorted());
    expect(await count('deliverables')).toBe(before);
    const audited = await office.deps.db.selectFrom('auditEntries').select('summary').where('action', '=', 'release-label').execute();
    expect(audited).toEqual([{ summary: '第15项的「地质工会」重新待认领' }]);
  });

  it('given before the import leaves the department what is its own', async () => {
    await inTransaction(office.deps, (tx) => setAlias(tx, { left: '地质工会', right: '机关工会' }, zhou));
    await send(
      'zhou',
      otherTable((text) => text.replace('地质信息室\n地质工会', '地质工会\n机关工会')),
    );
    await confirm();
    await inTransaction(office.deps, (tx) => unsetAlias(tx, { left: '地质工会', right: '机关工会' }, zhou));
    expect((await listShares('15')).toSorted().slice(0, 2)).toEqual(['地质工会 lead 待认领', '机关工会 support union']);
  });
});

/** `label role department` of each share of an item. */
async function listShares(code: string): Promise<string[]> {
  const rows = await office.deps.db
    .selectFrom('assignments')
    .innerJoin('tasks', 'tasks.id', 'assignments.taskId')
    .select(['label', 'role', 'departmentId'])
    .where('code', '=', code)
    .orderBy('assignments.position')
    .execute();
  return rows.map(({ label, role, departmentId }) => `${label} ${role} ${departmentId ?? '待认领'}`);
}

async function listTaskIds(): Promise<string[]> {
  const rows = await office.deps.db.selectFrom('tasks').select('id').orderBy('position').execute();
  return rows.map(({ id }) => id);
}

async function textOf(code: string): Promise<string> {
  const { text } = await office.deps.db.selectFrom('tasks').select('text').where('code', '=', code).executeTakeFirstOrThrow();
  return text;
}
