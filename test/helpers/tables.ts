import type { ChatFile } from './conversation.ts';

/** One item of a made-up 任务分解表. */
export interface Line {
  code: number;
  text: string;
  points: number | '';
  owners: readonly string[];
  deadline?: string;
  /** 考评项目; the one of the line before when it is not said. */
  category?: string;
}

/** A table as text, as it comes out of Word. `declared`: points of the first category, where they are not the sum of its items. */
export function tableFile(
  year: number,
  lines: readonly Line[],
  { declared, name = `${year}.txt` }: { declared?: number; name?: string } = {},
): ChatFile {
  const categories = lines.map(
    ({ category }, at) => category ?? lines.slice(0, at).findLast((one) => one.category !== undefined)?.category ?? '精神文明建设',
  );
  const pointsOf = (category: string): number =>
    lines.reduce((sum, { points }, at) => sum + (categories[at] === category ? Number(points) : 0), 0);
  const rows = lines.map(({ code, text, points, owners, deadline = '' }, at) => {
    const category = categories[at]!;
    const isFirst = categories.indexOf(category) === at;
    return [
      isFirst ? `${category} ${(at === 0 ? declared : undefined) ?? pointsOf(category)}分` : '',
      isFirst ? '日常工作' : '',
      `（${code}）${text}${points === '' ? '' : `${points}分`}`,
      owners.join('\n'),
      deadline,
    ];
  });
  const header = ['考评项目', '考评内容', '考评标准', '责任部门', '完成时限'];
  const cells = [header, ...rows].map((row) => row.map((cell) => `\t${cell}\n`).join('')).join('\n');
  return { name, bytes: Buffer.from(`${year}年度创建任务分解表\n${cells}`) };
}
