import type { Day } from './calendar.ts';
import { kindsIn, PHOTO } from './evidence-kind.ts';
import type { SourceCell } from './plan-draft.ts';
import type { Quota } from './quota.ts';

/** One line of what an item asks for (材料清单): a kind of paper (方案, 照片 3 张), or an amount in the table's words (全年不少于4次). */
export interface Required {
  /** As people are told, in the table's words: a paper (简报), or an amount. */
  name: string;
  /** Null for an amount of whatever there is. */
  kind: string | null;
  n: number;
  /** 份 for papers, 张, 次, 字, …; what is not counted has the unit it was written with. */
  unit: string;
  per: Quota['per'];
  /** From the table's amounts (数量要求), not from a list of papers. */
  isAmount: boolean;
}

/** What is there of it. */
export interface ChecklistEntry {
  name: string;
  /** Its name is a paper's, not an amount in words (全年不少于4次). */
  isPaper: boolean;
  /** How much is asked for, and what is there; of something each period asks for, periods. */
  need: number;
  have: number;
  unit: string;
  /** `unclear`: only a person can tell (50%以上). */
  state: 'met' | 'missing' | 'unclear';
  /** Periods that lack it (二季度, 3月). */
  lacking: string[];
  /** Pieces whose day nobody knows, so that they count for no occasion. */
  undated: number;
}

/** Evidence of an item that is alike: so many of a kind, made on one day. */
export interface Held {
  kind: string | null;
  /** Its bytes are a picture. */
  picture: boolean;
  madeOn: Day | null;
  count: number;
  /** 字数 of the longest. */
  chars: number | null;
}

/** The table's columns for what is to be handed in (需提供材料, 佐证材料, 成果形式). */
const MATERIAL_COLUMN = /材料|资料|佐证|印证|证明|凭证|成果形式|提交形式|呈现形式/u;

/** What an item asks for by its row: kinds of paper its 佐证材料 column names, and its amounts (数量要求). */
export function requiredOf({ quotas, source }: { quotas: readonly Quota[]; source: readonly SourceCell[] }): Required[] {
  const amounts = quotas.map(requiredByQuota);
  const listed = source.filter(({ label }) => MATERIAL_COLUMN.test(label)).flatMap(({ text }) => requiredIn(text));
  return [...withoutKinds(listed, amounts), ...amounts];
}

/** What is usual for an activity (活动) and its row does not ask for: a proposal, never a duty. `usual` in words: 「方案、照片3张、总结」. */
export function suggestedFor({ text }: { text: string }, required: readonly Required[], usual: string): Required[] {
  return ACTIVITY.test(text) ? withoutKinds(requiredIn(usual), required) : [];
}

const ACTIVITY = /(?:开展|举办|组织|参加|举行)[^。；]{0,30}活动/u;

/** Kinds of paper in a text, each with its number: 「方案、照片3张、总结2份」. Named twice they are asked for once. */
export function requiredIn(text: string): Required[] {
  const found = new Map<string, Required>();
  for (const { kind, at, end } of kindsIn(text)) {
    const n = Number(
      /^(?:不少于|至少|各)?\s*(\d{1,3})\s*[张份篇个件期]/u.exec(text.slice(end))?.[1] ?? NUMBER_BEFORE.exec(text.slice(0, at))?.[1] ?? 1,
    );
    const name = nameOfPaper(kind, text.slice(at, end));
    if (!found.has(kind)) found.set(kind, { name, kind, n, unit: kind === PHOTO ? '张' : '份', per: 'year', isAmount: false });
  }
  return [...found.values()];
}

/** 简报 and not 新闻报道 where the row says so; the kind where the row's word is only a part of it (签到 of 签到表). */
function nameOfPaper(kind: string, said: string): string {
  return kind.includes(said) ? kind : said;
}

const NUMBER_BEFORE = /(\d{1,3})\s*[张份篇个件]$/u;

function requiredByQuota({ raw, n, unit, per }: Quota): Required {
  const kind = PICTURES.has(unit) ? PHOTO : (kindsIn(raw)[0]?.kind ?? null);
  const saysKind = kind !== null && per === 'year' && COUNTED.has(unit) && raw.includes(kind);
  return { name: saysKind ? kind : raw, kind, n, unit, per, isAmount: true };
}

function withoutKinds(some: readonly Required[], others: readonly Required[]): Required[] {
  return some.filter(({ kind }) => others.every((other) => other.kind !== kind));
}

const PICTURES = new Set(['张', '幅']);
const PAPERS = new Set(['份', '篇', '件', '册', '本', '条', '个']);
/** Done on a day: several papers of one day are one. */
const OCCASIONS = new Set(['次', '场', '期', '轮', '遍', '堂', '节']);
const COUNTED = new Set([...PICTURES, ...PAPERS]);

/** Holds what is there against what is asked for. `today`: of each period only those begun are asked for. */
export function checklistOf(required: readonly Required[], held: readonly Held[], year: number, today: Day): ChecklistEntry[] {
  return required.map((one) => {
    const ofKind = held.filter((piece) => isOf(one, piece));
    const entry = {
      name: one.name,
      isPaper: !one.isAmount || one.name === one.kind,
      need: one.n,
      have: 0,
      unit: one.unit,
      lacking: [],
      undated: 0,
    };
    if (one.unit === '字') {
      const have = Math.max(0, ...ofKind.map(({ chars }) => chars ?? 0));
      // A scan may be long enough.
      const unread = have < one.n && ofKind.some(({ chars, picture }) => !picture && (chars ?? 0) === 0);
      return unread ? { ...entry, state: 'unclear' } : withState({ ...entry, have });
    }
    const isOccasion = OCCASIONS.has(one.unit);
    if (!isOccasion && !COUNTED.has(one.unit)) return { ...entry, state: 'unclear' };
    const undated = ofKind.filter(({ madeOn }) => madeOn === null).reduce((sum, { count }) => sum + count, 0);
    if (one.per === 'year') return withState({ ...entry, have: amountOf(ofKind, isOccasion), undated: isOccasion ? undated : 0 });
    if (one.per === 'week') return { ...entry, state: 'unclear' };
    const periods = periodsOf(one.per, year, today);
    const lacking = periods.filter(({ from, to }) => amountOf(within(ofKind, from, to), isOccasion) < one.n).map(({ name }) => name);
    return withState({ ...entry, need: periods.length, have: periods.length - lacking.length, lacking, undated });
  });
}

function withState(entry: Omit<ChecklistEntry, 'state'>): ChecklistEntry {
  return { ...entry, state: entry.have >= entry.need ? 'met' : 'missing' };
}

function isOf({ kind, unit, isAmount }: Required, piece: Held): boolean {
  if (kind === PHOTO) return piece.picture || piece.kind === kind;
  if (kind === null || OCCASIONS.has(unit) || unit === '字') return true;
  // An amount is not missed because a name does not say what the paper is.
  return piece.kind === kind || (isAmount && piece.kind === null);
}

function amountOf(pieces: readonly Held[], isOccasion: boolean): number {
  if (isOccasion) return new Set(pieces.flatMap(({ madeOn }) => madeOn ?? [])).size;
  return pieces.reduce((sum, { count }) => sum + count, 0);
}

function within(pieces: readonly Held[], from: Day, to: Day): Held[] {
  return pieces.filter(({ madeOn }) => madeOn !== null && from <= madeOn && madeOn <= to);
}

const MONTHS_OF = { month: 1, quarter: 3, 'half-year': 6 } as const;

/** Those of the year that have begun. */
function periodsOf(per: keyof typeof MONTHS_OF, year: number, today: Day): { name: string; from: Day; to: Day }[] {
  const months = MONTHS_OF[per];
  return Array.from({ length: 12 / months }, (_, index) => {
    const first = String(index * months + 1).padStart(2, '0');
    const last = String((index + 1) * months).padStart(2, '0');
    // Days compare as text, so the last of a short month may be named too long.
    return { name: nameOf(per, index), from: `${year}-${first}-01`, to: `${year}-${last}-31` };
  }).filter(({ from }) => from <= today);
}

function nameOf(per: keyof typeof MONTHS_OF, index: number): string {
  if (per === 'half-year') return ['上半年', '下半年'][index]!;
  return per === 'quarter' ? `${'一二三四'[index]}季度` : `${index + 1}月`;
}
