import type { Budget } from '../../../channel-kit/budgets.ts';
import type { Format, Part } from './parts.ts';

/** One way a message can leave (protocol-dingtalk §3.6b). Its name stands in receipts, and in the error when nobody answered. */
export interface Way {
  readonly name: 'session' | 'private' | 'group' | 'webhook';
  readonly format: Format;
  readonly budgets: readonly Budget[];
  /** Throws ChannelError. Gives the platform's id where there is one. `n` is the part's place, the same at every try. */
  send(part: Part, n: number): Promise<string | undefined>;
}
