import { dayOf, instantAt, timeOf, type Calendar } from './calendar.ts';

/** Whom a rung is for: 联络员 (or who stands in for them), 分管领导, 管理员 (创建办), 审核人. */
export type RungRecipient = 'liaison' | 'leader' | 'admin' | 'reviewer';

/**
 * One step of the ladder (提醒台阶). Days are working days; `unreviewed` counts from the day since which a 报送 waits for review,
 * `quarterly` back from the end of each quarter and is for what has no deadline (长期), the others count from the deadline. `weekly`
 * repeats the last step every Monday until settled. Escalation (上报) is a rung for somebody else.
 */
export type Rung = ({ when: 'before' | 'after' | 'unreviewed' | 'quarterly'; days: number } | { when: 'on' | 'weekly' }) & {
  to: RungRecipient[];
};

/** When people are reminded (`config/reminders.yaml`). Times are `HH:MM` in Shanghai; quiet hours span the night. */
export interface ReminderPolicy {
  rungs: Rung[];
  sendAt: string;
  quiet: { from: string; to: string };
  /** 补正 after the deadline gets this many working days. */
  repairWithinWorkdays: number;
  /** A person who was reminded or urged is not urged again for this long, unless 「仍然」 is said. */
  urgeCoolingHours: number;
  quota: MessageQuota;
  /** Absent: rooms are told nothing by themselves. */
  digest?: DigestPolicy | undefined;
}

/** When rooms are told of their week (群周报): `weekday` from 1 (周一) to 5 (周五), `at` as above. */
export interface DigestPolicy {
  weekday: number;
  at: string;
}

/**
 * 减负: how many messages at most go out by themselves (提醒, 催办, 群周报) to one person or room (群), on one day and from Monday to
 * Sunday. Answers to what people say never count.
 */
export interface MessageQuota {
  person: { day: number; week: number };
  room: { week: number };
}

/** Reminders leave on working days from `sendAt` until the quiet hours: now itself, or the next such moment. */
export function nextSendingMoment(now: Date, { sendAt, quiet }: Pick<ReminderPolicy, 'sendAt' | 'quiet'>, calendar: Calendar): Date {
  const today = dayOf(now);
  const time = timeOf(now);
  if (!calendar.isWorkday(today) || time >= quiet.from) return instantAt(calendar.addWorkdays(today, 1), sendAt);
  return time < sendAt ? instantAt(today, sendAt) : now;
}
