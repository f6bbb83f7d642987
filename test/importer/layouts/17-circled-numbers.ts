import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Items open with a circled number and count on through the categories. */
export const circledNumbers: Layout = {
  name: 'circled numbers',
  fileName: '创建标准.docx',
  file: () =>
    buildDocx([
      '2024年度文明科室创建标准及任务分工',
      table(
        ['创建项目（分值）', '创建标准', '责任科室'],
        [down('（一）学风（6分）'), '①参加业务培训，人均不少于2次（2分）', '人事科'],
        [on, '②撰写调研报告（４分）', '法规科，办公室'],
        [down('（二）政风（5分）'), '③ 首问负责（2 分）', '政务科/办公室'],
        [on, '④限时办结(3分)', '政务科;各科室'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['学风 6', '政风 5'],
    tasks: [
      { code: '1', category: '学风', points: 2, owners: ['人事科'], quotas: ['2 次 year'] },
      { code: '2', category: '学风', points: 4, owners: ['法规科', '+办公室'] },
      { code: '3', category: '政风', points: 2, owners: ['政务科', '+办公室'] },
      { code: '4', category: '政风', points: 3, owners: ['政务科', '+各科室'] },
    ],
    warnings: ['no-deadline'],
  },
};
