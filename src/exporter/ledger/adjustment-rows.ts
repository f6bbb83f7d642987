import { toHundredths, type Capped, type CaseScore, type GroupScore, type RuleScore } from '../../domain/score/sum-score.ts';
import { ABOVE, LEFT, type PrintedCell, type PrintedRow } from '../printed-table.ts';
import type { Ledger, LedgerCase, LedgerRule } from './ledger.ts';
import { remarks, shortDay } from './words.ts';

/** 加分项目 and 扣分项目 as the notice has them, each rule with its cases, what they bring, and which cap cut it. */
export function adjustmentRows(ledger: Ledger): PrintedRow[] {
  return ledger.sum.groups.flatMap((group) => groupRows(group, ledger));
}

function groupRows(group: GroupScore, ledger: Ledger): PrintedRow[] {
  const rules = group.rules.flatMap((score) => {
    const rule = ledger.rules.find(({ id }) => id === score.ruleId)!;
    return rule.cancelled === 1 && score.cases.length === 0 ? [] : [{ rule, score }];
  });
  const rows = rules.flatMap(({ rule, score }, index) => ruleRows(rule, score, { ledger, isFirst: index === 0, group: group.name }));
  const sum = `${group.name}合计 ${group.points} 分${limitWords(group)}`;
  return rules.length === 0 ? [] : [...rows, headingRow(sum, rows[0]!.cells.length)];
}

interface RulePlace {
  ledger: Ledger;
  isFirst: boolean;
  group: string;
}

function ruleRows(rule: LedgerRule, score: RuleScore, { ledger, isFirst, group }: RulePlace): PrintedRow[] {
  const scores = score.cases.filter(({ without }) => without !== 'withdrawn');
  const lines = scores.length === 0 ? [NO_CASE] : scores.map((one) => caseLine(one, ledger));
  return lines.map(({ department, state, source, day, points, remark }, index) => {
    const ofRule = (cell: PrintedCell): PrintedCell => (index === 0 ? cell : ABOVE);
    const text = ledger.hasSections || rule.name === '' ? rule.text : `${rule.name}：${rule.text}`;
    const cells: PrintedCell[] = [
      isFirst ? ofRule(group) : ABOVE,
      ...(ledger.hasSections ? [ofRule(rule.name)] : []),
      ofRule(text),
      ...ledger.ownLabels.map((_, column) => ofRule(column === ownerColumn(ledger.ownLabels) ? rule.departments.join(' ') : '')),
      ofRule(rule.cap === null ? '' : `最多${rule.cap}`),
      department,
      state,
      source,
      day,
      points,
      ofRule(scores.length === 0 ? '' : score.points),
      remarks(remark, index === 0 ? limitWords(score) : ''),
    ];
    return { kind: 'body', cells };
  });
}

const NO_CASE = { department: '', state: '无', source: '', day: '', points: '' as PrintedCell, remark: '' };

function caseLine(score: CaseScore, { cases, year }: Ledger): typeof NO_CASE {
  const one = cases.find(({ number }) => number === score.number)!;
  return {
    department: one.departmentName ?? '本单位',
    state: score.without === null ? '计分' : '不计分',
    source: `J${one.number} ${one.source}`,
    day: shortDay(one.happenedOn, year),
    points: score.points,
    remark: score.without === null ? workingOf(score) : WITHOUT[score.without](score, one),
  };
}

const WITHOUT: Readonly<Record<NonNullable<CaseScore['without']>, (score: CaseScore, one: LedgerCase) => string>> = {
  withdrawn: () => '已撤回',
  cancelled: () => '新表已无此条',
  'out-of-window': () => '不在规定时间内',
  lower: ({ beside }) => `取最高，已计 J${beside}`,
};

/** 「4×2例」 where it is more than one amount. */
function workingOf({ amount, pieces, doubled, percent, points }: CaseScore): string {
  const factors = [
    String(amount),
    ...(pieces > 1 ? [`${pieces}项`] : []),
    ...(doubled ? ['加倍'] : []),
    ...(percent === null ? [] : [`${percent}%`]),
  ];
  return factors.length > 1 ? `${factors.join('×')}＝${points}` : '';
}

/** 「（计算为 25 分，最多 20 分）」: the cap that bit. */
function limitWords({ sum, limit }: Capped): string {
  if (limit === null) return '';
  return `（计算为 ${sum} 分，${limit.by === 'cap' ? '最多' : '扣完为止，只有'} ${limit.at} 分）`;
}

/** The column the notice names who answers in: rules stand in the same table as the items. */
function ownerColumn(labels: readonly string[]): number {
  return labels.findIndex((label) => /责任|牵头|部门|单位|科室/u.test(label));
}

/** The year's result, one line for each of its parts. */
export function totalRows(
  { sum }: Pick<Ledger, 'sum'>,
  items: { points: number; evidenced: number; approved: number },
  total: number,
  columns: number,
): PrintedRow[] {
  const { points, evidenced, approved } = items;
  const lines = [
    `考评项目：应得 ${points} 分，自评（已报送）${evidenced} 分，审核通过 ${approved} 分`,
    `合计（审核）：${approved} ＋ 加分 ${sum.bonus} － 扣分 ${sum.deduction} ＝ ${total} 分${total === toHundredths(approved + sum.bonus - sum.deduction) ? '' : '（扣完为止）'}`,
    ...sum.vetoes.map(({ words, numbers }) => `${words}：${numbers.map((number) => `J${number}`).join('、')}`),
  ];
  return lines.map((line) => headingRow(line, columns));
}

function headingRow(text: string, columns: number): PrintedRow {
  return { kind: 'heading', cells: [text, ...Array.from({ length: columns - 1 }, () => LEFT)] };
}
