import { buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Row 3 holds three tasks, each with its own owner and points. */
export const itemsInOneCellWithOwners: Layout = {
  name: 'several items in one cell, each with its owner',
  fileName: '工作要点.docx',
  file: () =>
    buildDocx([
      '2024年精神文明创建工作要点任务分解表',
      table(
        ['序号', '工作任务', '分值', '责任部门'],
        ['1', '制定年度工作要点', '3', '办公室'],
        ['2', '开展文明家庭评选', '4', '妇委会'],
        [
          '3',
          '1) 举办迎新春联欢活动。（3分）（责任部门：工会）\n2) 组织端午包粽子体验。（2分）（责任部门：妇委会、工会）\n3) 开展重阳敬老走访。（1分）（责任部门：老干部科）',
          '6',
          '',
        ],
        ['4', '开展清明祭英烈活动', '2', '团委'],
      ),
    ]),
  expected: {
    year: 2024,
    tasks: [
      { code: '1', points: 3, owners: ['办公室'] },
      { code: '2', points: 4, owners: ['妇委会'] },
      { code: '3-1', says: '举办迎新春联欢活动', points: 3, owners: ['工会'] },
      { code: '3-2', says: '组织端午包粽子体验', points: 2, owners: ['妇委会', '+工会'] },
      { code: '3-3', says: '开展重阳敬老走访', points: 1, owners: ['老干部科'] },
      { code: '4', points: 2, owners: ['团委'] },
    ],
    warnings: ['no-deadline'],
  },
};
