import type { Context } from 'koa';
import { z } from 'zod';
import { isDay } from '../domain/calendar.ts';
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

const DETAILS = {
  caption: line(500).default(''),
  madeOn: z
    .string()
    .refine((text) => text === '' || isDay(text))
    .transform((text) => (text === '' ? null : text))
    .nullable()
    .default(null),
  docNumber: line(100).default(''),
};
const FILE = z.object({ name: line(500), size: z.int().min(0), ...DETAILS });

/** `{ name, size, caption?, madeOn?, docNumber? }`. 400 when it is something else. */
export async function readAnnouncedFile(ctx: Context): Promise<AnnouncedFile> {
  return parse(ctx, FILE);
}

/** `{ caption?, madeOn?, docNumber? }`. */
export async function readDetails(ctx: Context): Promise<UploadDetails> {
  return parse(ctx, z.object(DETAILS));
}

/** The same from a form, with the file's name. */
export function readFormFields(ctx: Context, fields: Readonly<Record<string, string>>): Omit<AnnouncedFile, 'size'> {
  return check(ctx, FILE.omit({ size: true }), fields);
}

async function parse<T>(ctx: Context, schema: z.ZodType<T>): Promise<T> {
  return check(ctx, schema, parseJson(await readBody(ctx, MAX_BYTES)));
}

function check<T>(ctx: Context, schema: z.ZodType<T>, fields: unknown): T {
  const parsed = schema.safeParse(fields);
  if (!parsed.success) ctx.throw(400, '文件的说明写得不对。日期请写成 2023-04-20 这样。');
  return parsed.data;
}

const MAX_BYTES = 16 * 1024;

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
