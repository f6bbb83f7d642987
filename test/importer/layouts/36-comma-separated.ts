import type { Layout } from './layout.ts';

/** A spreadsheet saved as .csv by Excel: quoted cells hold commas and line breaks. */
export const commaSeparated: Layout = {
  name: 'comma separated values',
  fileName: '任务分解表.csv',
  file: () =>
    Buffer.from(
      `\ufeff${[
        '2024年文明创建任务分解表,,,,',
        '序号,工作类别,工作任务,责任单位,完成时限',
        '1,文化建设,"举办读书分享会，""书香机关""系列活动","工会,团委",4月底前',
        '2,文化建设,组织观影活动,"机关党委\n工会",11月底前',
        '3,环境建设,更新楼道标识,后勤中心,5月20日前',
        ',,,,',
      ].join('\r\n')}\r\n`,
    ),
  expected: {
    year: 2024,
    categories: ['文化建设', '环境建设'],
    tasks: [
      {
        code: '1',
        category: '文化建设',
        says: '举办读书分享会，"书香机关"系列活动',
        owners: ['工会', '+团委'],
        deadlines: ['date 2024-04-30'],
      },
      { code: '2', category: '文化建设', owners: ['机关党委', '+工会'], deadlines: ['date 2024-11-30'] },
      { code: '3', category: '环境建设', owners: ['后勤中心'], deadlines: ['date 2024-05-20'] },
    ],
    warnings: [],
  },
};
