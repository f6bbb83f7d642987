import { buildXlsx } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** Header of two rows: 责任分工 over lead and partners, 时间安排 over start and end. The start is no deadline. */
export const startAndEndInTwoRows: Layout = {
  name: 'a university: roles and start and end under two headings',
  fileName: '创建工作台账.xlsx',
  file: () =>
    buildXlsx({
      name: '任务台账',
      rows: [
        ['江南师范学院2025年文明校园创建工作任务台账', null, null, null, null, null, null, null],
        ['填报单位：党委宣传部', null, null, null, null, null, '填报日期：2025年2月20日', null],
        ['序号', '重点工作', '具体任务', '责任分工', null, '时间安排', null, '备注'],
        [null, null, null, '牵头单位', '协同单位', '启动时间', '完成时间', null],
        [1, '思想道德建设', '举办“思政大课堂”系列讲座，全年不少于6场', '马克思主义学院', '教务处、团委', '3月', '11月底', null],
        [2, null, '选树师德标兵', '教师工作部', '各二级学院', '5月', '9月10日前', '教师节表彰'],
        [3, '校园文化建设', '举办校园读书节', '图书馆', null, '4月', '4月30日前', null],
        [4, null, '更新校史馆', '档案馆', '后勤处\n宣传部', '1月', '年底前', null],
      ],
      merges: ['A1:H1', 'A2:F2', 'G2:H2', 'A3:A4', 'B3:B4', 'C3:C4', 'D3:E3', 'F3:G3', 'H3:H4', 'B5:B6', 'B7:B8'],
    }),
  expected: {
    year: 2025,
    title: '江南师范学院2025年文明校园创建工作任务台账',
    categories: ['思想道德建设', '校园文化建设'],
    tasks: [
      {
        code: '1',
        category: '思想道德建设',
        says: '举办“思政大课堂”',
        owners: ['马克思主义学院', '+教务处', '+团委'],
        deadlines: ['date 2025-11-30'],
        quotas: ['6 场 year'],
      },
      { code: '2', category: '思想道德建设', owners: ['教师工作部', '+各二级学院'], deadlines: ['date 2025-09-10'] },
      { code: '3', category: '校园文化建设', owners: ['图书馆'], deadlines: ['date 2025-04-30'] },
      { code: '4', category: '校园文化建设', owners: ['档案馆', '+后勤处', '+宣传部'], deadlines: ['date 2025-12-31'] },
    ],
    warnings: [],
  },
};
