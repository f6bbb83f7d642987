import { buildXlsx } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** 考核细则 as a sheet with numbers in cells: who scores beside who owns, subtotals and the grand total as rows. */
export const scorerAndSubtotalsAsASheet: Layout = {
  name: 'scorer beside owner, subtotals in a sheet',
  fileName: '考核细则.xlsx',
  file: () =>
    buildXlsx({
      name: '考核细则',
      rows: [
        ['集团公司2025年度文明单位创建考核细则', null, null, null, null, null, null, null],
        ['序号', '考核项目', '考核内容', '标准分', '计分方法', '责任部门', '考核部门', '佐证材料'],
        [1, '党的建设', '落实“三会一课”制度', 10, '缺一次扣2分', '各党支部', '党群工作部', '会议记录'],
        [2, null, '开展党员示范岗创建', 5, '未开展不得分', '党群工作部', '党群工作部', '方案、照片'],
        [null, '小计', null, 15, null, null, null, null],
        [3, '企业文化', '完善企业文化手册', 6, '未完成不得分', '企业文化部、人力资源部', '党群工作部', '手册'],
        [4, null, '开展职工文体活动4次以上', 8, '每少一次扣2分', '工会', '党群工作部', '方案、照片、小结'],
        [null, '小计', null, 14, null, null, null, null],
        [5, '安全生产', '全年无重伤以上事故', 12, '发生一起不得分', '安全环保部', '安委会办公室', '安全月报'],
        [6, null, '开展安全生产月活动', 4.5, '未开展扣4.5分', '安全环保部、各分公司', '安委会办公室', '总结'],
        [null, '小计', null, 16.5, null, null, null, null],
        ['总计', null, null, 45.5, null, null, null, null],
      ],
      merges: ['A1:H1', 'B3:B4', 'B6:B7', 'B9:B10', 'B5:C5', 'B8:C8', 'B11:C11', 'A12:C12'],
    }),
  expected: {
    year: 2025,
    title: '集团公司2025年度文明单位创建考核细则',
    tasks: [
      { code: '1', category: '党的建设', says: '落实“三会一课”', points: 10, owners: ['各党支部'] },
      { code: '2', category: '党的建设', says: '开展党员', points: 5, owners: ['党群工作部'] },
      { code: '3', category: '企业文化', says: '完善企业', points: 6, owners: ['企业文化部', '+人力资源部'] },
      { code: '4', category: '企业文化', says: '开展职工', points: 8, owners: ['工会'], quotas: ['4 次 year'] },
      { code: '5', category: '安全生产', says: '全年无重伤', points: 12, owners: ['安全环保部'] },
      { code: '6', category: '安全生产', says: '开展安全', points: 4.5, owners: ['安全环保部', '+各分公司'] },
    ],
    warnings: ['no-deadline'],
  },
};
