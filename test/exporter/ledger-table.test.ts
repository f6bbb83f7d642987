import { readXlsx } from 'hucre';
import { expect, it } from 'vitest';
import { sumScore } from '../../src/domain/score/sum-score.ts';
import { writeDocument } from '../../src/exporter/docx/write-document.ts';
import type { Ledger, LedgerCase, LedgerDeliverable, LedgerEvidence, LedgerItem } from '../../src/exporter/ledger/ledger.ts';
import { ledgerTable } from '../../src/exporter/ledger/ledger-table.ts';
import type { PrintedRow } from '../../src/exporter/printed-table.ts';
import { writeWorkbook } from '../../src/exporter/xlsx/write-workbook.ts';
import { readDocx } from '../../src/importer/readers/docx.ts';
import { seedRules } from '../domain/score/seed-rules.ts';
import { collect } from '../helpers/collect.ts';

function piece(about: Partial<LedgerEvidence> = {}): LedgerEvidence {
  const none = {
    title: null,
    url: null,
    body: null,
    keptAt: null,
    caption: null,
    docNumber: null,
    madeOn: null,
    madeOnFrom: null,
    purgedAt: null,
    purgeReason: null,
    size: 1,
    sha256: null,
    place: null,
    sourceDepartment: null,
    pages: null,
    kind: null,
    mime: null,
    chars: null,
  };
  return { id: 'e', safeName: '方案.pdf', form: 'file', originalName: '方案.pdf', version: 1, madeOnConfirmed: 0, ...none, ...about };
}

function due(about: Partial<LedgerDeliverable> = {}): LedgerDeliverable {
  const at = { milestoneId: 'mid', milestoneName: '年中', dueOn: '2023-06-30', supplementary: 0, detached: 0, waiver: null } as const;
  return { state: 'open', awarded: null, ...at, submission: null, returned: '', approval: null, evidence: [], ...about };
}

function handedIn(state: LedgerDeliverable['state'], evidence: LedgerEvidence[], version = 1): LedgerDeliverable {
  return due({ state, submission: { number: 12, version }, evidence });
}

function item(code: string, shares: LedgerItem['shares'], about: Partial<LedgerItem['task']> = {}): LedgerItem {
  const task: LedgerItem['task'] = {
    code,
    text: `（${code}）第${code}件事`,
    points: 3,
    completion: 'all',
    quotas: [],
    source: [{ label: '责任部门', text: '机关工会' }],
    cancelled: 0,
  };
  return {
    category: { id: 'c', name: '政治建设', points: 28, position: 0 },
    section: { id: 's', name: '学习', points: 17 },
    task: { ...task, ...about },
    shares,
  };
}

function ledger(items: LedgerItem[], rules: Awaited<ReturnType<typeof seedRules>> = [], cases: LedgerCase[] = []): Ledger {
  const about = { year: 2023, title: '任务分解表', today: '2023-07-05', ownLabels: ['责任部门'], hasSections: true };
  return { ...about, items, rules, cases, sum: sumScore(rules, cases, 260) };
}

/** Rows as they read: what is merged with the cell above or to the left is 「|」. */
async function rowsOf(of: Ledger): Promise<(string | number)[][]> {
  const rows: PrintedRow[] = [];
  for await (const row of ledgerTable(of).rows) rows.push(row);
  return rows.map(({ cells }) => cells.map((cell) => (typeof cell === 'object' ? '|' : cell)));
}

/** Of every row what stands under these labels. */
async function columnsOf(of: Ledger, ...labels: string[]): Promise<(string | number)[][]> {
  const all = ledgerTable(of).columns.map(({ label }) => label);
  return (await rowsOf(of)).map((row) => labels.map((label) => row[all.indexOf(label)]!));
}

function entered(number: number, about: Partial<LedgerCase> & Pick<LedgerCase, 'adjustmentId'>): LedgerCase {
  const one = {
    planId: 'p',
    rate: null,
    amount: 3,
    pieces: 1,
    doubled: 0,
    happenedOn: '2023-05-08',
    source: `第${number}号`,
    departmentId: null,
  } as const;
  const kept = { enteredBy: 'zhou', enteredAt: '', withdrawnBy: null, withdrawnAt: null, withdrawnReason: null, departmentName: null };
  return { number, ...one, ...kept, ...about };
}

it('stands once beside what each department handed in and owes', async () => {
  const union = [
    handedIn('approved', [piece(), piece({ originalName: '照片.jpg' })]),
    due({ milestoneId: 'end', milestoneName: '年终', dueOn: '2023-11-30' }),
  ];
  const third = item('3', [
    { name: '机关工会', deliverables: union },
    { name: '机关党委', deliverables: [due()] },
  ]);
  expect((await rowsOf(ledger([third, item('4', [])]))).slice(0, 5)).toEqual([
    ['一、政治建设（28分）', '学习（17分）', '（3）第3件事', '机关工会', 3, '机关工会', '年中\n已通过', 'B12 《方案.pdf》', '', 1, 1, ''],
    ['|', '|', '|', '|', '|', '|', '|', 'B12 《照片.jpg》', '', '|', '|', ''],
    ['|', '|', '|', '|', '|', '|', '年终\n未交', '', '', '|', '|', '缺材料，11月30日截止'],
    ['|', '|', '|', '|', '|', '机关党委', '年中\n未交（逾期）', '', '', '|', '|', '缺材料，6月30日截止'],
    ['|', '|', '（4）第4件事', '机关工会', 3, '', '待认领', '', '', 0, 0, '没有责任部门'],
  ]);
});

it('says a category once whose items stand right under it, in a table with sections elsewhere', async () => {
  const bare = (code: string): LedgerItem => ({
    ...item(code, []),
    category: { id: 'd', name: '创建活动', points: 10, position: 1 },
    section: { id: 't', name: '创建活动', points: null },
  });
  expect((await columnsOf(ledger([item('1', []), bare('2'), bare('3')]), '考评项目', '考评内容')).slice(0, 3)).toEqual([
    ['一、政治建设（28分）', '学习（17分）'],
    ['二、创建活动（10分）', ''],
    ['|', '|'],
  ]);
});

it('says why something is missing, or need not be there', async () => {
  const shares = [
    due({ milestoneName: null, dueOn: null, milestoneId: null }),
    due({ supplementary: 1, dueOn: '2023-03-31' }),
    { ...handedIn('returned', []), returned: '数量不足，请补两次' },
    due({ state: 'waived', waiver: 'not-ours' }),
    due({ state: 'waived', waiver: 'any' }),
    due({ detached: 1 }),
  ].map((one, index) => ({ name: `第${index + 1}支部`, deliverables: [one] }));
  const of = ledger([item('3', [...shares, { name: '地质工会', deliverables: [] }])]);
  expect((await columnsOf(of, '报送部门', '完成状态', '备注')).slice(0, 7)).toEqual([
    ['第1支部', '未交', '缺材料，未定截止日'],
    ['第2支部', '年中\n未交', '缺材料，补报'],
    ['第3支部', '年中\n补正（逾期）', '需补正，6月30日截止；数量不足，请补两次'],
    ['第4支部', '年中\n免报', '不属于本部门'],
    ['第5支部', '年中\n免报', '其他部门已完成，一家完成即可'],
    ['第6支部', '年中\n未交', '时间节点已删除，不计入'],
    ['地质工会', '待认领', '名称未对应到部门'],
  ]);
});

it('says what a department has handed in too little of', async () => {
  const quotas = [
    { raw: '照片不少于3张', n: 3, unit: '张', per: 'year' },
    { raw: '每季度不少于1次', n: 1, unit: '次', per: 'quarter' },
  ] as const;
  const photo = piece({ originalName: '照片.jpg', mime: 'image/jpeg', madeOn: '2023-04-20' });
  const source = [
    { label: '责任部门', text: '机关工会' },
    { label: '需提供材料', text: '方案、总结' },
  ];
  const shares = [
    {
      name: '机关工会',
      deliverables: [handedIn('approved', [piece({ kind: '方案' }), photo]), due({ milestoneId: 'end', milestoneName: '年终' })],
    },
    { name: '机关党委', deliverables: [due()] },
  ];
  expect((await columnsOf(ledger([item('3', shares, { quotas: [...quotas], source })]), '报送部门', '备注')).slice(0, 4)).toEqual([
    ['机关工会', '清单还缺：总结、照片 2 张、每季度不少于1次（一季度、三季度）'],
    ['|', ''],
    ['|', '缺材料，6月30日截止'],
    ['机关党委', '缺材料，6月30日截止'],
  ]);
});

it('names every piece of evidence for what it is', async () => {
  const pieces = [
    piece({ id: 'a', docNumber: '院发〔2023〕8号', caption: '二楼阅览室', madeOn: '2023-04-20', madeOnConfirmed: 1 }),
    piece({ form: 'link', title: '读书会报道', url: 'https://example.cn/1', madeOn: '2022-12-01' }),
    piece({ id: 'b', originalName: '总结.pdf' }),
    piece({ id: 'c', originalName: '总结（补）.pdf', version: 2 }),
    piece({ form: 'text', body: '开展'.repeat(40), version: 2 }),
    piece({ form: 'register', title: '会议纪要', keptAt: '档案室', version: 2 }),
    piece({ purgedAt: '2023-06-01T00:00:00Z', purgeReason: '误传', version: 2 }),
  ];
  const of = ledger([item('3', [{ name: '机关工会', deliverables: [handedIn('submitted', pieces, 2)] }])]);
  expect((await columnsOf(of, '佐证材料', '形成日期', '备注')).slice(0, 7)).toEqual([
    ['B12 《方案.pdf》 院发〔2023〕8号 （二楼阅览室）', '4月20日', '待审核'],
    ['B12 《读书会报道》https://example.cn/1', '2022年12月1日（未确认）', ''],
    ['B12 《总结.pdf》', '', '补正时已换下'],
    ['B12 《总结（补）.pdf》', '', ''],
    [`B12 文字：${'开展'.repeat(30)}…`, '', ''],
    ['B12 登记：《会议纪要》，存放：档案室', '', ''],
    ['B12 《方案.pdf》', '', '文件已清除：误传'],
  ]);
});

it('shows what was handed in for a cancelled item, and gives no points for it', async () => {
  const share = { name: '机关工会', deliverables: [handedIn('approved', [piece()])] };
  const of = ledger([item('3', [share], { cancelled: 1 }), item('5', [share], { points: null })]);
  expect((await columnsOf(of, '自评得分', '审核得分', '备注')).slice(0, 2)).toEqual([
    ['', '', '本项已取消，不计分'],
    ['', '', ''],
  ]);
  const numbered = item('3（已取消）', [share], { cancelled: 1, text: '开展理论学习' });
  expect((await columnsOf(ledger([numbered]), '考评标准'))[0]).toEqual(['（3）开展理论学习']);
  expect((await rowsOf(of)).at(-1)![0]).toBe('合计（审核）：0 ＋ 加分 0 － 扣分 0 ＝ 0 分');
});

it('ends with what was added and taken off, the caps that bit, and the sum', async () => {
  const rules = await seedRules();
  const special = rules.find(({ name }) => name === '特色创建')!.id;
  const falseEntry = rules.find(({ text }) => text.includes('虚假信息'))!.id;
  const cases = [
    ...[1, 2, 3, 4].map((number) => entered(number, { adjustmentId: special })),
    entered(5, { adjustmentId: falseEntry, amount: 5, departmentName: '机关工会' }),
    entered(6, { adjustmentId: falseEntry, withdrawnAt: '2023-06-01T00:00:00Z' }),
  ];
  const share = { name: '机关工会', deliverables: [handedIn('approved', [piece()])] };
  const of = ledger([item('3', [share])], rules, cases);
  const rows = await columnsOf(of, '考评项目', '分值', '报送部门', '佐证材料', '自评得分', '审核得分', '备注');
  expect(rows.filter(([, , , source]) => String(source).startsWith('J'))).toEqual([
    ['|', '最多10', '本单位', 'J1 第1号', 3, 10, '（计算为 12 分，最多 10 分）'],
    ['|', '|', '本单位', 'J2 第2号', 3, '|', ''],
    ['|', '|', '本单位', 'J3 第3号', 3, '|', ''],
    ['|', '|', '本单位', 'J4 第4号', 3, '|', ''],
    ['|', '', '机关工会', 'J5 第5号', 5, 5, ''],
  ]);
  expect(rows.map(([first]) => first).filter((first) => /合计|应得|J5/.test(String(first)))).toEqual([
    '加分项目合计 10 分',
    '扣分项目合计 5 分',
    '考评项目：应得 3 分，自评（已报送）3 分，审核通过 3 分',
    '合计（审核）：3 ＋ 加分 10 － 扣分 5 ＝ 8 分',
    '取消晋级资格：J5',
  ]);
});

it('keeps hostile words in any place as words, in Excel and in Word', async () => {
  const bad = '=HYPERLINK("http://x","<b>&点</b>")\u0000\uD800';
  const kept = '=HYPERLINK("http://x","<b>&点</b>")\uFFFD';
  const hostile = piece({ originalName: bad, docNumber: bad, caption: bad, purgedAt: '2023-06-01T00:00:00Z', purgeReason: bad });
  const one = { ...item(bad, [{ name: bad, deliverables: [{ ...handedIn('submitted', [hostile]), milestoneName: bad }] }]) };
  const of = (): Ledger => ({
    ...ledger([{ ...one, category: { ...one.category, name: bad }, section: { ...one.section, name: `学习${bad}` } }]),
    title: bad,
  });
  const [sheet] = (await readXlsx(await collect((to) => writeWorkbook(ledgerTable(of()), to)))).sheets;
  const cells = sheet!.rows.flat().filter((cell) => String(cell).includes('HYPERLINK'));
  expect(cells.length).toBeGreaterThan(7);
  for (const cell of cells) expect(String(cell)).toContain(kept);
  expect([...(sheet!.cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual([]);
  const { tables } = await readDocx(await writeDocument(ledgerTable(of())));
  const words = tables[0]!.rows.flat().flatMap(({ lines }) => lines);
  expect(words.filter((line) => line.includes(kept))).toHaveLength(7);
});

it('asks for Excel where Word would have to hold too much', async () => {
  const shares = Array.from({ length: 2_100 }, (_, n) => ({ name: `第${n}支部`, deliverables: [due()] }));
  await expect(writeDocument(ledgerTable(ledger([item('3', shares)])))).rejects.toMatchObject({ code: 'too-long-for-word' });
});
