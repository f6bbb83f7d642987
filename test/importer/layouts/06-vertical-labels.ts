import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Narrow columns: labels and category names are written one character per line. */
export const verticalLabels: Layout = {
  name: 'labels and categories written downward, one character per line',
  fileName: '分解表.docx',
  file: () =>
    buildDocx([
      '文明单位创建任务分解表',
      '（2024年度）',
      table(
        ['序\n号', '测\n评\n项\n目', '测评标准', '分\n值', '责\n任\n部\n门'],
        ['1', down('党\n建\n引\n领\n（9分）'), '落实“三会一课”制度', '5', '机关党委\n各党支部'],
        ['2', on, '开展主题党日活动', '4', '各党支部'],
        ['3', down('志\v愿\v服\v务\v7\v分'), '建立志愿服务队伍', '3', '团委'],
        ['4', on, '组织学雷锋活动，全年不少于2次', '4', '团委\n工会'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['党建引领 9', '志愿服务 7'],
    tasks: [
      { code: '1', category: '党建引领', section: '党建引领', points: 5, owners: ['机关党委', '+各党支部'] },
      { code: '2', category: '党建引领', points: 4, owners: ['各党支部'] },
      { code: '3', category: '志愿服务', points: 3, owners: ['团委'] },
      { code: '4', category: '志愿服务', points: 4, owners: ['团委', '+工会'], quotas: ['2 次 year'] },
    ],
    warnings: ['no-deadline'],
  },
};
