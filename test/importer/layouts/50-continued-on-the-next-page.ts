import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** The table goes on in a second one with its header again and its category marked as continued. */
export const continuedOnTheNextPage: Layout = {
  name: 'a second table with its header again and a category marked 续',
  fileName: '任务分解.docx',
  file: () =>
    buildDocx([
      '2024年度文明创建任务分解表',
      table(
        ['考评项目', '考评标准', '责任部门'],
        [down('一、优质服务（9分）'), '（1）公开办事指南。3分', '政务科'],
        [on, '（2）设置无障碍设施。2分', '后勤中心'],
      ),
      '',
      '2024年度文明创建任务分解表（续表）',
      table(
        ['考评项目', '考评标准', '责任部门'],
        ['一、优质服务（续）', '（3）开展上门服务。4分', '政务科、各科室'],
        ['二、文化惠民（5分）', '（4）开放职工书屋。5分', '工会'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['优质服务 9', '文化惠民 5'],
    tasks: [
      { code: '1', category: '优质服务', points: 3, owners: ['政务科'] },
      { code: '2', category: '优质服务', points: 2, owners: ['后勤中心'] },
      { code: '3', category: '优质服务', points: 4, owners: ['政务科', '+各科室'] },
      { code: '4', category: '文化惠民', points: 5, owners: ['工会'] },
    ],
    warnings: ['no-deadline'],
  },
};
