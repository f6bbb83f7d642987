import { z } from 'zod';

// YAML reads 00712 as the number 712 and the zeros are gone, so numbers are never turned into text here.
const mustBeText = ({ input }: { readonly input?: unknown }): string =>
  typeof input === 'number' ? 'is a number; put it in quotes, e.g. "00712"' : 'must be text';

const text = z.string({ error: mustBeText }).trim().min(1, { error: 'must not be empty', abort: true });
const id = text.regex(/^[\p{L}\p{N}_.-]+$/u, 'must be made of letters, digits, "-", "_" and "."');
const ids = z.array(id, 'must be a list of ids, e.g. [office]').min(1, 'must name at least one');
/** In the order of the file: the first one hears what was not asked for. */
const accounts = z.partialRecord(z.enum(['wecom', 'dingtalk']), text).default({});

/** 企业微信 takes a userid in any case and gives it back in one or the other, so it is kept in lower case. */
const memberAccounts = accounts.transform((all) => (all.wecom === undefined ? all : { ...all, wecom: all.wecom.toLowerCase() }));

const department = z.strictObject({
  id,
  name: text,
  aliases: z.array(text, 'must be a list, e.g. [院办]').default([]),
  kind: z.literal('branch', 'may only be branch (支部); leave it out otherwise').optional(),
  collective: z.union([z.literal('departments'), ids], 'must be departments, or a list of department ids').optional(),
});

/** Keys of a room's group robots. */
const push = z.strictObject({
  wecomWebhookKey: text.optional(),
  wecomWebhookKeyFile: text.optional(),
  dingtalkWebhook: text.optional(),
  dingtalkWebhookFile: text.optional(),
  dingtalkSecret: text.optional(),
  dingtalkSecretFile: text.optional(),
});

const ROLES = ['admin', 'reviewer', 'liaison', 'leader', 'member', 'observer'] as const;
const role = z.enum(ROLES, `there is no such role; use any of ${ROLES.join(', ')}`);

const member = z.strictObject({
  id,
  name: text,
  departments: z.array(id, 'must be a list of ids, e.g. [office]').default([]),
  roles: z.array(role, 'must be a list, e.g. [liaison]').default(['member']),
  deputy: id.optional(),
  prefer: z.enum(['wecom', 'dingtalk'], 'must be wecom or dingtalk').optional(),
  accounts: memberAccounts,
});

const room = z.strictObject({
  id,
  name: text,
  departments: z.union([z.literal('all'), ids], 'must be all, or a list of department ids'),
  accounts,
  push: push.optional(),
});

export const DIRECTORY = z.strictObject({
  unit: text,
  staffCount: z.int('must be the number of staff, e.g. 260').positive('must be the number of staff, e.g. 260'),
  departments: z.array(department, 'must be a list').min(1, 'must name at least one department'),
  members: z.array(member, 'must be a list').default([]),
  rooms: z.array(room, 'must be a list').default([]),
});

/** A directory whose parts have the right shape, before they are held against each other. */
export type RawDirectory = z.infer<typeof DIRECTORY>;
