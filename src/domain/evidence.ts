import type { Day } from './calendar.ts';
import type { FileRefusal } from './file-check.ts';

/**
 * 佐证资料: one file, link, text or register entry (登记) somebody handed in. `refused` and `failed` rows keep their reason; their bytes are
 * not kept. A `withdrawn` one (撤回 of one piece) is kept with its place in the list, and counts for nothing.
 */
export interface Evidence extends Substance {
  id: string;
  burstId: string;
  /** Null until it is clear for which item it is. */
  submissionId: string | null;
  /** The submission's version it was handed in with. */
  version: number | null;
  /** The message it came with; null when it came by the upload page. */
  inboundId: string | null;
  /** The file of that message; null for what came as words, or by the upload page. */
  attachmentId: string | null;
  /** Its place among what came at once, from 0. */
  position: number;
  /** Only a `file` has bytes: a name, a size, a hash. The others are `stored` at once. */
  form: 'file' | 'link' | 'text' | 'register';
  memberId: string;
  state: 'pending' | 'stored' | 'refused' | 'failed' | 'withdrawn';
  /** As the sender called it, for ever. '' until the bytes are there where the name comes with them; made up where none comes. */
  originalName: string;
  /** The same, made safe: no path parts, no control characters, suffix after the true type. */
  safeName: string;
  size: number | null;
  sha256: string | null;
  mime: string | null;
  /** Why it was refused or failed, or that a stored one got the suffix of its true type. Code of a template line. */
  remark: EvidenceRemark | null;
  /** Failed tries to fetch it. */
  attempts: number;
  /** Real time, which does not travel: no further try before then. */
  nextAttemptAt: string | null;
  receivedAt: string;
  /** When, by whom and why its bytes were destroyed (清除); the row and the hash stay. */
  purgedAt: string | null;
  purgedBy: string | null;
  purgeReason: string | null;
  /** 1: destroyed, and the bytes, those of its preview too, are still to be removed from the store. */
  bytesToRemove: 0 | 1;
}

/** What a piece of evidence shows: as its sender said, as was read from it, or null where nobody knows. */
export interface Substance {
  /** 题名 of a link, a text or a register entry; of a file what it calls itself. */
  title: string | null;
  /** Where a link leads. */
  url: string | null;
  /** The words of a text. */
  body: string | null;
  /** 存放处 of a paper that may not be scanned. */
  keptAt: string | null;
  /** 类型: 方案, 通知, 总结, 实景图片, … */
  kind: string | null;
  /** 形成日期. */
  madeOn: Day | null;
  /** Who or what says so: the sender, the camera, the file's name, its text, the web page, or what its program wrote about it. */
  madeOnFrom: 'sender' | 'exif' | 'name' | 'text' | 'page' | 'meta' | null;
  madeOnConfirmed: 0 | 1;
  /** 文号. */
  docNumber: string | null;
  docNumberConfirmed: 0 | 1;
  /** Where it happened (地点). */
  place: string | null;
  /** Who made it (来源部门), as said. */
  sourceDepartment: string | null;
  /** What a picture shows (说明). */
  caption: string | null;
  pages: number | null;
  /** Length of its text, as 字数 is counted. */
  chars: number | null;
  /** Key of a small picture of it in the store. */
  previewSha256: string | null;
  /** In bytes; null also of a picture from before it was kept. */
  previewSize: number | null;
  /** What checks found in it; empty also before it was inspected. */
  findings: EvidenceFinding[];
  /** 1: was read by itself, as far as it can be. */
  inspected: 0 | 1;
  /** 也用于: the piece of evidence whose bytes it shares. */
  usedFrom: string | null;
}

/** What is said of a piece of evidence in chat. */
export type DetailField = keyof Pick<
  Substance,
  'madeOn' | 'docNumber' | 'place' | 'sourceDepartment' | 'kind' | 'title' | 'caption' | 'keptAt'
>;

/** Something a reviewer should know of a piece of evidence (预检提示). `rule`: code of a template line; `details`: what the line names. */
export interface EvidenceFinding {
  rule: string;
  details: Readonly<Record<string, unknown>>;
}

/** What there is to say about a file. `marked`: it carries a mark of secrecy (密级标志), so not
 * even its name is kept. `duplicate`: the same bytes are in this 报送 already; `new-name`: they have the name of
 * this one since. `gone`, `unreachable`: the platform did not give it. */
export type EvidenceRemark = FileRefusal | 'marked' | 'too-large' | 'duplicate' | 'new-name' | 'gone' | 'unreachable' | 'renamed';

/** Whether it stands for something: neither withdrawn (撤回) nor destroyed (清除). */
export function isStanding({ state, purgedAt }: Pick<Evidence, 'state' | 'purgedAt'>): boolean {
  return state === 'stored' && purgedAt === null;
}

/** What a piece that came as words is called after 清除. */
export const PURGED_WORDS = { text: '文字', link: '链接', register: '登记' } as const;

/** Files of one person in one conversation, at most ten quiet minutes apart: one hand-in (报送). */
export interface Burst {
  id: string;
  memberId: string;
  channel: string;
  /** Room chat id, or '' in private. */
  roomId: string;
  /** The office sends for this department (代交); null: for the sender's own. */
  forDepartmentId: string | null;
  /** The year it is for; null: the current one, whichever that is by then. */
  year: number | null;
  /** What it is for, once known. */
  deliverableId: string | null;
  /** What the sender was asked and has not answered. */
  question: 'item' | 'department' | null;
  /** Deliverable ids to choose from while the department is asked. */
  candidates: string[];
  /** Why the item that was named could not be taken: code and details of a refusal, said with the question. */
  problem: { code: string; details: Readonly<Record<string, unknown>> } | null;
  /** Note that came with 「提交 3 说明」. */
  note: string;
  /** Ten minutes after the last file. */
  endsAt: string;
  /** 1 when ended by time, 「完成」 or a reviewer. */
  ended: 0 | 1;
}

/** 查阅: that somebody was handed a file in a chat, or opened it over its link, on a day; the first time counts. */
export interface EvidenceView {
  evidenceId: string;
  memberId: string;
  /** Day. */
  day: string;
  how: 'shown' | 'opened';
  firstAt: string;
}
