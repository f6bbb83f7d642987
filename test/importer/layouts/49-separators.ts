import { buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** What parts names in an owner's cell, and what only spaces out one name. */
const CELLS: [written: string, owners: string[]][] = [
  ['办公室、人事科', ['办公室', '+人事科']],
  ['办公室，人事科', ['办公室', '+人事科']],
  ['办公室,人事科', ['办公室', '+人事科']],
  ['办公室；人事科', ['办公室', '+人事科']],
  ['办公室;人事科', ['办公室', '+人事科']],
  ['办公室/人事科', ['办公室', '+人事科']],
  ['办公室\n人事科', ['办公室', '+人事科']],
  ['办公室\v人事科', ['办公室', '+人事科']],
  ['办公室 人事科', ['办公室', '+人事科']],
  ['办公室　人事科', ['办公室', '+人事科']],
  ['办公室、\n人事科、', ['办公室', '+人事科']],
  ['办 公 室', ['办公室']],
  ['办公室、 人事科、办公室', ['办公室', '+人事科']],
];

export const separators: Layout = {
  name: 'every separator between owners',
  fileName: '责任部门.docx',
  file: () =>
    buildDocx([
      '2024年文明创建责任部门一览表',
      table(['序号', '工作任务', '责任部门'], ...CELLS.map(([written], index) => [String(index + 1), '参加创建活动', written])),
    ]),
  expected: {
    year: 2024,
    tasks: CELLS.map(([, owners], index) => ({ code: String(index + 1), owners })),
    warnings: ['no-deadline'],
  },
};
