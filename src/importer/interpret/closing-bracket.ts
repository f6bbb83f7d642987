import { readDeadlines } from './deadlines.ts';

const CLOSING = /[（([【](?<inner>[^（()）[\]【】]{2,80})[)）\]】]\s*[。.；;]?\s*$/;
/** Words beside a day that change nothing about it. */
const BESIDE = /(?:全面|基本)?(?:完成|报送|落实|实施|开展|启动|坚持|推进)|[\s。]/g;

/** 【甲牵头，乙配合，7月底前完成】: a text without the days its closing bracket names beside owners, and those days. */
export function partClosingBracket(text: string): { words: string; deadline: string } {
  const found = CLOSING.exec(text);
  const clauses = found?.groups!['inner']!.split(/[，,；;]/) ?? [];
  const days = clauses.filter(isDay);
  if (found === null || days.length === 0 || days.length === clauses.length) return { words: text, deadline: '' };
  const others = clauses.filter((clause) => !days.includes(clause));
  return { words: `${text.slice(0, found.index)}（${others.join('，')}）`, deadline: days.join('，') };
}

/** Nothing but a deadline: 长期坚持, 7月底前完成. */
function isDay(clause: string): boolean {
  const read = readDeadlines(clause, '', null).filter(({ type }) => type !== 'unknown');
  return read.length > 0 && read.reduce((rest, { raw }) => rest.replace(raw, ''), clause).replace(BESIDE, '') === '';
}
