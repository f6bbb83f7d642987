import { buildDocx, cellOf, down, on, paragraph, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A small table drawn within a cell belongs to the item it stands in. */
export const tableWithinACell: Layout = {
  name: 'a small table within a cell',
  fileName: '分解表.docx',
  file: () =>
    buildDocx([
      '2025年档案馆文明创建任务分解表',
      table(
        ['考评项目', '考评标准', '分值', '责任部门', '完成时限'],
        [
          down('窗口建设'),
          cellOf(
            paragraph('1.查阅窗口达标，指标如下：'),
            table(['指标', '要求'], ['等候时间', '10分钟内'], ['满意率', '95%以上']),
            paragraph(''),
          ),
          '4',
          '利用科',
          '8月底前',
        ],
        [on, '2.设置便民设施', '2', '行政科', '4月底前'],
        ['宣传教育', '3.举办档案日开放活动', '3', '宣教科、利用科', '6月9日前'],
      ),
    ]),
  expected: {
    year: 2025,
    categories: ['窗口建设', '宣传教育'],
    tasks: [
      {
        code: '1',
        category: '窗口建设',
        says: '查阅窗口达标',
        points: 4,
        owners: ['利用科'],
        deadlines: ['date 2025-08-31'],
        quotas: ['95 % year'],
      },
      { code: '2', category: '窗口建设', points: 2, owners: ['行政科'], deadlines: ['date 2025-04-30'] },
      { code: '3', category: '宣传教育', points: 3, owners: ['宣教科', '+利用科'], deadlines: ['date 2025-06-09'] },
    ],
    warnings: [],
  },
};
