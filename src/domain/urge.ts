/** Whom to urge (催办): those who owe an item, a department, or whoever is overdue. Names and codes as typed. */
export type UrgeTarget = { code: string } | { department: string } | { overdue: true };

/** What 催办 was said about. */
export interface UrgeRequest {
  target: UrgeTarget;
  /** 仍然: over the cooling time and the quota (减负). */
  anyway: boolean;
  /** Null: the current plan. */
  year: number | null;
}

/** A 催办 of several departments that waits for 「确认催办」: one of each person in each conversation, the newest. */
export interface UrgePreview {
  memberId: string;
  channel: string;
  /** Chat id, '' in private. */
  roomId: string;
  request: UrgeRequest;
  /** Whom it said it would reach: member and department. */
  shown: string[];
  askedAt: string;
}

/** As typed behind 催办. */
export function urgeWords({ target, anyway }: UrgeRequest): string {
  const about = 'code' in target ? target.code : 'department' in target ? target.department : '逾期';
  return anyway ? `${about} 仍然` : about;
}
