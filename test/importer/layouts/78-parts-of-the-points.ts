import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Points close the item's text, and part of them is spelled out after 其中. */
export const partsOfThePoints: Layout = {
  name: 'points in the text with their parts after 其中',
  fileName: '评分标准.docx',
  file: () =>
    buildDocx([
      '2025年文明社区创建评分标准及分工',
      table(
        ['创建类别', '评分标准', '责任单位'],
        [down('基层治理（12分）'), '1.建立居民议事会（5分，其中制度2分、记录3分）', '社区居委会'],
        [on, '2.网格员入户走访，每月不少于4次（7分。其中走访台账4分，问题办结3分）', '综治办、社区居委会'],
        [down('公共服务（8分）'), '3.设置便民服务点6分（其中：站牌1分，设施5分）', '民政办'],
        [on, '4.（2分）公开服务电话', '党政办'],
      ),
    ]),
  expected: {
    year: 2025,
    categories: ['基层治理 12', '公共服务 8'],
    tasks: [
      { code: '1', points: 5, owners: ['社区居委会'] },
      { code: '2', points: 7, owners: ['综治办', '+社区居委会'], quotas: ['4 次 month'] },
      { code: '3', points: 6, owners: ['民政办'] },
      { code: '4', points: 2, owners: ['党政办'] },
    ],
    warnings: ['no-deadline'],
  },
};
