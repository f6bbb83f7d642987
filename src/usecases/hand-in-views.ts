import { countPieces, positionOf } from '../db/evidence.ts';
import { listNamedDeliverables } from '../db/named-deliverables.ts';
import { dayOf, formatDay } from '../domain/calendar.ts';
import type { Burst, Evidence } from '../domain/evidence.ts';
import { shortFileName } from '../domain/file-name.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import { stillOwed, type StillOwed } from '../domain/still-owed.ts';
import type { Submission } from '../domain/submission.ts';
import { UPLOAD_PAGE } from '../domain/upload.ts';
import { taskTitle } from '../domain/task-title.ts';
import { listCandidates } from './burst-steps.ts';
import { checklistView, type ChecklistView } from './checklist-view.ts';
import { yearMeant } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { findingsView, type FindingView } from './findings-view.ts';
import { itemView, ofYear, type ItemView } from './item-view.ts';
import { isUnconfirmed, pieceView, sizeOf, type PieceView } from './piece-view.ts';
import { departmentsOf, listOpenDeliverables, listOwingYears } from './own-deliverables.ts';

/** Where files went, and what is still missing. */
export interface ReceiptView extends ItemView {
  number: number;
  version: number;
  /** Files of this version. */
  count: number;
  checklist: ChecklistView;
  /** What was read from the files it is about and nobody confirmed; some of them. */
  read: PieceView[];
  unconfirmed: number;
  findings: FindingView[];
  /** `day`: the nearest one. */
  still: Omit<StillOwed, 'dueOn'> & { day: string | null };
  minutes: number;
}

/** `told`: the files it is about, the others were told of before. */
export async function receiptView(
  deps: Deps,
  submission: Submission,
  deliverable: NamedDeliverable,
  told: readonly Evidence[],
): Promise<ReceiptView> {
  const unconfirmed = told.filter(isUnconfirmed);
  const all = await listNamedDeliverables(deps.db, deliverable.planId, [deliverable.departmentId]);
  const { dueOn, ...still } = stillOwed(all, deliverable.dueOn, dayOf(deps.clock.now()));
  return {
    ...itemView(deliverable),
    number: submission.number,
    version: submission.version,
    count: (await countPieces(deps.db, submission)).ofVersion,
    checklist: await checklistView(deps, deliverable),
    read: await Promise.all(
      unconfirmed.slice(0, READ_SHOWN).map(async (one) => pieceView(one, await positionOf(deps.db, one), deliverable.year)),
    ),
    unconfirmed: unconfirmed.length,
    findings: await findingsView(deps, { deliverable, files: told, audience: 'department' }),
    still: { ...still, day: dueOn && formatDay(dueOn, deliverable.year) },
    minutes: deps.config.evidence.burstMinutes,
  };
}

const READ_SHOWN = 3;

/** 「是哪一项」 or 「是哪个部门」, with what there is to choose from; without a department left, the item again. */
export interface QuestionView {
  /** 「2022年 」 where the items are not of the current plan. */
  ofYear: string;
  /** Asked in a group, where only what mentions the bot is heard. */
  inRoom: boolean;
  kind: 'item' | 'department';
  /** Why the item that was named could not be taken. */
  problem: string | null;
  items: { code: string; title: string }[];
  /** Items everybody has, by the collective name they came from. */
  shared: { label: string; codes: string[] }[];
  /** Lines left out. */
  left: number;
  /** Other years that still ask something of the sender. */
  otherYears: number[];
  /** A code to answer with, or for a department its item. */
  example: string;
  departments: string[];
}

export async function questionView(deps: Deps, burst: Burst): Promise<QuestionView> {
  const problem =
    burst.problem === null ? null : deps.render(`refusals/${burst.problem.code}`, burst.problem.details).text.split('\n', 1)[0]!;
  const none = {
    ofYear: '',
    inRoom: burst.roomId !== '' && burst.channel !== UPLOAD_PAGE,
    problem,
    items: [],
    shared: [],
    left: 0,
    otherYears: [],
    departments: [],
  };
  const candidates = burst.question === 'department' ? await listCandidates(deps, burst) : [];
  if (candidates[0] !== undefined) {
    return {
      ...none,
      kind: 'department',
      ofYear: ofYear(candidates[0]),
      example: candidates[0].code,
      departments: candidates.map(({ departmentName }) => departmentName),
    };
  }
  const tasks = await listOpenTasks(deps, burst);
  const own = tasks.filter(({ collective }) => collective === 0);
  const shared = own.length === 0 ? [] : tasks.filter(({ collective }) => collective === 1);
  const listed = own.length === 0 ? tasks : own;
  return {
    ...none,
    kind: 'item',
    ofYear: tasks[0] === undefined ? '' : ofYear(tasks[0]),
    items: listed.slice(0, ITEMS_SHOWN).map(({ code, text }) => ({ code, title: taskTitle(text) })),
    shared: [...Map.groupBy(shared, ({ label }) => label)].map(([label, of]) => ({ label, codes: of.map(({ code }) => code) })),
    left: Math.max(0, listed.length - ITEMS_SHOWN),
    otherYears: await listOwingYears(deps, await departmentsOf(deps, burst), await yearMeant(deps, burst.year)),
    example: tasks[0]?.code ?? '',
  };
}

const ITEMS_SHOWN = 10;

/** One row per item the person's departments may still hand something in for, their own duty before the collective's. */
async function listOpenTasks(deps: Deps, burst: Burst): Promise<NamedDeliverable[]> {
  const byTask = Map.groupBy(await listOpenDeliverables(deps, burst), ({ taskId }) => taskId);
  return [...byTask.values()].map((ofTask) => ofTask.find(({ collective }) => collective === 0) ?? ofTask[0]!);
}

/** What became of the files of one message. */
export interface FilesView {
  files: { name: string; size: string }[];
  /** Files beyond those named. */
  more: number;
  /** `name` is null where it never came. */
  refused: { name: string | null; remark: string }[];
  renamed: { name: string; savedAs: string }[];
  maxFileMb: number;
}

export function filesView(deps: Deps, files: readonly Evidence[]): FilesView {
  const stored = files.filter(({ state }) => state === 'stored');
  return {
    files: stored.slice(0, FILES_SHOWN).map((one) => ({ name: shortFileName(one.originalName), size: sizeOf(one) })),
    more: Math.max(0, stored.length - FILES_SHOWN),
    refused: files
      .filter(({ state }) => state === 'refused' || state === 'failed')
      .map(({ originalName, remark }) => ({
        name: originalName === '' ? null : shortFileName(originalName),
        remark: remark ?? 'gone',
      })),
    renamed: stored
      .filter(({ remark }) => remark === 'renamed')
      .map(({ originalName, safeName }) => ({ name: shortFileName(originalName), savedAs: shortFileName(safeName) })),
    maxFileMb: deps.config.evidence.maxFileMb,
  };
}

const FILES_SHOWN = 10;
