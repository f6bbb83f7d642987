import { z } from 'zod';
import { decodeBase64 } from './base64.ts';

// A platform's ids are short. Names may be as hostile as they like (they are made safe before anything is stored), only not endless.
const MAX_ID = 128;
const MAX_NAME = 5_000;
const MAX_TEXT = 200_000;
const MAX_FILES = 50;

const text = (most: number) =>
  z
    .string('must be text')
    .max(most, `must not be longer than ${most} characters`)
    .refine((value) => value.isWellFormed(), 'contains half a character (a lone surrogate)');

const id = text(MAX_ID)
  .refine((value) => value.trim() !== '', 'must not be empty')
  .refine((value) => !/\p{Cc}/u.test(value), 'contains a control character');

const attachment = z.strictObject({
  name: text(MAX_NAME),
  base64: z.string('must be text').refine((value) => decodeBase64(value) !== undefined, 'is not base64'),
});
const attachments = z.array(attachment, 'must be a list').max(MAX_FILES, `must not have more than ${MAX_FILES} entries`);

/** What `POST /webhooks/sandbox` takes. An empty `text` or `base64` is legal. */
export const PAYLOAD = z.strictObject(
  {
    messageId: id.optional(),
    from: id,
    room: id.optional(),
    text: text(MAX_TEXT)
      .refine((value) => !value.includes('\0'), 'contains a NUL character')
      .default(''),
    attachments: attachments.default([]),
    quote: z.strictObject({ attachments: attachments.default([]) }).optional(),
  },
  { error: (issue) => (issue.code === 'unrecognized_keys' ? `there is no ${issue.keys.join(', ')}` : 'must be an object') },
);

export type Payload = z.infer<typeof PAYLOAD>;
