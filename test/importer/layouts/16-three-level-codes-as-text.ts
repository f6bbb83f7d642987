import type { Layout } from './layout.ts';

const CELLS = [
  ['编号', '测评内容', '分值', '责任单位'],
  ['1-1-1', '把创建工作列入议事日程，专题研究两次以上', '3', '办公室'],
  ['1-1-2', '健全工作机构，\n配齐工作人员', '2', '人事科\n办公室'],
  ['1-2-1', '开展文明交通劝导', '4', '团委'],
  ['2-1-1', '建设职工书屋', '3', '工会'],
];

/** Copied out of Word: each cell begins with a tab, rows are parted by an empty line. */
export const threeLevelCodesAsText: Layout = {
  name: 'codes of three levels in a table pasted as text',
  fileName: '任务.txt',
  file: () => Buffer.from(`2024年测评任务分解表\n${CELLS.map((cells) => cells.map((cell) => `\t${cell}\n`).join('')).join('\n')}\n`),
  expected: {
    year: 2024,
    tasks: [
      { code: '1-1-1', points: 3, owners: ['办公室'], quotas: ['2 次 year'] },
      { code: '1-1-2', says: '健全工作机构，配齐工作人员', points: 2, owners: ['人事科', '+办公室'] },
      { code: '1-2-1', points: 4, owners: ['团委'] },
      { code: '2-1-1', points: 3, owners: ['工会'] },
    ],
    warnings: ['no-deadline'],
  },
};
