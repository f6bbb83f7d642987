import { z } from 'zod';

/** How one message may be answered: kept with it as `replyTo`. `until` is an instant in ISO 8601. */
const LOCATOR = z.object({ via: z.literal('session'), url: z.string(), until: z.string() });

export type Locator = z.infer<typeof LOCATOR>;

/** Undefined for what this version does not know. */
export function readLocator(replyTo: unknown): Locator | undefined {
  return LOCATOR.safeParse(replyTo).data;
}
