import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Points stand on categories and sections; no item has its own, and none is missing. */
export const pointsOnHeadingsOnly: Layout = {
  name: 'points on the headings only',
  fileName: '创建细目.docx',
  file: () =>
    buildDocx([
      '2024年度文明校园创建任务细目表',
      table(
        ['创建项目', '创建内容', '创建要求', '责任部门'],
        [down('领导班子建设\n（20分）'), down('思想建设\n12分'), '1.坚持集体学习制度', '党政办'],
        [on, on, '2.坚持民主集中制', '党政办、组织部'],
        [on, '作风建设\n8分', '3.落实听课制度，每月不少于2次', '教务处'],
        ['活动阵地建设\n（15分）', '场馆建设\n15分', '4.图书馆、体育馆向师生开放', '图书馆、体育部'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['领导班子建设 20', '活动阵地建设 15'],
    sections: ['领导班子建设/思想建设 12', '领导班子建设/作风建设 8', '活动阵地建设/场馆建设 15'],
    tasks: [
      { code: '1', category: '领导班子建设', section: '思想建设', points: null, owners: ['党政办'] },
      { code: '2', category: '领导班子建设', section: '思想建设', points: null, owners: ['党政办', '+组织部'] },
      { code: '3', category: '领导班子建设', section: '作风建设', points: null, owners: ['教务处'], quotas: ['2 次 month'] },
      { code: '4', category: '活动阵地建设', section: '场馆建设', points: null, owners: ['图书馆', '+体育部'] },
    ],
    warnings: ['no-deadline'],
  },
};
