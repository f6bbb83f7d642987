import type { Evidence } from './evidence.ts';

/** 报送: what a department handed in for one deliverable; `number` is shown as B12. A repair is a new version of the same one. */
export interface Submission {
  id: string;
  number: number;
  deliverableId: string;
  departmentId: string;
  memberId: string;
  /** `receiving` while a file of it is still on its way into the store. Withdrawn and rejected (不采用) ones count no more. */
  state: 'receiving' | 'submitted' | 'approved' | 'returned' | 'withdrawn' | 'rejected';
  version: number;
  note: string;
  createdAt: string;
  submittedAt: string | null;
  /** The version reviewers were told of; 0 when not yet. */
  announcedVersion: number;
  /** 1: the office handed it in for the department (代交). */
  onBehalf: 0 | 1;
  /** Why it was withdrawn (撤回), where its sender said so. */
  withdrawnReason: string | null;
}

/** Whether it counts (有效): neither withdrawn (撤回) nor 不采用. */
export function isLive({ state }: Pick<Submission, 'state'>): boolean {
  return state !== 'withdrawn' && state !== 'rejected';
}

/** Member ids of all who handed something in with it: nobody reviews their own. */
export function sendersOf({ memberId }: Pick<Submission, 'memberId'>, files: readonly Pick<Evidence, 'memberId'>[]): Set<string> {
  return new Set([memberId, ...files.map((file) => file.memberId)]);
}

/**
 * 审核: one verdict on one version. A return (退回补正) carries a reason code (R1–R10), 不采用 and 重新打开 their reason as comment. After
 * 重新打开 the same version is decided again.
 */
export interface Review {
  id: string;
  submissionId: string;
  version: number;
  verdict: 'approve' | 'return' | 'reject' | 'reopen';
  reason: string | null;
  comment: string;
  /** 评分, of an approval: what it gives of the item's points; null where the reviewer did not say. */
  points: number | null;
  reviewerId: string;
  /** The reviewer belongs to the department that handed in; allowed, and shown. */
  sameDepartment: 0 | 1;
  reviewedAt: string;
}
