import type { Budget } from '../../../channel-kit/budgets.ts';
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
