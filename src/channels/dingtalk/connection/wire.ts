import { z } from 'zod';
import { parseJson } from '../../../channel-kit/payload.ts';

/** What the platform sends over a connection (protocol-dingtalk §2.2). */
export interface Frame {
  kind: 'SYSTEM' | 'CALLBACK' | 'EVENT' | (string & {});
  topic: string;
  /** Of this push: the same message may come again under another. '' where no answer is wanted. */
  messageId: string;
  /** JSON. */
  data: string;
}

/** What is said to a frame. Without it the platform may push the same again. */
export interface Answer {
  code: 200 | 400 | 404 | 500;
  /** JSON. */
  data: string;
}

/** What people say to the robot. */
export const ROBOT_TOPIC = '/v1.0/im/bot/messages/get';

/** Undefined: not a frame. */
export function readFrame(text: string): Frame | undefined {
  const read = FRAME.safeParse(parseJson(text));
  if (!read.success) return undefined;
  const { type, headers, header, data } = read.data;
  const { topic, messageId } = headers ?? header ?? NO_HEADERS;
  return { kind: type, topic, messageId, data };
}

export function writeAnswer(messageId: string, { code, data }: Answer): string {
  return JSON.stringify({ code, message: MESSAGES[code], headers: { contentType: 'application/json', messageId }, data });
}

const HEADERS = z.object({ topic: z.string().default(''), messageId: z.string().default('') });
const NO_HEADERS = { topic: '', messageId: '' };

/** The platform's document spells `header` once. */
const FRAME = z.object({ type: z.string(), headers: HEADERS.optional(), header: HEADERS.optional(), data: z.string().default('') });

const MESSAGES: Readonly<Record<Answer['code'], string>> = { 200: 'OK', 400: 'bad frame', 404: 'unknown topic', 500: 'internal error' };
