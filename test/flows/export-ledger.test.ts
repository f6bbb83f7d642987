import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx } from 'hucre';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDocx } from '../../src/importer/readers/docx.ts';
import { cli, settingsOf } from '../helpers/cli.ts';
import { printedPages } from '../helpers/libre-office.ts';
import { createPublishedWorld, createWorld, createWorldAfter, file, type World } from '../world.ts';

let world: World;
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wenming-ledger-'));
});

afterEach(async () => {
  await world.close();
  await rm(dir, { recursive: true, force: true });
});

/** A summer of the year: something approved, something waiting, something sent back, the rest owed. */
async function livedYear(): Promise<void> {
  world = await createWorldAfter('a summer for the ledger', tellSummer);
}

async function tellSummer(): Promise<World> {
  const summer = await createPublishedWorld();
  const { wang, li, wu, zhou } = summer;
  const zhao = summer.person('zhao');
  await wang.sends([file('读书会方案.pdf'), file('=cmd|读书会照片 20230420.jpg')], '提交 3');
  await wang.says('完成');
  await wu.says('通过 B1');
  await zhao.sends([file('全民阅读总结.pdf')], '提交 3');
  await zhao.says('完成');
  await li.sends([file('研判报告.pdf')], '提交 6');
  await li.says('完成');
  await wu.says('退回 B3 R7 请补数据');
  await zhou.says('加分 特色创建 省部级 2分 2023-05-08 《湖南日报》推介');
  await summer.at('2023-07-05 10:00');
  return summer;
}

async function exported(name: string, ...more: string[]): Promise<Buffer> {
  const out = join(dir, name);
  expect(await cli(settingsOf(world), 'export', 'ledger', '--out', out, ...more)).toEqual({ code: 0, said: `${out}: written.\n` });
  expect((await stat(out)).mode & 0o777).toBe(0o600);
  return readFile(out);
}

describe('the ledger', () => {
  beforeEach(livedYear);

  it('has the table, who handed in what, what is missing, and what it brings', async () => {
    const [sheet] = (await readXlsx(await exported('台账.xlsx'))).sheets;
    const rows = sheet!.rows.slice(3);
    const labels = sheet!.rows[2]!.map(String);
    const column = (label: string): number => labels.indexOf(label);
    const at = (row: number, label: string): unknown => rows[row]![column(label)];
    const third = rows.findIndex((row) => String(row[column('考评标准')]).startsWith('（3）开展全民阅读'));

    expect(sheet!.rows[0]![0]).toBe('2023年度院机关文明创建任务台账');
    expect(at(0, '考评项目')).toBe('一、突出政治建设深化理论武装（28分）');
    expect(at(third, '责任部门')).toBe('机关党委 机关工会');
    const item = rows.slice(third, third + 3).map((row) => ['报送部门', '完成状态', '佐证材料', '备注'].map((label) => row[column(label)]));
    expect(item).toEqual([
      ['机关党委', '年中\n待审', 'B2 《全民阅读总结.pdf》', '待审核'],
      ['机关工会', '年中\n已通过', 'B1 《读书会方案.pdf》', null],
      [null, null, 'B1 《=cmd|读书会照片 20230420.jpg》', null],
    ]);
    expect([at(third, '分值'), at(third, '自评得分'), at(third, '审核得分')]).toEqual([3, 3, 1.5]);
    expect(rows.find((row) => row[column('完成状态')] === '年中\n补正（逾期）')?.[column('备注')]).toBe(
      '需补正，6月30日截止；说明无措施、数据或成效，请补数据',
    );
    expect(rows.find((row) => row[column('报送部门')] === '地质工会')?.[column('完成状态')]).toBe('待认领');
    expect(rows.filter((row) => row[column('完成状态')] === '年中\n未交（逾期）').length).toBeGreaterThan(50);
    expect(rows.find((row) => String(row[column('佐证材料')]).startsWith('J1'))?.slice(column('报送部门'))).toEqual(
      expect.arrayContaining(['本单位', '计分', 'J1 《湖南日报》推介', '5月8日', 2]),
    );
    expect(rows.at(-1)![0]).toMatch(/^合计（审核）：1\.5 ＋ 加分 2 － 扣分 0 ＝ 3\.5 分$/);
  });

  it('says the same in Word, and both print with their labels on every page', async () => {
    const [workbook, document] = [await exported('台账.xlsx'), await exported('台账.docx')];
    const [printed, written] = await Promise.all([printedPages('l.xlsx', workbook), printedPages('l.docx', document)]);
    for (const pages of [printed, written]) {
      expect(pages.length).toBeGreaterThan(3);
      for (const page of pages) expect(page).toContain('佐证材料');
      expect(pages.at(-1)).toContain('3.5 分');
    }
    const words = (pages: readonly string[]): string[] =>
      pages
        .join('')
        .match(/[BJ]\d+/g)!
        .toSorted();
    expect(words(written)).toEqual(words(printed));
    const { tables } = await readDocx(document);
    expect(tables[0]!.rows.length).toBeGreaterThan(80);
  });
});

it('has one column of points where the table had one itself', async () => {
  world = await createWorld({ now: '2023-06-12 09:30' });
  const bytes = Buffer.from('序号,工作内容,分值,责任部门,完成时限\n1,开展学习，有方案。,3,办公室,6月30日前\n');
  await world.zhou.sends({ name: '2023年.csv', bytes }, '导入');
  await world.zhou.says('确认导入');
  const [sheet] = (await readXlsx(await exported('台账.xlsx'))).sheets;
  expect(sheet!.rows[2]!.filter((label) => label === '分值')).toHaveLength(1);
});

it('has no second column of headings where the table has one', async () => {
  world = await createWorld({ now: '2023-06-12 09:30' });
  const rows = ['考评项目,序号,工作内容,分值,责任部门', '政治建设,1,开展学习，有方案。,3,办公室', '思想建设,2,开展宣讲。,2,机关工会'];
  await world.zhou.sends({ name: '2023年.csv', bytes: Buffer.from(`${rows.join('\n')}\n`) }, '导入');
  await world.zhou.says('确认导入');
  const [sheet] = (await readXlsx(await exported('台账.xlsx'))).sheets;
  expect(sheet!.rows[2]!.slice(0, 2)).toEqual(['考评项目', '考评标准']);
  expect(sheet!.rows.flat().filter((cell) => String(cell).includes('政治建设'))).toHaveLength(1);
});

it('is of the year that is named, and refused where there is none', async () => {
  world = await createPublishedWorld();
  expect(await cli(settingsOf(world), 'export', 'ledger', '--out', join(dir, 'a.xlsx'), '--year', '2021')).toMatchObject({
    code: 1,
    said: expect.stringContaining('没有 2021 年度的任务分解表'),
  });
  expect(await readdir(dir)).toEqual([]);
  await exported('b.xlsx', '--year', '2023');
});

it('writes over nothing, and says what forms there are', async () => {
  world = await createWorld();
  const out = join(dir, 'ledger.xlsx');
  await writeFile(out, 'yesterday');
  const say = async (...args: string[]) => (await cli(settingsOf(world), 'export', ...args)).said;
  expect(await say('ledger', '--out', out)).toContain('is there already');
  expect(await readFile(out, 'utf8')).toBe('yesterday');
  expect(await say('ledger', '--out', join(dir, 'ledger.pdf'))).toContain('must end with .xlsx or .docx');
  expect(await say('everything', '--out', out)).toContain('ledger, archive or trail');
  expect(await readdir(dir)).toEqual(['ledger.xlsx']);
});
