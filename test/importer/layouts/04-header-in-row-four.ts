import { buildXlsx } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** A spreadsheet that opens with its title, who fills it in and how to read it; the header comes fourth. */
export const headerInRowFour: Layout = {
  name: 'header in the fourth row',
  fileName: '附件1.xlsx',
  file: () =>
    buildXlsx({
      name: '任务清单',
      rows: [
        ['2025年精神文明建设重点任务清单', null, null, null, null, null, null],
        ['制表单位：局文明办', null, null, null, null, '单位：分', null],
        ['说明：责任单位排在第一位的为牵头单位，完成时限为2025年内的日期。', null, null, null, null, null, null],
        ['序号', '任务类别', '具体任务', '分值', '责任单位', '责任领导', '完成时限'],
        ['1', '环境提升', '整治办公区域乱堆乱放', '5', '后勤中心、各科室', '王建国', '4月30日前'],
        ['2', null, '更换破损标识标牌', '3', '后勤中心', '王建国', '5月底前'],
        ['3', '道德建设', '评选“身边榜样”', '4', '机关党委；工会', '李秀英', '10月—11月'],
      ],
      merges: ['A1:G1', 'A2:E2', 'F2:G2', 'A3:G3', 'B5:B6'],
    }),
  expected: {
    year: 2025,
    title: '2025年精神文明建设重点任务清单',
    categories: ['环境提升', '道德建设'],
    tasks: [
      { code: '1', category: '环境提升', points: 5, owners: ['后勤中心', '+各科室'], deadlines: ['date 2025-04-30'] },
      { code: '2', category: '环境提升', points: 3, owners: ['后勤中心'], deadlines: ['date 2025-05-31'] },
      { code: '3', category: '道德建设', points: 4, owners: ['机关党委', '+工会'], deadlines: ['range 2025-10-01~2025-11-30'] },
    ],
    warnings: [],
  },
};
