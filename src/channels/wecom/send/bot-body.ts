import type { Part } from './parts.ts';

/** A part as the 智能机器人 says it; the same in every way it has (protocol-wecom §2.9, §3.3). */
export function botBody(part: Exclude<Part, { kind: 'file' }>): object {
  return part.kind === 'card'
    ? { msgtype: 'template_card', template_card: part.card }
    : { msgtype: 'markdown', markdown: { content: part.text } };
}
