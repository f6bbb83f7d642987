import { buildDocx, down, headerRow, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Points within the words of each item, every office's way of saying so; those for parts and losses are not the item's. */
export const pointsWordedWithinTheText: Layout = {
  name: 'points worded within the text in several ways',
  fileName: '测评细则.docx',
  file: () =>
    buildDocx([
      '市图书馆2025年文明单位测评细则',
      table(
        headerRow('项目', '细则', '责任部门'),
        [down('内部管理'), '1、制度健全，执行到位（满分3分）', '办公室'],
        [on, '2、职工无违法违纪行为，计4分', '人事部'],
        [on, '3、环境整洁（本项5分）。每发现一处脏乱扣0.5分', '物业部'],
        [down('读者服务'), '4、开放时间公示（2分）', '读者服务部'],
        [on, '5、举办公益讲座，每场得0.5分，最高6分', '活动部、读者服务部'],
        [on, '6、读者满意度（10分）：达90%以上得10分，80%—90%得6分，80%以下不得分', '读者服务部'],
      ),
    ]),
  expected: {
    year: 2025,
    categories: ['内部管理', '读者服务'],
    tasks: [
      { code: '1', category: '内部管理', points: 3, owners: ['办公室'] },
      { code: '2', category: '内部管理', points: 4, owners: ['人事部'] },
      { code: '3', category: '内部管理', points: 5, owners: ['物业部'] },
      { code: '4', category: '读者服务', points: 2, owners: ['读者服务部'] },
      { code: '5', category: '读者服务', points: 6, owners: ['活动部', '+读者服务部'] },
      { code: '6', category: '读者服务', points: 10, owners: ['读者服务部'] },
    ],
    warnings: ['no-deadline'],
  },
};
