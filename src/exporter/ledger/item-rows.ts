import { chineseNumeral } from '../../domain/chinese-numeral.ts';
import { isOverdue } from '../../domain/deliverable.ts';
import { bareCode } from '../../domain/plan-revision.ts';
import { replacedEvidence } from '../../domain/replaced-evidence.ts';
import type { ItemScore } from '../../domain/score/share-score.ts';
import { ABOVE, type PrintedCell, type PrintedRow } from '../printed-table.ts';
import { checklistWords } from './checklist-words.ts';
import type { Ledger, LedgerDeliverable, LedgerEvidence, LedgerItem, LedgerShare } from './ledger.ts';
import { headingWords, remarks, REPLACED, shortDay } from './words.ts';

/** What the rows of an item depend on beside the item. */
export interface ItemPlace {
  ledger: Pick<Ledger, 'year' | 'today' | 'ownLabels' | 'hasSections'>;
  score: ItemScore | null;
  /** The item before; headings it shares go on. */
  before: LedgerItem | undefined;
}

/** One line of an item: what one department owes at one checkpoint, or one piece of evidence of it. */
interface Line {
  share: PrintedCell;
  state: PrintedCell;
  evidence: string;
  madeOn: string;
  remark: string;
}

/** The rows of one item: its own cells stand once beside all of what was handed in for it, and beside each gap. */
export function itemRows(item: LedgerItem, { ledger, score, before }: ItemPlace): PrintedRow[] {
  const { category, section, task, shares } = item;
  const lines = shares.flatMap((share) => linesOfShare(share, item, ledger));
  if (lines.length === 0) lines.push({ share: '', state: '待认领', evidence: '', madeOn: '', remark: '没有责任部门' });
  if (task.cancelled === 1) lines[0]!.remark = remarks('本项已取消，不计分', lines[0]!.remark);
  const isSameCategory = before?.category.id === category.id;
  const isSameSection = isSameCategory && before.section.id === section.id;
  return lines.map(({ share, state, evidence, madeOn, remark }, index) => {
    const ofItem = (cell: PrintedCell): PrintedCell => (index === 0 ? cell : ABOVE);
    const ofHeading = (cell: string, isSame: boolean): PrintedCell => (isSame ? ABOVE : ofItem(cell));
    const cells: PrintedCell[] = [
      ofHeading(categoryWords(category), isSameCategory),
      ...(ledger.hasSections ? [ofHeading(sectionWords(item), isSameSection)] : []),
      ofItem(taskWords(task)),
      ...ledger.ownLabels.map((label) => ofItem(ownCell(task, label))),
      ofItem(task.points ?? ''),
      share,
      state,
      evidence,
      madeOn,
      ofItem(score?.evidenced ?? ''),
      ofItem(score?.approved ?? ''),
      remark,
    ];
    return { kind: 'body', cells };
  });
}

function categoryWords({ name, points, position }: LedgerItem['category']): string {
  const number = position >= 0 ? `${chineseNumeral(position + 1)}、` : '';
  return headingWords(`${number}${name}`, points);
}

/** '' where items stand right under the category: its one section is called like it. */
function sectionWords({ category, section }: LedgerItem): string {
  return section.name === category.name ? '' : headingWords(section.name, section.points);
}

/** As the table has it; where its number stood in a column of its own, with the number. */
function taskWords({ code, text }: LedgerItem['task']): string {
  return /^[\s（(]*\d+\s*[）)、.．]/u.test(text) ? text : `（${bareCode(code)}）${text}`;
}

function ownCell({ source }: LedgerItem['task'], label: string): string {
  return source.find((cell) => cell.label === label)?.text ?? '';
}

function linesOfShare(share: LedgerShare, item: LedgerItem, ledger: ItemPlace['ledger']): Line[] {
  const { name, deliverables } = share;
  if (deliverables.length === 0) return [{ share: name, state: '待认领', evidence: '', madeOn: '', remark: '名称未对应到部门' }];
  const lines = deliverables.flatMap((deliverable) => linesOfDeliverable(deliverable, ledger));
  // Its checkpoints share one list.
  lines[0]!.remark = remarks(lines[0]!.remark, checklistWords(share, item, ledger));
  return lines.map((line, index) => ({ ...line, share: index === 0 ? name : ABOVE }));
}

function linesOfDeliverable(deliverable: LedgerDeliverable, { year, today }: ItemPlace['ledger']): Omit<Line, 'share'>[] {
  const { milestoneName, evidence, submission } = deliverable;
  const state = `${milestoneName === null ? '' : `${milestoneName}\n`}${stateWords(deliverable, today)}`;
  const gap = gapWords(deliverable, year);
  if (evidence.length === 0) return [{ state, evidence: '', madeOn: '', remark: gap }];
  const replaced = replacedEvidence(evidence);
  return evidence.map((piece, index) => ({
    state: index === 0 ? state : ABOVE,
    evidence: `B${submission!.number} ${evidenceWords(piece)}`,
    madeOn: madeOnWords(piece, year),
    remark: remarks(index === 0 ? gap : '', pieceRemark(piece, replaced)),
  }));
}

const STATES: Readonly<Record<LedgerDeliverable['state'], string>> = {
  open: '未交',
  submitted: '待审',
  approved: '已通过',
  returned: '补正',
  waived: '免报',
};

function stateWords(deliverable: LedgerDeliverable, today: string): string {
  return `${STATES[deliverable.state]}${isOverdue(deliverable, today) ? '（逾期）' : ''}`;
}

/** What is missing, or why nothing is (缺项说明). */
export function gapWords({ state, dueOn, supplementary, detached, waiver, returned }: LedgerDeliverable, year: number): string {
  if (detached === 1) return '时间节点已删除，不计入';
  if (state === 'waived') return waiver === 'any' ? '其他部门已完成，一家完成即可' : '不属于本部门';
  if (state === 'submitted') return '待审核';
  if (state === 'approved') return '';
  const due = dueOn === null ? '未定截止日' : supplementary === 1 ? '补报' : `${shortDay(dueOn, year)}截止`;
  return state === 'open' ? `缺材料，${due}` : remarks(`需补正，${due}`, returned);
}

function evidenceWords({ form, originalName, title, url, body, keptAt, caption, docNumber }: LedgerEvidence): string {
  const what = {
    file: () => `《${title ?? originalName}》`,
    link: () => `《${title ?? '网页'}》${url ?? ''}`,
    text: () => `文字：${title ?? beginningOf(body ?? '')}`,
    register: () => `登记：《${title ?? ''}》${keptAt === null ? '' : `，存放：${keptAt}`}`,
  }[form]();
  return [what, docNumber ?? '', caption === null ? '' : `（${caption}）`].filter((part) => part !== '').join(' ');
}

const TEXT_SHOWN = 60;

function beginningOf(text: string): string {
  const characters = [...text];
  return characters.length > TEXT_SHOWN ? `${characters.slice(0, TEXT_SHOWN).join('')}…` : text;
}

function madeOnWords({ madeOn, madeOnConfirmed }: LedgerEvidence, year: number): string {
  if (madeOn === null) return '';
  return `${shortDay(madeOn, year)}${madeOnConfirmed === 1 ? '' : '（未确认）'}`;
}

function pieceRemark({ id, purgedAt, purgeReason }: LedgerEvidence, replaced: ReadonlySet<string>): string {
  if (purgedAt !== null) return `文件已清除：${purgeReason ?? ''}`;
  return replaced.has(id) ? REPLACED : '';
}
