import type { UploadedFile } from '../multipart.ts';
import type { Body } from './api.ts';

/** What a webhook refuses of a message (protocol-dingtalk §3.2, §3.4): errcode and errmsg. `bytes` of the whole body. */
export function contentProblem(body: Body, bytes: number): [number, string] | undefined {
  if (bytes > 20_000) return [460101, 'message too long, exceed 20000 bytes'];
  const msgtype = String(body['msgtype']);
  const content = body[msgtype] as Record<string, unknown> | undefined;
  const required = CONTENT[msgtype];
  if (required === undefined || content === undefined) return [400105, 'unsupported msgtype'];
  if (!hasAll(content, required)) return [40035, '缺少参数'];
  if (msgtype !== 'actionCard') return undefined;
  const buttons = content['btns'] as Record<string, unknown>[] | undefined;
  const areWhole = buttons?.every((button) => hasAll(button, ['title', 'actionURL'])) ?? hasAll(content, ['singleTitle', 'singleURL']);
  return areWhole ? undefined : [40035, '缺少参数 btns'];
}

const CONTENT: Readonly<Record<string, readonly string[]>> = {
  text: ['content'],
  markdown: ['title', 'text'],
  link: ['title', 'text', 'messageUrl'],
  actionCard: ['title', 'text'],
};

/** What the app's robot refuses of a message (§3.3): the error's code. */
export function messageProblem(
  message: { msgKey?: unknown; msgParam?: unknown },
  media: ReadonlyMap<string, UploadedFile>,
): string | undefined {
  const required = PARAMS[String(message.msgKey)];
  if (required === undefined) return 'invalidParameter.msgKey.invalid';
  const { msgParam } = message;
  if (typeof msgParam !== 'string' || Buffer.byteLength(msgParam) > 15_000) return 'invalidParameter.msgParam.invalid';
  const param = JSON.parse(msgParam) as Record<string, string>;
  if (!hasAll(param, required) || Object.keys(param).length !== required.length) return 'invalidParameter.msgParam.invalid';
  const mediaId = param['mediaId'] ?? param['photoURL'];
  return mediaId === undefined || media.has(mediaId) ? undefined : 'invalidParameter.msgParam.invalid';
}

const PARAMS: Readonly<Record<string, readonly string[]>> = {
  sampleText: ['content'],
  sampleMarkdown: ['title', 'text'],
  sampleImageMsg: ['photoURL'],
  sampleFile: ['mediaId', 'fileName', 'fileType'],
  sampleActionCard: ['title', 'text', 'singleTitle', 'singleURL'],
  ...Object.fromEntries([2, 3, 4, 5].map((count) => [`sampleActionCard${count}`, cardParams(count)])),
  sampleActionCard6: ['title', 'text', 'buttonTitle1', 'buttonUrl1', 'buttonTitle2', 'buttonUrl2'],
};

function cardParams(count: number): string[] {
  const buttons = Array.from({ length: count }, (_, index) => [`actionTitle${index + 1}`, `actionURL${index + 1}`]);
  return ['title', 'text', ...buttons.flat()];
}

/** Each a text that says something. */
function hasAll(values: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return names.every((name) => typeof values[name] === 'string' && values[name] !== '');
}
