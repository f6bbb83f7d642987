import { ChannelError } from '../../../ports/channel.ts';
import type { Shared } from '../../../ports/shared.ts';
import type { Format, Part } from './parts.ts';

/** One way a message can leave (protocol-wecom §0.1). */
export interface Way {
  readonly name: 'response-url' | 'reply' | 'app' | 'webhook' | 'push';
  readonly format: Format;
  /** What the platform lets through to this conversation; what is more it refuses, or drops without a word. */
  readonly budgets: readonly Budget[];
  /** Takes one part, the first, and no more. */
  readonly once?: true;
  /** Throws ChannelError. Gives the platform's id where there is one. `n` is the part's place, the same at every try. */
  send(part: Part, n: number): Promise<string | undefined>;
}

export interface Budget {
  /** Unique per conversation, or per whatever the platform counts. */
  name: string;
  max: number;
  windowMs: number;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

/** Nothing is sent that the platform would refuse or drop. */
export async function keepBudgets(shared: Shared, budgets: readonly Budget[]): Promise<void> {
  for (const { name, max, windowMs } of budgets) {
    const retryAfterMs = (await shared.take(name, max, windowMs)) ?? 0;
    if (retryAfterMs > 0) {
      throw new ChannelError('wecom', 'budget', 'more than WeCom lets through', { permanent: false, retryAfterMs });
    }
  }
}
