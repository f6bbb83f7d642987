import { ChannelError, type ChannelName } from '../ports/channel.ts';
import type { Shared } from '../ports/shared.ts';

/** What a platform lets through to a conversation; what is more it refuses, or drops without a word. */
export interface Budget {
  /** Unique per conversation, or per whatever the platform counts. */
  name: string;
  max: number;
  windowMs: number;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

/** Nothing is sent that the platform would refuse or drop. */
export async function keepBudgets(channel: ChannelName, shared: Shared, budgets: readonly Budget[]): Promise<void> {
  for (const { name, max, windowMs } of budgets) {
    const retryAfterMs = (await shared.take(name, max, windowMs + ON_ITS_WAY_MS)) ?? 0;
    if (retryAfterMs > 0) {
      throw new ChannelError(channel, 'budget', 'more than the platform lets through', { permanent: false, retryAfterMs });
    }
  }
}

/** The platform counts what arrives: one that was slow and the first of the next window, which was not, are less than a window apart. */
const ON_ITS_WAY_MS = 2_000;
