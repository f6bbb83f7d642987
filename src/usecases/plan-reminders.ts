import { decideReminders } from './decide-reminders.ts';
import type { Deps } from './deps.ts';
import { sendReminders } from './send-reminders.ts';

/**
 * 提醒: decides first, for everything that is due, and only then puts each person's decisions into one message. Both steps keep
 * their result in rows, so two processes may do this at once, and a crash between them loses nothing.
 */
export async function planReminders(deps: Deps): Promise<void> {
  await decideReminders(deps);
  await sendReminders(deps);
}
