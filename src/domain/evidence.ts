import type { FileRefusal } from './file-check.ts';

/** 佐证资料: one file somebody sent. `refused` and `failed` rows keep their reason; their bytes are not kept. */
export interface Evidence {
  id: string;
  burstId: string;
  /** Null until it is clear for which item it is. */
  submissionId: string | null;
  /** The submission's version it was handed in with. */
  version: number | null;
  inboundId: string;
  attachmentId: string;
  memberId: string;
  state: 'pending' | 'stored' | 'refused' | 'failed';
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
  /** 1: destroyed, and the bytes are still to be removed from the store. */
  bytesToRemove: 0 | 1;
}

/** What there is to say about a file. `duplicate`: the same bytes are in this 报送 already. `gone`, `unreachable`: the platform did not give it. */
export type EvidenceRemark = FileRefusal | 'too-large' | 'duplicate' | 'gone' | 'unreachable' | 'renamed';

/** Files of one person in one conversation, at most ten quiet minutes apart: one hand-in (报送). */
export interface Burst {
  id: string;
  memberId: string;
  channel: string;
  /** Room chat id, or '' in private. */
  roomId: string;
  /** The office sends for this department (代交); null: for the sender's own. */
  forDepartmentId: string | null;
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
