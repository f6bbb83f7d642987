import { across, buildDocx, down, headerRow, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** 责任部门 stands over 牵头 and 配合; the other labels span both header rows. */
export const headerOverTwoRows: Layout = {
  name: 'header over two rows',
  fileName: '考核任务分解.docx',
  file: () =>
    buildDocx([
      '2024年度文明创建考核任务分解表',
      table(
        headerRow(down('序号'), down('考核项目'), down('考核标准'), down('分值'), across(2, '责任部门'), down('完成时间')),
        headerRow(on, on, on, on, '牵头', '配合', on),
        ['1', down('诚信建设'), '签订诚信承诺书，建立诚信台账', '6', '法规科', '人事科\n财务科', '3月31日前'],
        ['2', on, '开展“诚信经营”宣传周', '4', '宣传科', '', '6月'],
        ['3', '平安建设', '开展消防演练，每半年不少于1次', '5', '安全科', '各科室', '每半年'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['诚信建设', '平安建设'],
    tasks: [
      { code: '1', category: '诚信建设', points: 6, owners: ['法规科', '+人事科', '+财务科'], deadlines: ['date 2024-03-31'] },
      { code: '2', category: '诚信建设', points: 4, owners: ['宣传科'], deadlines: ['date 2024-06-30'] },
      {
        code: '3',
        category: '平安建设',
        points: 5,
        owners: ['安全科', '+各科室'],
        deadlines: ['half-yearly 2024-06-30', 'half-yearly 2024-12-31'],
        quotas: ['1 次 half-year'],
      },
    ],
    warnings: [],
  },
};
