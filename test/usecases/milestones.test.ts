import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findMember } from '../../src/db/directory.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { readPlanHere } from '../../src/importer/read-plan-here.ts';
import { adoptMilestones } from '../../src/usecases/adopt-milestones.ts';
import { deleteMilestone } from '../../src/usecases/delete-milestone.ts';
import { inTransaction } from '../../src/usecases/in-transaction.ts';
import { publishPlanFile } from '../../src/usecases/import-file.ts';
import { requestExtension } from '../../src/usecases/request-extension.ts';
import { setMilestones } from '../../src/usecases/set-milestones.ts';
import { showMilestones } from '../../src/usecases/show-milestones.ts';
import { createOffice, type Office } from '../helpers/office.ts';

const actor = { id: 'zhou', source: 'sandbox' };
const bytes = await readFile(new URL('../data/task-table-2023.docx', import.meta.url));
/** Shares of items that somebody has: 112 places without a date, or for each checkpoint. */
const SHARES = 112;

let office: Office;

async function set(title: string, days: string[], code?: string): Promise<string> {
  const view = await inTransaction(office.deps, (tx) => setMilestones(tx, { year: undefined, code, stages: [{ title, days }], actor }));
  return office.deps.render('milestones-set', view).text;
}

async function remove(title: string, code?: string): Promise<string> {
  const view = await inTransaction(office.deps, (tx) => deleteMilestone(tx, { year: undefined, code, title, actor }));
  return office.deps.render('milestone-deleted', view).text;
}

async function adopt(): Promise<string> {
  const view = await inTransaction(office.deps, (tx) => adoptMilestones(tx, { year: undefined, actor }));
  return office.deps.render('milestones-adopted', view).text;
}

async function show(code?: string, maySet = true, words = ''): Promise<string> {
  return office.deps.render('milestones', { ...(await showMilestones(office.deps, { year: undefined, code, words })), maySet }).text;
}

async function refusal(run: Promise<unknown>): Promise<string> {
  const error = await run.catch((thrown: unknown) => thrown);
  if (!(error instanceof DomainError)) throw new Error(`not refused: ${String(error)}`);
  return office.deps.render(`refusals/${error.code}`, error.details).text;
}

function live() {
  return office.deps.db.selectFrom('deliverables').selectAll().where('detached', '=', 0).execute();
}

describe('时间节点', () => {
  beforeAll(async () => {
    office = await createOffice();
    const draft = await readPlanHere({ kind: 'file', name: 'a.docx', bytes });
    await publishPlanFile(office.deps, 'a.docx', draft, () => {});
  });
  afterAll(() => office.close());

  it('none yet: the proposals', async () => {
    expect(await live()).toHaveLength(SHARES);
    expect(await show()).toMatchInlineSnapshot(`
      "2023年度还没有时间节点。
      建议：年中 6月30日（周五）、三季度 9月28日（周四）、年终 11月30日（周四）。
      发「采用默认节点」全部采用，或自己定，例如「时间节点 年中 6-30」。"
    `);
    expect(await show('3', false)).toMatchInlineSnapshot(`
      "第3项 全民阅读进机关活动，还没有时间节点。
      看本部门要交的发「我的任务」。"
    `);
  });

  it('年中 for all items', async () => {
    expect(await set('年中', ['6-30'])).toMatchInlineSnapshot(`
      "全部任务的时间节点已设定，现在是：
      ● 年中　6月30日（周五）　新设
      应报事项现有 112 件，改期 112 件。
      要改回来，发「时间节点 删除 年中」。"
    `);
    expect(await live()).toHaveLength(SHARES);
    expect(await set('年中', ['6-30'])).toContain('没有变化');
  });

  it('moved to a day off: accepted, with the working day before', async () => {
    const audits = await office.deps.db.selectFrom('auditEntries').select('n').execute();
    expect(await set('年中', ['7-1'])).toMatchInlineSnapshot(`
      "全部任务的时间节点已设定，现在是：
      ● 年中　7月1日（周六）　原为 6月30日（周五）
      应报事项现有 112 件，改期 112 件。
      「年中」7月1日（周六）不是工作日，前一个工作日是 6月30日（周五），提醒按那天算。
      要改回来，发「时间节点 年中 6-30」。"
    `);
    expect(await office.deps.db.selectFrom('auditEntries').select('n').execute()).toHaveLength(audits.length + 1);
    const dates = new Set((await live()).map(({ dueOn, nextReminderAt, ladderFrom }) => `${dueOn} ${nextReminderAt === ladderFrom}`));
    expect([...dates]).toEqual(['2023-07-01 true']);
    await set('年中', ['6-30']);
  });

  it('several days for one item get names; one before publication is 补报', async () => {
    expect(await set('', ['9-28', '3-31', '12-10', '6-30'], '11')).toMatchInlineSnapshot(`
      "第11项 指导、支持新时代文明实践中心（所…的时间节点已设定，现在是：
      ● 第1次　3月31日（周五）　补报　新设
      ● 第2次　6月30日（周五）　新设
      ● 第3次　9月28日（周四）　新设
      ● 第4次　12月10日（周日）　新设
      应报事项现有 121 件，新增 9 件，改期 3 件。
      「第4次」12月10日（周日）不是工作日，前一个工作日是 12月8日（周五），提醒按那天算。
      补报：日期在任务下发之前，不提醒，也不算逾期。
      要改回来，发「时间节点 删除 第11项」。"
    `);
    const late = (await live()).filter(({ supplementary }) => supplementary === 1);
    expect(new Set(late.map(({ dueOn }) => dueOn))).toEqual(new Set(['2023-03-31']));
    expect(await show('11')).toContain('第11项 指导');
    expect(await set('', ['6-30', '11-30'], '11')).toContain('原来的「第3次」「第4次」不再保留。');
    expect(await set('年终', ['11-30'])).toContain('第11项另有自己的节点，不受影响。');
  });

  it('the list names what items have of their own', async () => {
    expect(await show()).toMatchInlineSnapshot(`
      "2023年度全部任务的时间节点：
      ● 年中　6月30日（周五）
      ● 年终　11月30日（周四）
      第11项另定：第1次 6月30日（周五）、第2次 11月30日（周四）
      要改发「时间节点 年中 6-30」，要删发「时间节点 删除 年中」。"
    `);
  });

  it('删除 gives back the words that set it', async () => {
    expect(await remove('年终')).toMatchInlineSnapshot(`
      "已删除时间节点：年终。
      全部任务现在的节点：
      ● 年中　6月30日（周五）
      应报事项现有 115 件，取消 109 件。
      要恢复，发「时间节点 年终 11-30」。"
    `);
    expect(await remove('', '11')).toMatchInlineSnapshot(`
      "已删除第11项的时间节点：第1次、第2次。
      第11项改按全部任务的节点：
      ● 年中　6月30日（周五）
      应报事项现有 112 件，改期 3 件，取消 3 件。
      要恢复，发「时间节点 第11项 第1次 6-30 第2次 11-30」。"
    `);
  });

  it('采用默认节点, twice', async () => {
    expect(await adopt()).toMatchInlineSnapshot(`
      "已采用默认节点，全部任务的时间节点现在是：
      ● 年中　6月30日（周五）
      ● 三季度　9月28日（周四）　新设
      ● 年终　11月30日（周四）　新设
      应报事项现有 336 件，新增 224 件。
      「三季度」本来是 9月30日（周六），遇休息日提前到 9月28日（周四）。
      要改某一个，发「时间节点 年中 6-15」；不要了发「时间节点 删除 年中」。"
    `);
    expect(await adopt()).toMatch(/^默认节点已经在用，没有变化/);
    expect(await live()).toHaveLength(3 * SHARES);
  });

  it('what was handed in survives its checkpoint', async () => {
    const [first] = (await live()).filter(({ dueOn }) => dueOn === '2023-06-30');
    await office.deps.db.updateTable('deliverables').set({ state: 'approved' }).where('id', '=', first!.id).execute();
    expect(await remove('年中')).toContain('已经交过材料的 1 件保留，不再计入');
    const kept = await office.deps.db.selectFrom('deliverables').selectAll().where('id', '=', first!.id).executeTakeFirst();
    expect(kept).toMatchObject({ detached: 1, milestoneId: null, state: 'approved' });
    await set('年中', ['6-28']);
    const back = await office.deps.db.selectFrom('deliverables').selectAll().where('id', '=', first!.id).executeTakeFirst();
    expect(back).toMatchObject({ detached: 0, state: 'approved' });
    expect(await live()).toHaveLength(3 * SHARES);
  });

  it('refuses what cannot be', async () => {
    expect(await refusal(set('年中', ['2-30']))).toMatch(/^没有设定：没有「2-30」这一天。/);
    expect(await refusal(set('年中', []))).toContain('还缺日期');
    expect(await refusal(set('一'.repeat(21), ['6-30']))).toContain('太长');
    expect(await refusal(set('', ['6-30'], '99'))).toContain('99');
    expect(await refusal(remove('年初'))).toContain('现有：年中、三季度、年终');
    expect(await refusal(remove('', '3'))).toMatch(/^没有删除：第3项没有自己的时间节点。/);
  });

  it('the list names all that have their own, and shows later days that were granted', async () => {
    for (let code = 1; code <= 13; code++) await set('自查', ['10-27'], String(code));
    expect(await show()).toContain('\n另有 3 处自己定了节点：第11项、第12项、第13项；发「时间节点 第11项」这样查看。\n');
    for (let code = 1; code <= 13; code++) await remove('', String(code));

    const asker = (await findMember(office.deps.db, 'zhou'))!;
    const grant = (code: string, about: string, day: string) =>
      requestExtension(office.deps, {
        asker,
        source: { channel: 'sandbox', accountId: 'zhou', inboundId: code },
        actor,
        year: undefined,
        code,
        about,
        day,
        reason: '',
      });
    await grant('3', '机关工会 年中', '7-10');
    await grant('10', '机关工会 年终', '12-8');
    const granted = '\n同意延期的：第3项机关工会 年中到 7月10日（周一）';
    expect(await show()).toContain(`${granted}、第10项机关工会 年终到 12月8日（周五）。\n`);
    expect(await show('3')).toContain(`${granted}。\n`);
    expect(await show('3', true, '机关工会')).toContain(`${granted}。\n`);
    expect(await show('3', true, '机关党委')).not.toContain('延期');
    expect(await show('11')).not.toContain('延期');
  });
});
