import { findMember } from '../db/directory.ts';
import type { ReminderRow } from '../db/tables.ts';
import type { Member } from '../domain/directory.ts';
import { isReviewRung, recipientsOfRung } from '../domain/ladder.ts';
import { byDepartment, type ProgressEntry } from '../domain/progress.ts';
import type { RungRecipient } from '../domain/reminder-policy.ts';
import type { Contact } from './contacts.ts';
import type { Deps } from './deps.ts';
import { findRecipients, type Recipients } from './recipients.ts';

/** Why a person was told of some departments' duties. */
export interface WhyTold extends Why {
  departments: string[];
  /** It was so on that day, and is not today. */
  past: boolean;
}

interface Why {
  /**
   * `reviewer`: to decide; `reviewers-too`, `leader`, `office`: the rung is for them, too; `no-…`: as 管理员, for there is nobody
   * whom it is for; `no-more`: nothing of what is known today would bring it to them.
   */
  why:
    | 'liaison'
    | 'leader'
    | 'stands-in'
    | 'reviewer'
    | 'reviewers-too'
    | 'office'
    | 'no-liaison'
    | 'no-leader'
    | 'no-reviewer'
    | 'no-more';
  /** For whom the person stands in. */
  absent: string[];
}

/** Of the rows of one message: why it went to this person, department by department. `now`: who hears of what today. */
export async function whyTold(
  deps: Deps,
  person: Member,
  { rows, entries, now }: { rows: readonly ReminderRow[]; entries: readonly ProgressEntry[]; now: Recipients },
): Promise<WhyTold[]> {
  if (rows[0] === undefined) return [];
  // With the own departments alone, not those stood in for.
  const self = (await findMember(deps.db, person.id)) ?? person;
  const then = await findRecipients(deps, rows[0].day);
  const rungs = Map.groupBy(rows, ({ deliverableId }) => deliverableId);
  const told = (entry: ProgressEntry): Omit<WhyTold, 'departments'>[] =>
    (rungs.get(entry.id) ?? []).map(({ rung }) => {
      const telling = { to: recipientsOfRung(deps.config.reminders, rung), isReview: isReviewRung(rung) };
      const [why, today] = [then, now].map((recipients) => whyOnDay(self, { ...telling, recipients }, entry));
      return { ...why!, past: keyOf(why!) !== keyOf(today!) };
    });
  const departments = byDepartment(entries).flatMap(({ name, entries: of }) =>
    [...new Map(of.flatMap(told).map((one) => [keyOf(one), one])).values()].map((one) => ({ name, ...one })),
  );
  return [...Map.groupBy(departments, keyOf).values()].map((group) => {
    const { name: _, ...why } = group[0]!;
    return { ...why, departments: group.map(({ name }) => name) };
  });
}

function keyOf({ why, absent }: Why): string {
  return `${why} ${absent.join()}`;
}

interface Telling {
  recipients: Recipients;
  to: readonly RungRecipient[];
  isReview: boolean;
}

function whyOnDay(self: Member, { recipients, to, isReview }: Telling, { departmentId }: Pick<ProgressEntry, 'departmentId'>): Why {
  const is = (role: 'admin' | 'reviewer'): boolean => self.roles.includes(role);
  const inPlaceOf = (why: 'no-liaison' | 'no-leader' | 'no-reviewer'): Why[] => (is('admin') ? [{ why, absent: [] }] : []);
  const speaks = (role: 'liaison' | 'leader', contacts: readonly Contact[]): Why[] => {
    if (self.roles.includes(role) && self.departments.includes(departmentId)) return [{ why: role, absent: [] }];
    const standsInFor = contacts.find(({ member }) => member.id === self.id)?.standsInFor ?? [];
    const absent = standsInFor.filter(({ departments }) => departments.includes(departmentId)).map(({ name }) => name);
    return absent.length > 0 ? [{ why: 'stands-in', absent }] : [];
  };
  const isSpokenFor = (contacts: readonly Contact[]): boolean => contacts.some(({ departments }) => departments.includes(departmentId));
  const as: Record<RungRecipient, () => Why[]> = {
    liaison: () => [...speaks('liaison', recipients.liaisons), ...(isSpokenFor(recipients.liaisons) ? [] : inPlaceOf('no-liaison'))],
    leader: () => [...speaks('leader', recipients.leaders), ...(isSpokenFor(recipients.leaders) ? [] : inPlaceOf('no-leader'))],
    reviewer: () => (is('reviewer') ? [{ why: isReview ? 'reviewer' : 'reviewers-too', absent: [] }] : inPlaceOf('no-reviewer')),
    admin: () => (is('admin') ? [{ why: 'office', absent: [] }] : []),
  };
  return to.flatMap((role) => as[role]())[0] ?? { why: 'no-more', absent: [] };
}
