import type { Button } from './card.ts';
import type { Part } from './parts.ts';

/** A part as a sessionWebhook and a 自定义机器人 take it (protocol-dingtalk §3.2). `mentions` are those who are named in some part. */
export function webhookBody(part: Part, mentions: readonly string[]): object {
  if (part.kind === 'file') throw new TypeError('a webhook was to carry a file');
  const { title, text } = part;
  if (part.kind === 'card') return { msgtype: 'actionCard', actionCard: { title, text, ...buttonKeys(part.buttons) } };
  // Who is named in this one: a name is shown only where it stands in both.
  const atUserIds = mentions.filter((id) => text.includes(`@${id}`));
  return { msgtype: 'markdown', markdown: { title, text }, ...(atUserIds.length === 0 ? {} : { at: { atUserIds } }) };
}

/** One button alone is written in another way. */
function buttonKeys(buttons: readonly Button[]): object {
  const [first, ...more] = buttons;
  if (first !== undefined && more.length === 0) return { singleTitle: first.title, singleURL: first.url };
  return { btnOrientation: '0', btns: buttons.map(({ title, url }) => ({ title, actionURL: url })) };
}
