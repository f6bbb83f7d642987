import { ok, warn, type Finding } from '../domain/finding.ts';

export interface WorkFacts {
  now: Date;
  oldestUnansweredAt: string | null;
  unanswered: number;
  oldestUnsentAt: string | null;
  unsent: number;
  /** Of the last day. */
  failures: { unanswered: number; unsent: readonly { code: string; count: number }[] };
}

/** What waits longer than it should, and what was given up within a day. */
export function judgeWork({ now, failures, ...waiting }: WorkFacts): Finding[] {
  const findings: Finding[] = [];
  const unanswered = secondsSince(waiting.oldestUnansweredAt, now);
  if (unanswered > 60) {
    const cure = 'see that a process with the role worker runs, and read its log';
    findings.push(warn(`work: ${waiting.unanswered} messages wait for an answer, the oldest for ${span(unanswered)}`, cure));
  }
  const unsent = secondsSince(waiting.oldestUnsentAt, now);
  if (unsent > 300) {
    const cure = 'see that a process with the role worker runs and that the chat platform can be reached';
    findings.push(warn(`work: ${waiting.unsent} messages wait to be sent, the oldest for ${span(unsent)}`, cure));
  }
  if (failures.unanswered > 0) {
    findings.push(
      warn(`work: ${failures.unanswered} messages of the last day could not be answered`, 'look for "could not be handled" in the log'),
    );
  }
  for (const { code, count } of failures.unsent) {
    findings.push(
      warn(
        `work: ${count} messages of the last day could not be sent (${code})`,
        'ask the bot 「未送达」 as an admin: it names them and the cure',
      ),
    );
  }
  return findings.length > 0 ? findings : [ok('work: nothing waits, nothing failed within a day')];
}

function secondsSince(instant: string | null, now: Date): number {
  return instant === null ? 0 : (now.getTime() - Date.parse(instant)) / 1000;
}

function span(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3600)} hours`;
}
