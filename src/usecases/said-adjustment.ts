import { listDepartments } from '../db/directory.ts';
import { dayOf, type Day } from '../domain/calendar.ts';
import { createDepartmentResolver, type Department } from '../domain/directory.ts';
import { nearDepartments } from '../domain/near-names.ts';
import type { AdjustmentRule } from '../domain/plan.ts';
import { findRates, saysHowMuch, takeApart, type SaidCase } from '../domain/score/find-rate.ts';
import { looksLikeDepartment } from '../importer/interpret/looks-like-department.ts';
import type { Deps } from './deps.ts';

/** What somebody typed, divided at the day. */
export interface AdjustmentWords {
  inRoom: boolean;
  kind: AdjustmentRule['kind'];
  /** Said before the day: rule, level, amount, whom it concerns. */
  words: string;
  /** As typed; undefined when none was. */
  day: string | undefined;
  /** Said behind the day: 文号 or 来源, whom it concerns. */
  source: string;
}

/** 「加分 …」 and 「扣分 …」 taken apart: rule and level in words, amount, day, paper, whom it concerns. */
export interface SaidAdjustment extends SaidCase, Pick<AdjustmentWords, 'kind' | 'day' | 'inRoom'> {
  source: string;
  /** 昨天, 2023-05: said instead of a day; '' when nothing was. */
  vagueDay: string;
  department: Department | undefined;
  today: Day;
}

export async function readSaid(deps: Deps, { kind, words, day, source, inRoom }: AdjustmentWords): Promise<SaidAdjustment> {
  const resolve = createDepartmentResolver(await listDepartments(deps.db));
  const today = dayOf(deps.clock.now());
  const { howMuch, paper } = takeHowMuch(source);
  const [before, behind] = [takeDepartment(words, resolve), takeDepartment(paper, resolve)];
  const rest = (before.department === undefined ? behind.rest : paper).replace(SOURCE_LABEL, '');
  const { vagueDay, rest: front } = day === undefined ? takeVagueDay(before.rest) : { vagueDay: '', rest: before.rest };
  const said = takeApart([front, ...howMuch].join(' '));
  return { ...said, kind, day, vagueDay, inRoom, source: rest.trim(), department: before.department ?? behind.department, today };
}

function wordsOf(text: string): string[] {
  return text.split(/[\s，,；;]+/u);
}

/** 「2023-05-10 4分 湘纪〔2023〕5号」: amount and count may stand behind the day, too. */
function takeHowMuch(source: string): { howMuch: string[]; paper: string } {
  const tokens = wordsOf(source);
  const howMuch = tokens.filter(saysHowMuch);
  return { howMuch, paper: howMuch.length === 0 ? source : tokens.filter((token) => !saysHowMuch(token)).join(' ') };
}

function takeVagueDay(words: string): { vagueDay: string; rest: string } {
  const tokens = wordsOf(words);
  const vagueDay = tokens.find((token) => VAGUE_DAY.test(token)) ?? '';
  return { vagueDay, rest: vagueDay === '' ? words : tokens.filter((token) => token !== vagueDay).join(' ') };
}

const VAGUE_DAY = /^(?:[今昨前]天|[今昨]日|(?:上|这|本)个?(?:周|星期|月)|20\d\d[-/.年]\d{1,2}月?|\d{1,2}月份?)$/u;

/** A paper named in front of the day is one, too. */
export function withPaperInFront(rule: AdjustmentRule, said: SaidAdjustment): SaidAdjustment {
  const parts = [...findRates(rule, said).unexplained, said.source].filter((part) => part !== '');
  return { ...said, source: parts.join(' ').replace(SOURCE_LABEL, '').trim() };
}

/** 「文号：湘文明〔2023〕5号」; alone it is the example's own word. */
const SOURCE_LABEL = /^(?:文号|来源|依据|文件)[\s:：]*/u;

/** A word that is a department's name says whom it concerns. */
function takeDepartment(text: string, resolve: (label: string) => Department | undefined) {
  const tokens = wordsOf(text);
  const at = tokens.findIndex((token) => token !== '' && resolve(token) !== undefined);
  if (at < 0) return { department: undefined, rest: text };
  return { department: resolve(tokens[at]!), rest: tokens.toSpliced(at, 1).join(' ') };
}

/** 「地质工会」 behind the paper, while the directory knows a 机关工会. */
export function findMeant(source: string, departments: readonly Department[]): { said: string; department: string } | null {
  for (const said of wordsOf(source).filter(looksLikeDepartment)) {
    const [near] = nearDepartments(said, departments);
    if (near !== undefined) return { said, department: near.name };
  }
  return null;
}
