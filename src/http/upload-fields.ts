import type { Context } from 'koa';
import { z } from 'zod';
import { isDay, type Day } from '../domain/calendar.ts';
import { areMarkedWords } from '../domain/marked-paper.ts';
import type { UploadDetails } from '../usecases/describe-upload.ts';
import type { AnnouncedFile } from '../usecases/receive-upload.ts';
import { readBody } from './body.ts';

/** One line as people typed it, cut where nobody types on. */
const line = (most: number) =>
  z.string().transform((text) =>
    text
      .toWellFormed()
      .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
      .trim()
      .slice(0, most)
      .toWellFormed(),
  );

/** 形成日期 lies ahead of nobody, as in chat. */
const detailsUntil = (today: Day) => ({
  caption: line(500)
    .refine((text) => !areMarkedWords(text), { error: '说明带密级标志，没有保存。涉密材料不经过这里，请直接拿给创建办看。' })
    .default(''),
  madeOn: z
    .string()
    .refine((text) => text === '' || isDay(text), { error: '没有这个日期。形成日期请写成 2023-04-20 这样。', abort: true })
    .refine((text) => text <= today, { error: '形成日期还没有到，请核对。' })
    .transform((text) => (text === '' ? null : text))
    .nullable()
    .default(null),
  docNumber: line(100).default(''),
});
const fileUntil = (today: Day) => z.object({ name: line(500), size: z.int().min(0), ...detailsUntil(today) });

/** What is said of a file is not what it should be. The message is for the person who said it. */
export class WrongFieldsError extends Error {
  override name = 'WrongFieldsError';
}

/** `{ name, size, caption?, madeOn?, docNumber? }`. 400 when it is something else. */
export async function readAnnouncedFile(ctx: Context, today: Day): Promise<AnnouncedFile> {
  return parse(ctx, fileUntil(today));
}

/** `{ caption?, madeOn?, docNumber? }`. */
export async function readDetails(ctx: Context, today: Day): Promise<UploadDetails> {
  return parse(ctx, z.object(detailsUntil(today)));
}

/** The same from a form, with the file's name. Throws a WrongFieldsError. */
export function readFormFields(fields: Readonly<Record<string, string>>, today: Day): Omit<AnnouncedFile, 'size'> {
  return check(fileUntil(today).omit({ size: true }), fields);
}

async function parse<T>(ctx: Context, schema: z.ZodType<T>): Promise<T> {
  const body = parseJson(await readBody(ctx, MAX_BYTES));
  try {
    return check(schema, body);
  } catch (error) {
    return ctx.throw(400, error instanceof WrongFieldsError ? error.message : '');
  }
}

function check<T>(schema: z.ZodType<T>, fields: unknown): T {
  const { data, error } = schema.safeParse(fields);
  if (error === undefined) return data;
  const explained = error.issues.find(({ code }) => code === 'custom');
  throw new WrongFieldsError(explained?.message ?? '文件的说明写得不对。');
}

const MAX_BYTES = 16 * 1024;

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
