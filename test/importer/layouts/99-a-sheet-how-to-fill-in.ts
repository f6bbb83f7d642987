import { buildXlsx, day } from './build-xlsx.ts';
import { type Layout, monthly } from './layout.ts';

/** A workbook: how to fill it in first, then the items with real days, then bonus items; the header in the third row. */
export const aSheetHowToFillIn: Layout = {
  name: 'a workbook with a sheet on how to fill it in',
  fileName: '文明创建工作簿.xlsx',
  file: () =>
    buildXlsx(
      {
        name: '填表说明',
        rows: [
          ['填表说明', null],
          [1, '请各部门于每月25日前更新“进展”一栏。'],
          [2, '佐证资料命名：编号+名称。'],
          [3, '联系人：孙某，内线8012。'],
        ],
      },
      {
        name: '任务分解',
        rows: [
          ['省气象局2025年度文明单位创建任务分解', null, null, null, null, null, null],
          [null, null, null, null, null, null, null],
          ['编号', '类别', '任务', '分值', '责任处室', '完成日期', '进展'],
          [1, '理论学习', '开展读书分享会', 6, '机关党委', day('2025-06-20'), null],
          [2, '理论学习', '撰写调研报告，每处室不少于1篇', 4, '各处室', day('2025-10-31'), null],
          [3, '志愿服务', '开展气象科普进校园', 5.5, '科普中心、机关团委', day('2025-03-23'), null],
          [4, '志愿服务', '参与文明交通劝导', 4.5, '机关团委', '每月', null],
        ],
        merges: ['A1:G1'],
      },
      {
        name: '加分项',
        rows: [
          ['编号', '加分内容', '加分标准', '责任处室'],
          ['J1', '获国家级、省级荣誉', '国家级加5分，省级加3分', '机关党委'],
          ['J2', '经验做法被省级以上媒体刊发', '每篇加0.5分，累计不超过2分', '办公室'],
        ],
      },
    ),
  expected: {
    year: 2025,
    categories: ['理论学习', '志愿服务'],
    tasks: [
      { code: '1', category: '理论学习', points: 6, owners: ['机关党委'], deadlines: ['date 2025-06-20'] },
      { code: '2', category: '理论学习', points: 4, owners: ['各处室'], deadlines: ['date 2025-10-31'], quotas: ['1 篇 year'] },
      { code: '3', category: '志愿服务', points: 5.5, owners: ['科普中心', '+机关团委'], deadlines: ['date 2025-03-23'] },
      {
        code: '4',
        category: '志愿服务',
        points: 4.5,
        owners: ['机关团委'],
        deadlines: monthly(2025, '01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31'),
      },
    ],
    adjustments: [
      { kind: 'bonus', cap: null, rates: [5, 3], says: '荣誉', departments: ['机关党委'] },
      { kind: 'bonus', cap: 2, rates: [0.5], says: '媒体', departments: ['办公室'] },
    ],
    warnings: [],
    mayWarn: ['skipped-table'],
  },
};
