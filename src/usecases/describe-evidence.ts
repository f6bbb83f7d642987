import { confirmSubstance, listEvidenceOfSubmission, updateSubstance } from '../db/evidence.ts';
import { formatDay } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { DetailField, Evidence, Substance } from '../domain/evidence.ts';
import { kindsIn } from '../domain/evidence-kind.ts';
import { safeFileName, shortFileName } from '../domain/file-name.ts';
import { isMarkedName } from '../domain/marked-paper.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import { sendersOf, type Submission } from '../domain/submission.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { dayMade } from './made-day.ts';
import { getOpenNumbered } from './numbered-submission.ts';
import { trailName } from './trail-name.ts';

export interface DescribedView {
  number: number;
  /** The one it was said of; null when it was said of all. */
  piece: number | null;
  name: string;
  count: number;
  field: DetailField;
  /** As it stands now; '' when it was taken back. */
  value: string;
}

export interface Describing {
  member: Member;
  actor: Actor;
  number: number;
}

/**
 * 「B12 日期 4-20」, 「B12-2 文号 …」: what a piece of evidence shows, as its department says. Without a piece it is said of all of the version
 * that stands, where that makes sense. Not after a reviewer approved it.
 */
export async function describeEvidence(
  deps: Deps,
  { piece, field, value, ...input }: Describing & { piece: number | undefined; field: DetailField; value: string },
): Promise<DescribedView> {
  const { submission, deliverable, pieces } = await getDescribable(deps, input);
  const { number, member, actor } = input;
  if (isMarkedName(value)) throw new DomainError('marked-words');
  if (piece !== undefined && pieces[piece - 1] === undefined)
    throw new DomainError('no-such-piece', { number, piece, count: pieces.length });
  const meant =
    piece === undefined
      ? pieces.filter(({ version, state }) => version === submission.version && state === 'stored')
      : [pieces[piece - 1]!];
  if (meant.length > 1 && !OF_SEVERAL.has(field)) {
    throw new DomainError('which-piece', { number, count: meant.length, field, example: pieces.indexOf(meant[0]!) + 1, value });
  }
  const known = substanceOf(deps, deliverable, { number, field, value });
  for (const one of meant) await updateSubstance(deps.db, one.id, { ...known, ...renamed(one, known.title) });
  const told = wordsOf(known[field] ?? '', field, deliverable.year);
  const before = [...new Set(meant.map((one) => wordsOf(one[field] ?? '', field, deliverable.year)))].filter((was) => was !== told);
  const what = piece === undefined ? `B${number} 的 ${meant.length} 份材料` : `B${number} 第 ${piece} 份《${trailName(meant[0]!)}》`;
  const was =
    before.length === 0
      ? ''
      : `（原为${before
          .slice(0, WORDS_KEPT)
          .map((one) => one || '空')
          .join('、')}）`;
  await audit(
    deps,
    actor,
    'describe',
    `${member.name}写明 ${what}的${FIELD_NAMES[field]}：${told || '无'}${was}`,
    aboutOf(submission, deliverable),
  );
  return { number, piece: piece ?? null, name: shortFileName(meant[0]?.originalName ?? ''), count: meant.length, field, value: told };
}

/** What came as words is called by its title; a file keeps the name it came with. */
function renamed({ form }: Evidence, title: string | null | undefined): Partial<Pick<Evidence, 'originalName' | 'safeName'>> {
  return form === 'file' || !title ? {} : { originalName: title, safeName: safeFileName(title) };
}

const WORDS_KEPT = 5;

/** What may be the same of all pieces of a 报送. */
const OF_SEVERAL: ReadonlySet<DetailField> = new Set(['madeOn', 'place', 'sourceDepartment', 'caption']);

const FIELD_NAMES: Readonly<Record<DetailField, string>> = {
  madeOn: '形成日期',
  docNumber: '文号',
  place: '地点',
  sourceDepartment: '来源部门',
  kind: '类型',
  title: '题名',
  caption: '说明',
  keptAt: '存放处',
};

const LONGEST: Readonly<Record<DetailField, number>> = {
  madeOn: 20,
  docNumber: 40,
  place: 60,
  sourceDepartment: 40,
  kind: 10,
  title: 100,
  caption: 200,
  keptAt: 60,
};

function substanceOf(
  deps: Deps,
  { year }: NamedDeliverable,
  { number, field, value }: { number: number; field: DetailField; value: string },
): Partial<Substance> {
  if ([...value].length > LONGEST[field]) throw new DomainError('detail-too-long', { field, most: LONGEST[field] });
  if (field === 'docNumber') return { docNumber: value || null, docNumberConfirmed: 1 };
  if (field === 'kind') return { kind: kindsIn(value)[0]?.kind ?? (value || null) };
  if (field !== 'madeOn') return { [field]: value || null };
  if (value === '') return { madeOn: null, madeOnFrom: null, madeOnConfirmed: 0 };
  return dayMade(deps, value, year, { number });
}

function wordsOf(value: string, field: DetailField, year: number): string {
  return field === 'madeOn' && value !== '' ? formatDay(value, year) : value;
}

/** 「B12 无误」: what was read from the pieces that stand is right. Returns of how many. */
export async function confirmDetails(deps: Deps, input: Describing): Promise<{ number: number; count: number }> {
  const { submission, deliverable } = await getDescribable(deps, input);
  const count = await confirmSubstance(deps.db, submission);
  const { number, member, actor } = input;
  if (count > 0) {
    await audit(
      deps,
      actor,
      'confirm-details',
      `${member.name}确认 B${number} 的日期和文号（${count} 份）`,
      aboutOf(submission, deliverable),
    );
  }
  return { number, count };
}

function aboutOf({ id }: Submission, { taskId }: NamedDeliverable): { taskId: string; submissionId: string } {
  return { taskId, submissionId: id };
}

/** Own department's or own hand-in, or the office; while it is not decided for good. `pieces` in the order 「B12」 lists them. */
async function getDescribable(
  deps: Deps,
  { member, number }: Pick<Describing, 'member' | 'number'>,
): Promise<{ submission: Submission; deliverable: NamedDeliverable; pieces: Evidence[] }> {
  const { submission, deliverable } = await getOpenNumbered(deps, number);
  const pieces = await listEvidenceOfSubmission(deps.db, submission.id);
  const isOwn = member.departments.includes(submission.departmentId) || sendersOf(submission, pieces).has(member.id);
  if (!isOwn && !member.roles.includes('admin'))
    throw new DomainError('not-your-details', { number, department: deliverable.departmentName });
  if (!DESCRIBABLE.has(submission.state)) throw new DomainError('cannot-describe', { number, state: submission.state });
  return { submission, deliverable, pieces };
}

const DESCRIBABLE: ReadonlySet<Submission['state']> = new Set(['receiving', 'submitted', 'returned']);
