import { isDeadline } from './deadlines.ts';

const CLOSING = /[（([【](?<inner>[^（()）[\]【】]{2,80})[)）\]】]\s*[。.；;]?\s*$/;

/** 【甲牵头，乙配合，7月底前完成】, （全年）: a text without the days its closing bracket names, and those days. */
export function partClosingBracket(text: string): { words: string; deadline: string } {
  const found = CLOSING.exec(text);
  const clauses = found?.groups!['inner']!.split(/[，,；;]/) ?? [];
  const days = clauses.filter(isDeadline);
  if (found === null || days.length === 0) return { words: text, deadline: '' };
  const others = clauses.filter((clause) => !days.includes(clause));
  const bracket = others.length > 0 ? `（${others.join('，')}）` : '';
  return { words: text.slice(0, found.index) + bracket, deadline: days.join('，') };
}
