import type { Part } from './parts.ts';

/** A message of the app's robot: which of its templates, and what stands in it. */
export interface RobotMessage {
  msgKey: string;
  msgParam: Readonly<Record<string, string>>;
}

/** An action card by one of `sampleActionCard` … `sampleActionCard5`, whose buttons stand below each other (protocol-dingtalk §3.3). */
export function robotCard({ title, text, buttons }: Extract<Part, { kind: 'card' }>): RobotMessage {
  const [first, ...more] = buttons;
  if (first !== undefined && more.length === 0) {
    return { msgKey: 'sampleActionCard', msgParam: { title, text, singleTitle: first.title, singleURL: first.url } };
  }
  const keys = buttons.flatMap((button, index) => [
    [`actionTitle${index + 1}`, button.title],
    [`actionURL${index + 1}`, button.url],
  ]);
  return { msgKey: `sampleActionCard${buttons.length}`, msgParam: { title, text, ...Object.fromEntries(keys) } };
}
