import { findMember } from '../db/directory.ts';
import { listLastReminded } from '../db/told-reminders.ts';
import type { Member } from '../domain/directory.ts';
import { byDepartment, type ProgressEntry } from '../domain/progress.ts';
import type { UrgeRequest } from '../domain/urge.ts';
import type { Deps } from './deps.ts';
import { nextTurnOf, personQuota } from './message-quota.ts';
import type { Address } from './queue-message.ts';
import { addressOf } from './reach-member.ts';
import { findRecipients } from './recipients.ts';
import { listUrgeTargets, type UrgeTargets } from './urge-targets.ts';

/** Whom a 催办 reaches, and whom it leaves out and why. Nothing is sent or written down yet. */
export interface UrgePlan extends UrgeTargets {
  reached: ReachedShare[];
  leftOut: LeftOutShare[];
}

/** What one person is told. */
export interface ReachedShare {
  member: Member;
  address: Address;
  entries: ProgressEntry[];
}

export interface LeftOutShare {
  /** Null where the departments have no 联络员. */
  member: Member | null;
  entries: ProgressEntry[];
  reason: 'cooling' | 'quota' | 'no-liaison' | 'no-address';
  /** When the person was last reminded of anything. */
  lastAt: string | null;
  /** When the quota (减负) lets the person be told; null where it is not what holds it back. */
  heldUntil: Date | null;
}

/** `askedAt`: when it was shown, if it was; 仍然 is over what had been told by then, not over what was told since. */
export async function planUrge(deps: Deps, request: UrgeRequest, askedAt?: string): Promise<UrgePlan> {
  const targets = await listUrgeTargets(deps, request);
  const shares = await divide(deps, targets.owed);
  const lastReminded = await listLastReminded(
    deps.db,
    shares.flatMap(({ member }) => member?.id ?? []),
  );
  const plan: UrgePlan = { ...targets, reached: [], leftOut: [] };
  for (const { member, entries } of shares) {
    const lastAt = lastReminded.get(member?.id ?? '') ?? null;
    const isOver = request.anyway && (askedAt === undefined || lastAt === null || lastAt <= askedAt);
    const address = member === null ? undefined : await addressOf(deps, member);
    const heldUntil = member === null || isOver ? null : await heldBackUntil(deps, member.id);
    const leaveOut = (reason: LeftOutShare['reason']): void => {
      plan.leftOut.push({ member, entries, reason, lastAt, heldUntil: reason === 'quota' ? heldUntil : null });
    };
    if (member === null) leaveOut('no-liaison');
    else if (!isOver && isCooling(deps, lastAt)) leaveOut('cooling');
    else if (address === undefined) leaveOut('no-address');
    else if (heldUntil !== null) leaveOut('quota');
    else plan.reached.push({ member, address, entries });
  }
  return plan;
}

async function heldBackUntil(deps: Deps, memberId: string): Promise<Date | null> {
  const quota = await personQuota(deps, memberId);
  return quota.hasRoom ? null : nextTurnOf(deps, quota);
}

/** One share a person; nobody's where the departments have no 联络员. */
async function divide(deps: Deps, owed: readonly ProgressEntry[]): Promise<{ member: Member | null; entries: ProgressEntry[] }[]> {
  const { liaisonsOf } = await findRecipients(deps);
  const shares = new Map<string, { member: Member | null; entries: ProgressEntry[] }>();
  for (const { entries } of byDepartment(owed)) {
    const liaisons = liaisonsOf(entries[0]!.departmentId);
    for (const id of liaisons.length > 0 ? liaisons : ['']) {
      const share = shares.get(id) ?? { member: (await findMember(deps.db, id)) ?? null, entries: [] };
      share.entries.push(...entries);
      shares.set(id, share);
    }
  }
  return [...shares.values()];
}

function isCooling({ config, clock }: Deps, lastAt: string | null): boolean {
  return lastAt !== null && clock.now().getTime() - Date.parse(lastAt) < config.reminders.urgeCoolingHours * HOUR_MS;
}

const HOUR_MS = 3_600_000;

/** Whom it would reach: member and department. */
export function reachOf({ reached }: UrgePlan): string[] {
  return reached.flatMap(({ member, entries }) => byDepartment(entries).map(({ name }) => `${member.id} ${name}`));
}
