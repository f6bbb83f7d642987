import { findUnclearBurst, type BurstPlace } from '../db/bursts.ts';
import { dayOf, formatDay } from '../domain/calendar.ts';
import type { Burst, Evidence } from '../domain/evidence.ts';
import { shortFileName } from '../domain/file-name.ts';
import { listUnclearFiles } from './burst-steps.ts';
import type { Deps } from './deps.ts';
import { questionView, type QuestionView } from './hand-in-views.ts';

/**
 * Files whose item is not clear. Those of today go where the next word sends them. What was left behind on an earlier day (`left`) goes only
 * where an answer sends it: a 「提交」 of another day speaks of other files.
 */
export interface Unclear {
  current: Burst | undefined;
  left: Burst | undefined;
}

export async function findUnclear(deps: Deps, place: BurstPlace): Promise<Unclear> {
  const burst = await findUnclearBurst(deps.db, place);
  const isLeft = burst !== undefined && isOfEarlierDay(deps, burst.endsAt);
  return isLeft ? { current: undefined, left: burst } : { current: burst, left: undefined };
}

/** What is asked (是哪一项) of files that wait for it. */
export interface UnclearView {
  kind: 'question';
  question: QuestionView;
  /** Files are there. */
  waiting: boolean;
  left: EarlierFilesView | null;
}

export async function unclearView(deps: Deps, burst: Burst): Promise<UnclearView> {
  const files = await listUnclearFiles(deps, burst);
  return {
    kind: 'question',
    question: await questionView(deps, burst),
    waiting: files.length > 0,
    left: earlierFilesView(deps, files),
  };
}

export interface NamedFilesView {
  names: string[];
  /** Files beyond those named. */
  more: number;
}

/** Files of an earlier day, by name. */
export interface EarlierFilesView extends NamedFilesView {
  on: string;
}

/** What was left behind in a conversation; null also while something of today waits, which is to be answered first. */
export async function leftView(deps: Deps, place: BurstPlace): Promise<EarlierFilesView | null> {
  const { left } = await findUnclear(deps, place);
  return left === undefined ? null : earlierFilesView(deps, await listUnclearFiles(deps, left));
}

export function earlierFilesView(deps: Deps, files: readonly Evidence[]): EarlierFilesView | null {
  const earlier = files.filter(({ receivedAt }) => isOfEarlierDay(deps, receivedAt));
  if (earlier[0] === undefined) return null;
  return {
    on: formatDay(dayOf(new Date(earlier[0].receivedAt)), Number(dayOf(deps.clock.now()).slice(0, 4))),
    ...namedFiles(earlier),
  };
}

export function namedFiles(files: readonly Pick<Evidence, 'originalName'>[]): NamedFilesView {
  return {
    names: files.slice(0, NAMES_SHOWN).map(({ originalName }) => shortFileName(originalName)),
    more: Math.max(0, files.length - NAMES_SHOWN),
  };
}

const NAMES_SHOWN = 5;

function isOfEarlierDay({ clock }: Deps, instant: string): boolean {
  return dayOf(new Date(instant)) < dayOf(clock.now());
}
