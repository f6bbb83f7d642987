import { across, buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Categories are rows across all columns, with their points. */
export const categoryRows: Layout = {
  name: 'category rows across all columns',
  fileName: '创建任务.docx',
  file: () =>
    buildDocx([
      '2024年度省级文明单位创建任务分解表',
      table(
        ['序号', '考评标准', '分值', '责任部门'],
        [across(4, '一、思想道德建设（10分）')],
        ['1', '学习宣传道德模范事迹', '6分', '机关党委、宣传科'],
        ['2', '开展家风家训征集', '4分', '工会'],
        [across(4, '二、文明风尚培育　8分')],
        ['3', '倡导文明出行，规范车辆停放', '3分', '后勤中心'],
        ['4', '推广使用公勺公筷，制止餐饮浪费', '5分', '后勤中心、工会'],
        [across(4, '三、组织保障（2 分）')],
        ['5', '成立创建工作领导小组', '2分', '办公室'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['思想道德建设 10', '文明风尚培育 8', '组织保障 2'],
    tasks: [
      { code: '1', category: '思想道德建设', section: '思想道德建设', points: 6, owners: ['机关党委', '+宣传科'] },
      { code: '2', category: '思想道德建设', points: 4, owners: ['工会'] },
      { code: '3', category: '文明风尚培育', points: 3, owners: ['后勤中心'] },
      { code: '4', category: '文明风尚培育', points: 5, owners: ['后勤中心', '+工会'] },
      { code: '5', category: '组织保障', section: '组织保障', points: 2, owners: ['办公室'] },
    ],
    warnings: ['no-deadline'],
  },
};
