import { buildDocx } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A Word file of paragraphs alone; each section counts from one, owner and day stand together in one line. */
export const listInWord: Layout = {
  name: 'numbered paragraphs in a Word file',
  fileName: '创建任务.docx',
  file: () =>
    buildDocx([
      '关于下达2024年文明单位创建任务的通知',
      '各部门、各支部：',
      '根据创建工作需要，经研究，现将今年的任务下达如下。请各部门高度重视，按时完成。',
      '（一）夯实思想基础（8分）',
      '1、举办道德讲堂，每季度不少于1期。（5分）',
      '责任单位：机关党委、宣传部；完成时间：每季度25日前',
      '2、开展廉洁家书征集。（3分）',
      '责任单位：纪检监察室；完成时间：8月31日前',
      '（二）优化办公环境（6分）',
      '1、规范悬挂公益广告。（2分）',
      '责任单位：综合部；完成时间：3月底前',
      '2、开展垃圾分类，设置分类投放点。（4分）',
      '责任单位：综合部、各部门；完成时间：持续推进',
      '以上任务完成情况纳入年度考核。',
      '创建工作领导小组办公室',
      '2024年1月30日',
    ]),
  expected: {
    year: 2024,
    categories: ['夯实思想基础 8', '优化办公环境 6'],
    tasks: [
      {
        code: '1-1',
        category: '夯实思想基础',
        says: '举办道德讲堂',
        points: 5,
        owners: ['机关党委', '+宣传部'],
        deadlines: ['quarterly 2024-03-25', 'quarterly 2024-06-25', 'quarterly 2024-09-25', 'quarterly 2024-12-25'],
      },
      { code: '1-2', category: '夯实思想基础', points: 3, owners: ['纪检监察室'], deadlines: ['date 2024-08-31'] },
      { code: '2-1', category: '优化办公环境', says: '规范悬挂公益广告', points: 2, owners: ['综合部'], deadlines: ['date 2024-03-31'] },
      { code: '2-2', category: '优化办公环境', points: 4, owners: ['综合部', '+各部门'], deadlines: ['continuous'] },
    ],
    warnings: [],
    mayWarn: ['repeated-code'],
  },
};
