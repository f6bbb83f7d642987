import type { Generated, Kysely } from 'kysely';
import type { ChainedEntry } from '../domain/audit-chain.ts';
import type { Deliverable, DeliverableState } from '../domain/deliverable.ts';
import type { Burst, Evidence, EvidenceView } from '../domain/evidence.ts';
import type { Leave } from '../domain/leave.ts';
import type { AdjustmentRule, AssessmentPlan, Assignment, Category, Milestone, Section, Task } from '../domain/plan.ts';
import type { AdjustmentCase } from '../domain/score/adjustment-case.ts';
import type { Review, Submission } from '../domain/submission.ts';
import type { Upload, UploadLink } from '../domain/upload.ts';
import type { UrgePreview } from '../domain/urge.ts';

/** Either the connection pool or a running transaction: query functions take it first and do not care which. */
export type Database = Kysely<Tables>;

/** Columns are camelCase here and snake_case in SQL. Times are ISO-8601 UTC text, days `YYYY-MM-DD`, flags 0 | 1, lists JSON text. */
export interface Tables {
  departments: DepartmentRow;
  departmentAliases: { alias: string; departmentId: string; source: DirectorySource };
  members: { id: string; name: string; prefer: string | null; deputyId: string | null };
  memberDepartments: { memberId: string; departmentId: string; position: number };
  memberRoles: { memberId: string; role: string };
  channelAccounts: { channel: string; accountId: string; memberId: string; source: DirectorySource };
  leaves: Leave;
  handovers: HandoverRow;
  rooms: { id: string; name: string; departments: Json; stated: Json | null };
  roomAccounts: { channel: string; chatId: string; roomId: string };
  digests: DigestRow;
  requests: RequestRow;
  plans: AssessmentPlan;
  categories: Category;
  sections: Section;
  tasks: WithJson<Task, 'quotas' | 'source'>;
  adjustments: WithJson<AdjustmentRule, 'rates' | 'departments' | 'terms'>;
  adjustmentCases: AdjustmentCase;
  assignments: Assignment;
  milestones: Milestone;
  deliverables: Deliverable;
  deadlines: DeadlineRow;
  progressCounts: ProgressCountRow;
  bursts: Omit<Burst, 'candidates' | 'problem'> & { candidates: Json; problem: Json | null };
  submissions: Submission;
  evidence: EvidenceRow;
  evidenceViews: EvidenceView;
  uploadLinks: UploadLink;
  uploads: Upload;
  reviews: Review;
  reminders: WithDefaults<ReminderRow, 'id'>;
  urgePreviews: WithJson<UrgePreview, 'request' | 'shown'>;
  imports: ImportRow;
  exports: WithDefaults<ExportRow, 'doneBytes' | 'totalBytes' | 'openedAt'>;
  inboundMessages: InboundRow;
  inboundAttachments: InboundAttachmentRow;
  outboundMessages: OutboundRow;
  auditEntries: ChainedEntry;
  counters: { name: string; value: number };
  settings: { name: string; value: string };
}

/** JSON as text: portable, read and written by the query functions only. */
type Json = string;
type WithJson<T, K extends keyof T> = Omit<T, K> & Record<K, Json>;

/** A new row says what is known of it; the database fills in the rest. */
type EvidenceRow = WithDefaults<
  WithJson<Evidence, 'findings'>,
  'position' | 'form' | 'madeOnConfirmed' | 'docNumberConfirmed' | 'findings' | 'inspected' | 'bytesToRemove' | 'previewSize'
>;
type WithDefaults<T, K extends keyof T> = Omit<T, K> & { [P in K]: Generated<T[P]> };

/** Who said so: the directory file, which takes back what it no longer says, or somebody in chat. */
export type DirectorySource = 'file' | 'chat';

export interface DepartmentRow {
  id: string;
  name: string;
  kind: string;
  /** JSON: the word `departments` or a list of ids; null when not collective. */
  collective: Json | null;
  position: number;
}

/** 移交: one liaison's duties given to another, applied again whenever the directory file is read, until it says so itself. */
export interface HandoverRow {
  id: string;
  /** Order in which they were said. */
  n: number;
  fromId: string;
  toId: string;
  /** 1: was no 联络员 before. */
  gaveRole: 0 | 1;
  /** JSON: ids of the departments the receiver did not belong to before. */
  gaveDepartments: Json;
}

/** How many 应报事项 of one kind there are, detached ones left out. Written by the database's own triggers, never from here. */
export interface ProgressCountRow {
  planId: string;
  departmentId: string;
  categoryId: string;
  /** '' while there is no 时间节点. */
  milestoneId: string;
  /** '' without a date. */
  dueOn: string;
  supplementary: 0 | 1;
  state: DeliverableState;
  count: number;
}

/** 申请, numbered S: what somebody asks the admins to decide. */
export interface RequestRow {
  number: number;
  /** 绑定, 延期, 不属于. */
  kind: 'bind' | 'extension' | 'not-ours';
  state: 'open' | 'approved' | 'refused' | 'cancelled';
  /** The account it was asked from. */
  channel: string;
  accountId: string;
  /** Null for an account nobody is registered for (绑定). */
  memberId: string | null;
  departmentId: string;
  /** Who wants to be bound; '' otherwise. */
  name: string;
  /** The item (延期, 不属于). */
  taskId: string | null;
  /** 延期: what is to be handed in later, which may be gone meanwhile, and the day asked for. */
  deliverableId: string | null;
  wantedOn: string | null;
  /** As the asker wrote it. */
  reason: string;
  createdAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  decisionReason: string | null;
}

/** A recorded decision (提醒 / 催办): unique per deliverable, rung, due day and recipient. */
export interface ReminderRow {
  /** In the order they were written. */
  id: number;
  deliverableId: string;
  /** Rung of the ladder, or `urge-` and an id (催办). */
  rung: string;
  /** '' when it has no date (only urged ones). */
  dueOn: string;
  /** '' when there is nobody to tell. */
  memberId: string;
  /** `planned` without `outboundId`: waits for the person's message of the day. `skipped` for `quota`: for the next day that has room for one. */
  state: 'planned' | 'merged' | 'skipped' | 'sent' | 'failed';
  reason: string | null;
  /** The day it was decided or last held back, then the day of its message. */
  day: string;
  outboundId: string | null;
  /** When this outcome was decided. */
  decidedAt: string;
  /** 1: 「收到」 was said to its message, so its rung is not told again. */
  acknowledged: 0 | 1;
}

/** A decision before it is written. */
export type NewReminder = Omit<ReminderRow, 'id'>;

/** A deadline (截止日) of something that is owed, and how far its ladder is decided for all that goes with it. */
export interface DeadlineRow {
  dueOn: string;
  /** All steps until then are decided. */
  decidedUntil: string;
  /** When the next step can be; null: none is to come, or nothing is owed by that day. Indexed. */
  nextAt: string | null;
}

/** What became of one room's digest (群周报) of one week, known by its Monday. */
export interface DigestRow {
  roomId: string;
  week: string;
  /** Its message; null when there is none. */
  outboundId: string | null;
  /** Why there is none: nothing to say, no way into the room, or its chat was told enough that week (减负). */
  reason: 'nothing' | 'no-address' | 'quota' | null;
  decidedAt: string;
}

/** One reading of a table (任务分解表); the draft waits here for 确认导入, and stays as what the published plan was read from. */
export interface ImportRow {
  id: string;
  /** The message it came with, and the person who sent it; null from the command line. */
  inboundId: string | null;
  memberId: string | null;
  channel: string;
  /** Chat id, '' in private. */
  roomId: string;
  /** `awaiting`: said 「导入」, the file is to follow. */
  state: 'awaiting' | 'reading' | 'preview' | 'confirmed' | 'cancelled' | 'refused';
  /** 1: said 「导入」, so never taken for evidence. */
  explicit: 0 | 1;
  /** The file's name, '' for pasted text. */
  name: string;
  attachmentId: string | null;
  /** Pasted text, until it is read. */
  text: string | null;
  draft: Json | null;
  /** What 确认导入 would change, as the preview said: another change since is shown first. */
  shown: Json | null;
  /** The plan it became. */
  planId: string | null;
  /** Of that plan's tables the first, second, …: the last is in force. */
  revision: number | null;
  createdAt: string;
}

/** A paper an admin had made (导出), for that person alone, and where it is told. */
export interface ExportRow {
  id: string;
  kind: 'ledger' | 'archive' | 'trail';
  /** Suffix of the file. */
  form: 'xlsx' | 'docx' | 'zip' | 'jsonl';
  /** Null for what is of no year (留痕). */
  planId: string | null;
  memberId: string;
  channel: string;
  accountId: string;
  state: 'building' | 'ready' | 'failed';
  /** Real time: until then one process builds it. */
  claimedUntil: string | null;
  /** Tries that failed. */
  attempts: number;
  /** Of the file. */
  name: string;
  /**
   * Known once it is built; the hash before it is put away: from then on nobody removes these bytes. Of an archive only its frame is kept,
   * and that is its hash.
   */
  size: number | null;
  sha256: string | null;
  /** How far it is, where it takes long: bytes looked at, of how many. */
  doneBytes: number;
  totalBytes: number | null;
  createdAt: string;
  /** Real time: then the file goes; the row stays. */
  expiresAt: string | null;
  /** For the first time, over its link. */
  openedAt: string | null;
}

/** Written down before it is answered. Unique per (channel, messageId). `n` is the order of arrival. */
export interface InboundRow {
  id: string;
  n: number;
  channel: string;
  messageId: string;
  senderId: string;
  roomId: string | null;
  text: string;
  state: 'waiting' | 'handled' | 'failed';
  attempts: number;
  lastError: string | null;
  /** Real time: its sender writes too fast, and its turn comes then. */
  waitsUntil: string | null;
  /** How its channel lets it be answered; goes with the body after 30 days. */
  replyTo: Json | null;
  receivedAt: string;
  handledAt: string | null;
}

/** `ref` is the channel's locator (for the sandbox: the bytes) and goes with the body after 30 days. */
export interface InboundAttachmentRow {
  id: string;
  inboundId: string;
  position: number;
  quoted: 0 | 1;
  name: string;
  ref: Json | null;
}

/** Written down before it is sent. `n` is given when it was shown, so that a reader who asks "after n" misses none. */
export interface OutboundRow {
  id: string;
  /** Order in which it was queued. */
  seq: number;
  n: number | null;
  channel: string;
  recipientKind: 'person' | 'room';
  recipientId: string;
  memberId: string | null;
  /** What it is: answer, assignment, reminder, … */
  purpose: string;
  /** The same key is never queued twice. */
  dedupeKey: string;
  inReplyTo: string | null;
  body: Json;
  state: 'queued' | 'sending' | 'sent' | 'failed';
  attempts: number;
  /** Real time, which does not travel: not before then (queued), or the end of the claim (sending). */
  nextAttemptAt: string | null;
  /** Code of the error that ended the last try; null while one is under way. */
  lastError: string | null;
  /** What an admin needs to mend it, beside the code. */
  errorDetail: string | null;
  /** What the platform said of it; of a message in several parts also before the last is out. */
  receipt: Json | null;
  createdAt: string;
  sentAt: string | null;
  /** When it was given up. */
  failedAt: string | null;
}
