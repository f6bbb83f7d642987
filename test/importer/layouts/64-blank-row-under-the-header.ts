import { across, buildDocx, down, headerRow, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A blank row under the header, units within the labels, signatures below the table. */
export const blankRowUnderTheHeader: Layout = {
  name: 'a blank row under the header and labels with units',
  fileName: '附件3 任务分解.docx',
  file: () =>
    buildDocx([
      '附件3：',
      '自然资源局创建省级文明单位任务分解表',
      '（2025年度）',
      table(
        headerRow('序\n号', '创建项目\n及标准', '分值\n（分）', '责任股室\n（单位）', '完成时间\n（月、日）', '备 注'),
        ['', '', '', '', '', ''],
        ['1', '完善创建规划，党组专题研究', '3', '办公室', '2月28日', ''],
        ['2', '打造文明示范窗口', '5', '不动产登记中心', '10月31日', '局属重点'],
        ['3', down('规范公益广告'), '2', '办公室、各自然资源所', '4月15日', ''],
        ['4', on, '1', '政策法规股', '12月4日', '宪法宣传'],
        ['', '', '', '', '', ''],
        [across(2, '总分'), '11', '', '', ''],
      ),
      '填报单位（盖章）：　　　　填报人：　　　　联系电话：',
      '填报日期：2025年1月20日',
    ]),
  expected: {
    year: 2025,
    tasks: [
      { code: '1', says: '完善创建规划', points: 3, owners: ['办公室'], deadlines: ['date 2025-02-28'] },
      { code: '2', points: 5, owners: ['不动产登记中心'], deadlines: ['date 2025-10-31'] },
      { code: '3', says: '规范公益广告', points: 2, owners: ['办公室', '+各自然资源所'], deadlines: ['date 2025-04-15'] },
      { code: '4', says: '规范公益广告', points: 1, owners: ['政策法规股'], deadlines: ['date 2025-12-04'] },
    ],
    warnings: [],
  },
};
