import { readDeadlines } from './deadlines.ts';

const CLOSING = /[（([【](?<inner>[^（()）[\]【】]{2,80})[)）\]】]\s*[。.；;]?\s*$/;
/** Words beside a day that change nothing about it. */
const BESIDE = /(?:全面|基本)?(?:完成|报送|落实|实施|开展|启动|坚持|推进)|[\s。]/g;

/** 【甲牵头，乙配合，7月底前完成】, （全年）: a text without the days its closing bracket names, and those days. */
export function partClosingBracket(text: string): { words: string; deadline: string } {
  const found = CLOSING.exec(text);
  const clauses = found?.groups!['inner']!.split(/[，,；;]/) ?? [];
  const days = clauses.filter(isDay);
  if (found === null || days.length === 0) return { words: text, deadline: '' };
  const others = clauses.filter((clause) => !days.includes(clause));
  const bracket = others.length > 0 ? `（${others.join('，')}）` : '';
  return { words: text.slice(0, found.index) + bracket, deadline: days.join('，') };
}

/** Nothing but a deadline: 长期坚持, 7月底前完成. A year alone says what something is of. */
function isDay(clause: string): boolean {
  if (/^\s*20\d\d\s*年\s*$/.test(clause)) return false;
  const read = readDeadlines(clause, '', null).filter(({ type }) => type !== 'unknown');
  return read.length > 0 && read.reduce((rest, { raw }) => rest.replace(raw, ''), clause).replace(BESIDE, '') === '';
}
