import { describe, expect, test } from 'vitest';
import type { TaskDraft } from '../../src/domain/plan-draft.ts';
import { readDeadlines } from '../../src/importer/interpret/deadlines.ts';
import { readHeading } from '../../src/importer/interpret/heading.ts';
import { interpret } from '../../src/importer/interpret/interpret.ts';
import { readItemCode } from '../../src/importer/interpret/item-code.ts';
import { readItemPoints } from '../../src/importer/interpret/item-points.ts';
import { readOwners } from '../../src/importer/interpret/owners.ts';
import { readQuotas } from '../../src/importer/interpret/quota.ts';
import { grid, HEADER } from './documents.ts';

const read = (rows: string[][], before?: string[], name = '') => interpret(grid(rows, before), name, null);
const owners = (tasks: Pick<TaskDraft, 'departments'>[]) =>
  tasks.map(({ departments }) => departments.map(({ name, role }) => `${name} ${role}`).join('，'));

describe('columns', () => {
  test('are found by meaning, wherever they stand', () => {
    const draft = read([
      ['填表说明', '', '', '', '', ''],
      ['责任\n单位', '完成时限', '序号', '分  值', '测评内容', '备注'],
      ['办公室', '6月30日前', '1', '３', '开展学习', ''],
      ['工会', '每季度', '2', '2.5', '组织活动', '无'],
    ]);
    expect(draft.tasks.map(({ code, text, points }) => [code, text, points])).toEqual([
      ['1', '开展学习', 3],
      ['2', '组织活动', 2.5],
    ]);
    expect(draft.tasks.map(({ deadlines }) => deadlines.map(({ type, dates }) => [type, ...dates]))).toEqual([
      [['date', '2024-06-30']],
      [['quarterly', '2024-03-31', '2024-06-30', '2024-09-30', '2024-12-31']],
    ]);
  });

  test('owners and deadlines may share a column', () => {
    const draft = read([
      ['序号', '任务', '责任单位及完成时限'],
      ['1', '开展讲堂', '宣传科\n6月底前'],
      ['2', '整治环境', '总务科、各科室\n全年'],
    ]);
    expect(owners(draft.tasks)).toEqual(['宣传科 lead', '总务科 lead，各科室 support']);
    expect(draft.tasks.map(({ deadlines }) => deadlines.map(({ type, dates }) => [type, ...dates]))).toEqual([
      [['date', '2024-06-30']],
      [['continuous']],
    ]);
  });

  test('points beside a heading, filled in where it is only, are its own', () => {
    const draft = read([
      ['序号', '测评项目', '分值', '测评内容', '责任部门'],
      ['1', '组织领导', '20', '健全机构', '办公室'],
      ['2', '', '', '落实经费', '财务科'],
      ['3', '优质服务', '10', '推行首问负责', '各科室'],
    ]);
    expect(draft.categories).toEqual([
      { name: '组织领导', points: 20 },
      { name: '优质服务', points: 10 },
    ]);
    expect(draft.tasks.map(({ points }) => points)).toEqual([null, null, null]);
  });

  test('a cell for points and rules begins with the points', () => {
    const draft = read([
      ['序号', '测评内容', '分值及评分办法', '责任部门'],
      ['1', '制度健全', '10分。缺一项扣2分', '办公室'],
      ['2', '职工守法', '违纪一人扣3分', '人事科'],
    ]);
    expect(draft.tasks.map(({ points }) => points)).toEqual([10, null]);
  });

  test('under a label nobody knows the column over several items is their heading', () => {
    const draft = read([
      ['行动名称', '序号', '工作内容', '责任人', '责任部门'],
      ['理论铸魂行动', '1', '举办读书班', '张某', '机关党委'],
      ['', '2', '开展微宣讲', '', '宣传处'],
      ['文明实践行动', '3', '建设实践站', '李某', '办公室'],
    ]);
    expect(draft.tasks.map(({ category }) => category)).toEqual(['理论铸魂行动', '理论铸魂行动', '文明实践行动']);
  });

  test.each(['结束时间', '达标时限', '材料报送截止日期'])('%s is a deadline', (label) => {
    const draft = read([
      ['序号', '测评指标', '指标说明', '目标分值', '数据采集方式', '责任部门', label],
      ['1', '理论学习', '中心组学习', '10', '材料审核', '机关党委', '6月30日'],
    ]);
    expect(draft.tasks.map(({ text, points, deadlines }) => [text, points, deadlines.flatMap(({ dates }) => dates)])).toEqual([
      ['中心组学习', 10, ['2024-06-30']],
    ]);
  });

  test('under labels nobody knows, entries tell whose and when', () => {
    const draft = read([
      ['序号', '考核事项', '承接科室', '参加对象', '时限及进度'],
      ['1', '开展集中学习', '机关党委、各科室', '全体干部', '1—12月'],
      ['2', '开展窗口服务', '窗口办', '青年党员', '6月完成'],
    ]);
    expect(owners(draft.tasks)).toEqual(['机关党委 lead，各科室 support', '窗口办 lead']);
    expect(draft.tasks.map(({ deadlines }) => deadlines.flatMap(({ dates }) => dates))).toEqual([
      ['2024-01-01', '2024-12-31'],
      ['2024-06-30'],
    ]);
  });

  test('what a leader says below is no item', () => {
    const draft = read([
      ['序号', '任务', '责任科室', '时限'],
      ['1', '制定方案', '办公室', '3月底'],
      ['领导意见', '同意。签字：', '', ''],
    ]);
    expect(draft.tasks).toHaveLength(1);
  });

  test('remarks that are all days are deadlines, where there is no column for them', () => {
    const rows = (label: string) => [
      ['序号', '任务', '责任科室', label],
      ['1', '制定方案', '办公室', '3月底前完成'],
      ['2', '开展讲堂', '工会', '每季度1次'],
    ];
    const types = (label: string) => read(rows(label)).tasks.map(({ deadlines }) => deadlines.map(({ type }) => type).join());
    expect(types('备注')).toEqual(['date', 'quarterly']);
    expect(types('完成情况')).toEqual(['', '']);
  });

  test('all columns about evidence ask for numbers', () => {
    const draft = read([
      ['序号', '指标内容', '所需材料', '材料要求', '责任科室'],
      ['1', '道德讲堂', '方案、照片', '照片不少于3张', '工会'],
    ]);
    expect(draft.tasks[0]!.quotas.map(({ n, unit }) => `${n}${unit}`)).toEqual(['3张']);
  });

  test('a stage with its days in brackets gives them to its items', () => {
    const draft = read([
      ['阶段', '工作任务', '责任部门'],
      ['动员阶段（3月底前）', '制定方案', '办公室'],
      ['实施阶段（4月—10月）', '开展讲堂，9月5日前报送照片', '宣传科'],
      ['', '整治环境', '总务科'],
    ]);
    expect(draft.tasks.map(({ deadlines }) => deadlines.flatMap(({ dates }) => dates).join(' '))).toEqual([
      '2024-03-31',
      '2024-09-05',
      '2024-04-01 2024-10-31',
    ]);
  });

  test('a person before the department in brackets is not the department', () => {
    const draft = read([
      ['任务', '责任人及责任部门'],
      ['制定方案', '张三（办公室）'],
      ['举办讲堂', '李四（宣传科）、王五（工会）'],
    ]);
    expect(owners(draft.tasks)).toEqual(['办公室 lead', '宣传科 lead，工会 support']);
  });

  test('a number left out is that of the row above', () => {
    const draft = read([
      ['序号', '项目', '任务', '责任部门'],
      ['1', '学习教育', '制定计划', '办公室'],
      ['', '', '组织学习', '宣传处'],
      ['2', '环境整治', '清扫院落', '总务处'],
    ]);
    expect(draft.tasks.map(({ code }) => code)).toEqual(['1-1', '1-2', '2']);
    expect(draft.warnings.map(({ code }) => code)).toEqual(['no-deadline']);
  });

  test('labels merged downward make a header of two rows, whatever stands in the second', () => {
    const cell = (col: number, text: string, rowspan = 1, colspan = 1) => ({ col, colspan, rowspan, lines: text === '' ? [] : [text] });
    const rows = [
      [cell(0, '序号', 2), cell(1, '评比内容', 2), cell(2, '评分等次', 1, 2), cell(4, '责任科室', 2)],
      [cell(2, '优（10分）'), cell(3, '差（5分）')],
      [cell(0, '1'), cell(1, '环境整洁'), cell(2, ''), cell(3, ''), cell(4, '总务科')],
    ];
    expect(interpret({ tables: [{ before: [], rows }], after: [] }, '', 2024).tasks.map(({ text }) => text)).toEqual(['环境整洁']);
  });

  test('of quarter and month beside each other the month counts', () => {
    const draft = read([
      ['季度', '月份', '工作内容', '责任部门'],
      ['一季度', '1月', '制定计划', '办公室'],
      ['', '2月', '组织学习', '工会'],
    ]);
    expect(draft.tasks.map(({ deadlines }) => deadlines.flatMap(({ dates }) => dates))).toEqual([['2024-01-31'], ['2024-02-29']]);
  });

  test('a sum is no entry of a heading', () => {
    const draft = read([
      ['类别', '内容', '分值', '部门'],
      ['学习', '办讲堂', '5', '宣传科'],
      ['环境', '绿化', '5', '总务科'],
      ['合计', '', '10', ''],
    ]);
    expect(draft.tasks.map(({ category, text }) => `${category} ${text}`)).toEqual(['学习 办讲堂', '环境 绿化']);
  });

  test('how much of it each department does is not its name', () => {
    const draft = read([
      ['任务', '责任单位'],
      ['报送信息', '办公室（8篇）、工会（6篇）'],
    ]);
    expect(owners(draft.tasks)).toEqual(['办公室 lead，工会 support']);
  });

  test('a numbered table is called by its caption', () => {
    const [first, second] = [
      grid(
        [
          ['编号', '指标', '分值', '部门'],
          ['1.1', '学习', '20', '党办'],
        ],
        ['2024年测评', '表1 思想教育（20分）'],
      ),
      grid(
        [
          ['编号', '指标', '分值', '部门'],
          ['2.1', '绿化', '10', '总务科'],
        ],
        ['表2 环境建设（10分）'],
      ),
    ];
    const draft = interpret({ tables: [...first.tables, ...second.tables], after: [] }, '', null);
    expect(draft.title).toBe('2024年测评');
    expect(draft.categories).toEqual([
      { name: '思想教育', points: 20 },
      { name: '环境建设', points: 10 },
    ]);
  });

  test('whose a table is ends where another label begins', () => {
    const draft = read(
      [
        ['任务', '完成时间'],
        ['开展讲堂', '6月底'],
      ],
      ['2024年任务分解表', '部门：办公室　　填报人：张某'],
    );
    expect(owners(draft.tasks)).toEqual(['办公室 lead']);
  });

  test('of those above only ours answer for an item', () => {
    const draft = read([
      ['测评标准', '市级责任单位', '我局责任科室'],
      ['1.开展学习', '市委宣传部', '党办'],
      ['2.组织活动', '市文旅局', '工会'],
    ]);
    expect(owners(draft.tasks)).toEqual(['党办 lead', '工会 lead']);
  });

  test('papers to hand in are the items where nothing else is', () => {
    const draft = read([
      ['序号', '材料名称', '材料要求', '提供部门'],
      ['1', '学习计划', '盖章扫描件', '党办'],
      ['2', '活动照片', '不少于3张', '工会'],
    ]);
    expect(draft.tasks.map(({ text, quotas }) => [text, quotas.length])).toEqual([
      ['学习计划', 0],
      ['活动照片', 1],
    ]);
  });

  test('departments under 责任部门 are marked, and a single mark tells no roles', () => {
    const draft = read([
      ['任务', '责任部门', '', '', '时限'],
      ['', '办公室', '人事科', '工会', ''],
      ['制定方案', '√', '', '', '3月底前'],
      ['举办讲堂', '', '√', '√', '全年'],
    ]);
    expect(owners(draft.tasks)).toEqual(['办公室 lead', '人事科 lead，工会 support']);
  });

  test('a legend tells marks apart', () => {
    const draft = read(
      [
        ['任务', '办公室', '人事科', '时限'],
        ['制定方案', '★', '●', '3月底前'],
        ['举办讲堂', '●', '★', '全年'],
      ],
      ['2024年任务表', '说明：●表示牵头，★表示配合'],
    );
    expect(owners(draft.tasks)).toEqual(['人事科 lead，办公室 support', '办公室 lead，人事科 support']);
  });

  test('forms below one another are an item each', () => {
    const draft = read([
      ['任务一'],
      ['任务名称', '文明餐桌', '牵头部门', '后勤处'],
      ['完成时间', '5月底前', '配合部门', '工会'],
      ['任务二'],
      ['任务名称', '文明交通', '牵头部门', '保卫处'],
      ['完成时间', '8月底前', '配合部门', ''],
    ]);
    expect(draft.tasks.map(({ text }) => text)).toEqual(['文明餐桌', '文明交通']);
    expect(owners(draft.tasks)).toEqual(['后勤处 lead，工会 support', '保卫处 lead']);
  });

  test('a table without headings has one category', () => {
    expect(
      read([
        ['重点任务', '责任部门'],
        ['做事', '办公室'],
      ]).tasks[0],
    ).toMatchObject({ code: '1', category: '未分类', section: '未分类' });
  });

  test('牵头 and 配合 columns say the role', () => {
    const draft = read([
      ['重点任务', '牵头单位', '配合单位'],
      ['做事', '办公室', '工会、团委'],
    ]);
    expect(owners(draft.tasks)).toEqual(['办公室 lead，工会 support，团委 support']);
  });
});

test('what a line beside the text says is kept as it was written', () => {
  const draft = read([
    ['序号', '任务'],
    ['1', '普法宣传\n责任单位：法规处、（机关党委）。\n（完成时限：12月4日前；佐证材料：照片不少于3张）'],
    ['2', '值班。责任单位：办公室'],
  ]);
  expect(draft.tasks.map(({ text, source }) => [text, ...source.map((one) => `${one.label}=${one.text}`)])).toEqual([
    ['普法宣传', '责任单位=法规处、（机关党委）。', '完成时限=12月4日前', '佐证材料=照片不少于3张'],
    ['值班。责任单位：办公室'],
  ]);
  expect(draft.tasks[0]).toMatchObject({ deadlines: [{ dates: ['2024-12-04'] }], quotas: [{ n: 3, unit: '张' }] });
});

test('a column for departments and persons names departments only', () => {
  const draft = read([
    ['序号', '任务', '责任部门及责任人'],
    ['1', '制定方案', '办公室 张某'],
    ['2', '组织活动', '工会（李某）、团委'],
    ['3', '清洁村庄', '村建办、各村（社区）'],
  ]);
  expect(owners(draft.tasks)).toEqual(['办公室 lead', '工会 lead，团委 support', '村建办 lead，各村（社区） support']);
  const led = read([
    ['序号', '任务', '责任领导及部门'],
    ['1', '制定方案', '张副局长\n办公室'],
  ]);
  expect(owners(led.tasks)).toEqual(['办公室 lead']);
});

test('rows across that all name a department say whose the rows below them are', () => {
  const rows = (second: string) => [
    ['序号', '工作任务', '完成时限', '分值'],
    ['一、办公室', '', '', ''],
    ['1', '起草创建方案', '2月底前', '5'],
    [second, '', '', ''],
    ['1', '开展职工培训', '5月底前', '5'],
  ];
  expect(owners(read(rows('二、人事科')).tasks)).toEqual(['办公室 lead', '人事科 lead']);
  expect(owners(read(rows('二、职工教育')).tasks)).toEqual(['', '']);
});

test('第一条, 第二条 are codes, whatever their column is called', () => {
  const draft = read([
    ['条款', '内容', '被考核部门'],
    ['第一条', '学习', '办公室'],
    ['第二条', '宣讲', '工会'],
  ]);
  expect(draft.tasks).toMatchObject([
    { code: '1', category: '未分类' },
    { code: '2', departments: [{ name: '工会' }] },
  ]);
});

test('a list by departments is theirs', () => {
  const after = ['2024年任务分工', '一、办公室', '1.印发文件。', '2.组织会议。', '二、人事处', '1.组织培训，6月底前完成。'];
  const draft = interpret({ tables: [], after }, '', null);
  expect(draft.tasks.map(({ code }) => code)).toEqual(['1-1', '1-2', '2-1']);
  expect(owners(draft.tasks)).toEqual(['办公室 lead', '办公室 lead', '人事处 lead']);
});

describe('what is no table of tasks', () => {
  test.each([
    [
      'figures',
      [
        ['部门', '参加人数', '次数'],
        ['办公室', '12', '3'],
        ['工会', '20', '2'],
      ],
    ],
    [
      'people',
      [
        ['序号', '姓名', '部门', '电话'],
        ['1', '张三', '办公室', '8001'],
        ['2', '李四', '工会', '8002'],
      ],
    ],
    [
      'what was done',
      [
        ['序号', '活动名称', '时间', '地点'],
        ['1', '学雷锋', '3月5日', '广场'],
        ['2', '读书会', '4月23日', '会议室'],
      ],
    ],
  ])('a table of %s', (_, rows) => {
    expect(() => read(rows)).toThrow(expect.objectContaining({ reason: 'not-a-table' }));
  });
});

describe('rows', () => {
  test('under 月份 a number is the month', () => {
    const draft = read([
      ['序号', '月份', '工作内容', '责任科室'],
      ['1', '3', '学雷锋志愿服务', '团委'],
      ['2', '5-6', '读书月活动', '机关党委'],
    ]);
    expect(draft.tasks.map(({ deadlines }) => deadlines.flatMap(({ dates }) => dates))).toEqual([
      ['2024-03-31'],
      ['2024-05-01', '2024-06-30'],
    ]);
  });

  test('under a quarter are due at its end', () => {
    const document = grid([['工作内容', '责任部门'], ['第一季度'], ['走访慰问', '工会'], ['二季度'], ['举办读书会', '办公室']]);
    document.tables[0]!.rows[1]![0]!.colspan = 2;
    document.tables[0]!.rows[3]![0]!.colspan = 2;
    expect(interpret(document, '', null).tasks.map(({ deadlines }) => deadlines[0]?.dates)).toEqual([['2024-03-31'], ['2024-06-30']]);
  });

  test('with 一 among the codes are headings where items are counted 1, 2, 3', () => {
    const draft = read([
      ['序号', '任务', '分值', '责任部门'],
      ['一', '思想建设', '20', '机关党委'],
      ['1', '学习', '12', ''],
      ['2', '宣讲', '8', '宣传部'],
    ]);
    expect(draft.categories).toEqual([{ name: '思想建设', points: 20 }]);
    expect(owners(draft.tasks)).toEqual(['机关党委 lead', '宣传部 lead']);
  });

  test('blank headings mean as above, a new category starts its own sections', () => {
    const draft = read([
      HEADER,
      ['一、甲 3分', '乙 3分', '（1）做。1分', '办公室'],
      ['', '', '（2）做。2分', '办公室'],
      HEADER,
      ['二、丙 1分', '', '（3）做。1分', '办公室'],
      ['小计', '', '4分', ''],
    ]);
    expect(draft.tasks.map(({ category, section }) => `${category}/${section}`)).toEqual(['甲/乙', '甲/乙', '丙/丙']);
    expect(draft.warnings.map(({ code }) => code)).toEqual(['no-deadline']);
  });

  test('numbering that starts again in each category gets the category in front', () => {
    const draft = read([HEADER, ['一、甲', '乙', '1.做', '办公室'], ['二、丙', '丁', '1.做', '办公室']]);
    expect(draft.tasks.map(({ code }) => code)).toEqual(['1-1', '2-1']);
    expect(draft.warnings).toContainEqual({ code: 'repeated-code', message: expect.stringContaining('「1-1」'), at: '第1项' });
  });

  test('an item over several rows has the owners of all', () => {
    const document = grid([
      ['考评标准', '责任部门'],
      ['做事', '办公室'],
    ]);
    document.tables[0]!.rows[1]![0]!.rowspan = 2;
    document.tables[0]!.rows.push([{ col: 1, colspan: 1, rowspan: 1, lines: ['工会'] }]);
    expect(owners(interpret(document, '', null).tasks)).toEqual(['办公室 lead，工会 support']);
  });

  test('a heading across the row, or across both heading columns, is a category without a section', () => {
    const document = grid([HEADER, ['一、甲 1分'], ['', '', '（1）做。1分', '办公室'], ['加分项目（最多加20分）', '', '加2分', '办公室']]);
    document.tables[0]!.rows[1]![0]!.colspan = 4;
    document.tables[0]!.rows[3]!.splice(0, 2, { col: 0, colspan: 2, rowspan: 1, lines: ['加分项目（最多加20分）'] });
    const draft = interpret(document, '', null);
    expect(draft.tasks).toMatchObject([{ code: '1', category: '甲', section: '甲' }]);
    expect(draft.adjustments).toMatchObject([{ group: '加分项目', groupCap: 20, cap: null }]);
  });

  test('a table that goes on without a header is read on', () => {
    const [first, second] = [grid([HEADER, ['一、甲', '乙', '（1）做', '办公室']]), grid([['二、丙', '丁', '（2）做', '工会']])];
    const draft = interpret({ tables: [...first.tables, ...second.tables], after: [] }, '', null);
    expect(draft.tasks.map(({ code, category }) => `${code} ${category}`)).toEqual(['1 甲', '2 丙']);
  });
});

test('a line with a department and a colon says whose the tasks below it are', () => {
  const after = [
    '各科室：',
    '现将任务印发给你们。',
    '一、学习教育',
    '办公室：',
    '1.制定方案。',
    '2.整理档案。',
    '人事科：',
    '3.培训职工。',
  ];
  const draft = interpret({ tables: [], after }, '', 2025);
  expect(draft.tasks.map(({ code, category, section }) => `${code} ${category} ${section}`)).toEqual([
    '1 学习教育 办公室',
    '2 学习教育 办公室',
    '3 学习教育 人事科',
  ]);
  expect(owners(draft.tasks)).toEqual(['办公室 lead', '办公室 lead', '人事科 lead']);
});

test('owners after wide blanks at the end of a line, under headings numbered as items elsewhere', () => {
  const after = [
    '1.理论学习（20分）',
    '（1）中心组学习（8分）　党办',
    '（2）职工学习（12分）　各支部',
    '2.环境建设（10分）',
    '（3）绿化（10分）　后勤处',
  ];
  const draft = interpret({ tables: [], after }, '', 2025);
  expect(draft.tasks.map(({ code, category, points }) => `${code} ${category} ${points}`)).toEqual([
    '1 理论学习 8',
    '2 理论学习 12',
    '3 环境建设 10',
  ]);
  expect(owners(draft.tasks)).toEqual(['党办 lead', '各支部 lead', '后勤处 lead']);
});

test('what closes a list is no more of its last item', () => {
  const after = [
    '【2025年创建任务】',
    '1.制定方案。（责任部门：办公室）',
    '2.报送总结。（责任部门：工会）',
    '合计：30分',
    '如有疑问，请与创建办联系。',
    '2025年2月20日',
  ];
  const draft = interpret({ tables: [], after }, '', null);
  expect(draft.title).toBe('2025年创建任务');
  expect(draft.tasks.map(({ category, text }) => [category, text])).toEqual([
    ['未分类', '1.制定方案。（责任部门：办公室）'],
    ['未分类', '2.报送总结。（责任部门：工会）'],
  ]);
});

test.each([
  ['四 、 优化内部管理追求美好生活16 分', '优化内部管理追求美好生活', 16, null, null],
  ['2、 加强思想道德建设22 分', '加强思想道德建设', 22, null, null],
  ['（一）组织领导（７．５分）', '组织领导', 7.5, null, null],
  ['加分项目（最多加20分）', '加分项目', null, 20, null],
  ['特色创建（本项最多加 10 分）', '特色创建', null, 10, null],
  ['十佳评选', '十佳评选', null, null, null],
  ['一、党建工作（权重30％）', '党建工作', null, null, null],
  ['一、优质服务（续）', '优质服务', null, null, null],
  ['1  组织领导（15分）', '组织领导', 15, null, null],
  ['1.2 学习教育', '学习教育', null, null, null],
  ['3 项制度', '3项制度', null, null, null],
  ['一、环境优美（共9分，每项3分）', '环境优美', 9, null, 3],
  ['二、活动丰富（每小项2.5分）', '活动丰富', null, null, 2.5],
])('heading %s', (written, name, points, cap, each) => {
  expect(readHeading(written)).toEqual({ name, points, cap, each });
});

test.each([
  ['（3）开展', '3'],
  ['(１２) 开展', '12'],
  ['7．开展', '7'],
  ['5、开展', '5'],
  ['③开展', '3'],
  ['Ⅲ—1—① 开展', 'Ⅲ-1-①'],
  ['1-1-2 开展', '1-1-2'],
  ['3.5万字以上', undefined],
  ['2023年开展', undefined],
  ['开展', undefined],
])('code of %s', (text, code) => {
  expect(readItemCode(text)).toBe(code);
});

test.each([
  ['', '各项工作。7分', 7],
  ['', '各项工作（７ 分）', 7],
  ['', '各项工作。0.5 分。', 0.5],
  ['4', '各项工作', 4],
  ['', '得10分以上的单位', null],
  ['5分/次，共20分', '各项工作', 20],
  ['20（每篇2分）', '各项工作', 20],
])('points of %s|%s', (cell, text, points) => {
  expect(readItemPoints(cell, text)).toBe(points);
});

test.each([
  ['办公室\n机关党委', '办公室 lead，机关党委 support'],
  ['办公室、机关党委；工会', '办公室 lead，机关党委 support，工会 support'],
  ['机关党委（配合）、办公室（牵头）', '机关党委 support，办公室 lead'],
  ['办公室牵头，工会、团委配合', '办公室 lead，工会 support，团委 support'],
  ['牵头单位：办公室。配合单位：工会、团委', '办公室 lead，工会 support，团委 support'],
  ['责任单位：办公室、工会', '办公室 lead，工会 support'],
  ['办 公 室\n办公室', '办公室 lead'],
  ['—', ''],
  ['办\n公\n室', '办公室 lead'],
  ['安全生产管\n理室\n办公室', '安全生产管理室 lead，办公室 support'],
  ['信息室（网信办）、办公室', '信息室（网信办） lead，办公室 support'],
  ['（办公室、工会）', '办公室 lead，工会 support'],
  ['1.办公室\n2.工会', '办公室 lead，工会 support'],
  ['办公室、工会按职责分工分别负责', '办公室 lead，工会 support'],
  ['由办公室牵头，各相关单位配合', '办公室 lead，各相关单位 support'],
  ['组织部和宣传部', '组织部 lead，宣传部 support'],
  ['工会，6月底前', '工会 lead'],
  ['团　委、工 会', '团委 lead，工会 support'],
  ['驻村工作队\n（办公室配合）', '驻村工作队 lead，办公室 support'],
  ['★团委、工会', '团委 lead，工会 support'],
  ['工会、★团委', '工会 support，团委 lead'],
  ['工会、团委*', '工会 lead，团委 support'],
  ['办公室牵头，各支部落实', '办公室 lead，各支部 support'],
  ['办公室会同后勤中心', '办公室 lead，后勤中心 support'],
  ['①办公室②工会', '办公室 lead，工会 support'],
  ['办公室（责任人：李明）', '办公室 lead'],
  ['无', ''],
])('owners %s', (written, expected) => {
  expect(owners([{ departments: readOwners([{ lines: written.split('\n'), role: undefined }]) }])).toEqual([expected]);
});

test.each([
  ['志愿服务，全年不少于 4 次。6 分', '全年不少于 4 次: 4 次 year'],
  ['每季度开展活动至少１次', '每季度开展活动至少１次: 1 次 quarter'],
  ['每季度不少于1次，每月一次例会', '每季度不少于1次: 1 次 quarter; 每月一次: 1 次 month'],
  ['专题研究2次，走访慰问困难职工10名', '研究2次: 2 次 year; 走访慰问困难职工10名: 10 名 year'],
  ['专题研究两次以上', '两次以上: 2 次 year'],
  ['总结报告300字以上、照片不少于3张', '报告300字以上: 300 字 year; 照片不少于3张: 3 张 year'],
  ['参与率达到50%以上，至少开展十二次', '参与率达到50%以上: 50 % year; 至少开展十二次: 12 次 year'],
  ['第一次会议由办公室组织，一月一课', ''],
])('quota of %s', (text, quota) => {
  expect(
    readQuotas(text)
      .map(({ raw, n, per, unit }) => `${raw}: ${n} ${unit} ${per}`)
      .join('; '),
  ).toBe(quota);
});

const months = (day: string) => Array.from({ length: 12 }, (_, index) => `2024-${String(index + 1).padStart(2, '0')}-${day}`).join(' ');

describe('deadlines', () => {
  test.each([
    ['6月30日前', 'date 2024-06-30'],
    ['2月底前', 'date 2024-02-29'],
    ['2025年3月底前', 'date 2025-03-31'],
    ['11月20日前初稿，12月10日前定稿', 'date 2024-11-20; date 2024-12-10'],
    ['3月、6月', 'date 2024-03-31; date 2024-06-30'],
    ['4月—6月', 'range 2024-04-01 2024-06-30'],
    ['每月28日前', `monthly ${months('28')}`],
    [
      '每月末周五',
      'monthly 2024-01-26 2024-02-23 2024-03-29 2024-04-26 2024-05-31 2024-06-28 2024-07-26 2024-08-30 2024-09-27 2024-10-25 2024-11-29 2024-12-27',
    ],
    ['每月30日前', `monthly ${months('30').replace('02-30', '02-29')}`],
    ['每季度末', 'quarterly 2024-03-31 2024-06-30 2024-09-30 2024-12-31'],
    ['每季度25日前', 'quarterly 2024-03-25 2024-06-25 2024-09-25 2024-12-25'],
    ['每半年', 'half-yearly 2024-06-30 2024-12-31'],
    ['每学期', 'half-yearly 2024-06-30 2024-12-31'],
    ['次年1月底前', 'date 2025-01-31'],
    ['一月份', 'date 2024-01-31'],
    ['十二月', 'date 2024-12-31'],
    ['6月中旬', 'date 2024-06-20'],
    ['二季度末', 'date 2024-06-30'],
    ['上半年', 'date 2024-06-30'],
    ['下半年', 'date 2024-12-31'],
    ['年内', 'date 2024-12-31'],
    ['2024.9.30', 'date 2024-09-30'],
    ['9.30前', 'date 2024-09-30'],
    ['3—5月', 'range 2024-03-01 2024-05-31'],
    ['4月10日至6月20日', 'range 2024-04-10 2024-06-20'],
    ['3月1日—15日', 'range 2024-03-01 2024-03-15'],
    ['3月、6月、9月、12月', 'date 2024-03-31; date 2024-06-30; date 2024-09-30; date 2024-12-31'],
    ['全年', 'continuous'],
    ['持续推进', 'continuous'],
    ['常态化', 'continuous'],
    ['立行立改', 'continuous'],
    ['即时', 'continuous'],
    ['全年，每季度报送一次', 'continuous; quarterly 2024-03-31 2024-06-30 2024-09-30 2024-12-31'],
    ['按上级通知时间', 'relative'],
    ['国庆节前', 'unknown'],
    ['每周五', 'unknown'],
    ['年底前', 'date 2024-12-31'],
    ['长期坚持', 'continuous'],
    ['活动结束后5个工作日内', 'relative'],
    ['按需', 'unknown'],
    [
      '每月最后一周',
      `monthly ${months('31')
        .replaceAll(/(0[469]|11)-31/g, '$1-30')
        .replace('02-31', '02-29')}`,
    ],
    ['每月第二周周五', 'unknown'],
    ['每季度首月5日、20日前', 'quarterly 2024-01-05 2024-01-20 2024-04-05 2024-04-20 2024-07-05 2024-07-20 2024-10-05 2024-10-20'],
    ['6月—8月，每月1次', 'monthly 2024-06-30 2024-07-31 2024-08-31'],
    ['半年一次（6月、12月）', 'half-yearly 2024-06-30 2024-12-31'],
    ['立即整改，长期坚持', 'continuous'],
    ['2024.10', 'date 2024-10-31'],
    ['2024/3', 'date 2024-03-31'],
    // October, typed into a sheet as a number, looks the same.
    ['2024.1', 'unknown'],
    ['2024.3-2024.6', 'range 2024-03-01 2024-06-30'],
    ['2024年三季度', 'date 2024-09-30'],
    ['2024年上半年', 'date 2024-06-30'],
    ['2024年11月—2025年3月', 'range 2024-11-01 2025-03-31'],
    ['11月—次年3月', 'range 2024-11-01 2025-03-31'],
    ['年初、年底', 'unknown; date 2024-12-31'],
    ['第一季度启动', 'unknown'],
    ['2月31日前', 'date'],
    ['—', ''],
  ])('a column that says %s', (written, expected) => {
    const found = readDeadlines(written, '', 2024).map(({ type, dates }) => [type, ...dates].join(' '));
    expect(found.join('; ')).toBe(expected);
  });

  test('a day before a colon is when the item is due', () => {
    const list = {
      tables: [],
      after: ['2024年活动安排', '1月：召开动员会（办公室）', '3月5日：学雷锋（团委、各支部）', '目标：全员参与（工会）'],
    };
    const { tasks } = interpret(list, '', null);
    expect(tasks.map(({ deadlines }) => deadlines.flatMap(({ dates }) => dates))).toEqual([['2024-01-31'], ['2024-03-05'], []]);
  });

  test('running text gives only what it states as a deadline', () => {
    expect(readDeadlines('', '常态化开展检查，全年学习，6月开展宣传月活动，于11月30日前报总结', 2024)).toEqual([
      { raw: '11月30日前', type: 'date', dates: ['2024-11-30'] },
    ]);
  });

  test('without a year no day is made up', () => {
    expect(readDeadlines('6月30日前', '', null)).toEqual([{ raw: '6月30日前', type: 'date', dates: [] }]);
  });
});

describe('bonus and deduction rows', () => {
  test('a list and a range give each amount, percentages and the cap none', () => {
    const draft = read([
      HEADER,
      ['加分项', '获奖', '国家、省、市级分别加10、8、5分，最多加15分', '各部门'],
      ['负面清单', '通报', '每次扣１－３分，按60%扣分', '各部门'],
      ['否决指标', '违法', '班子成员严重违法的', '纪检室'],
    ]);
    expect(draft.adjustments.map(({ kind, group, cap, rates }) => ({ kind, group, cap, rates }))).toEqual([
      { kind: 'bonus', group: '加分项', cap: 15, rates: [10, 8, 5] },
      { kind: 'deduction', group: '负面清单', cap: null, rates: [1, 3] },
      { kind: 'deduction', group: '否决指标', cap: null, rates: [] },
    ]);
    expect(draft.tasks).toEqual([]);
  });
});

describe('year', () => {
  const rows = [HEADER, ['一、甲', '乙', '（1）做', '办公室']];
  test.each([
    [['二〇二四年任务分解表'], '2022.docx', 2024],
    [['根据2022年度细则', '2023年度安排', '2023年6月9日', '任务分解表'], '', 2023],
    [['任务分解表'], '任务分解表2025.docx', 2025],
    [['任务分解表'], '任务分解表.docx', null],
  ])('%j in %s', (before, name, year) => {
    expect(read(rows, before, name).year).toBe(year);
  });

  test('that nobody names is the one given, else asked', () => {
    expect(interpret(grid(rows, ['任务分解表']), '', 2026).year).toBe(2026);
    expect(read(rows, ['任务分解表']).warnings.map(({ code }) => code)).toContain('no-year');
  });
});

test('sums that do not add up are shown with both numbers', () => {
  const draft = read([HEADER, ['一、甲 5分', '乙 4分', '（1）做。3分', '办公室'], ['', '', '（2）做。1分', '办公室']]);
  expect(draft.warnings).toContainEqual({
    code: 'category-sum',
    message: '考评项目「甲」各项合计 4 分，表中写的是 5 分，请核对',
    at: '考评项目「甲」',
  });
  expect(draft.warnings.map(({ code }) => code)).not.toContain('section-sum');
});

test('an item without owner, points or a readable deadline is pointed out', () => {
  const draft = read([
    ['考评标准', '分值', '责任部门', '完成时限'],
    ['做事', '2', '办公室', '6月30日前'],
    ['做人', '', '', '视情况'],
  ]);
  expect(draft.warnings.map(({ code }) => code)).toEqual(['no-department', 'no-points', 'unclear-deadline']);
  expect(draft.warnings[2]).toMatchObject({ message: expect.stringContaining('视情况'), at: '第1张表第3行「视情况」' });
});
