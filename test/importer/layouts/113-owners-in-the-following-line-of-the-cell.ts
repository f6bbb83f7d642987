import { buildDocx, down, headerRow, on, table } from './build-docx.ts';
import { type Layout, monthly } from './layout.ts';

/** No owner column: the last line of each cell says who, in brackets, with the lead and the day. */
export const ownersInTheFollowingLineOfTheCell: Layout = {
  name: 'the last line of each cell says who leads and until when',
  fileName: '要点分工.docx',
  file: () =>
    buildDocx([
      '高新区管委会机关2025年精神文明建设工作要点及分工',
      table(
        headerRow('板块', '工作要点'),
        [down('凝心铸魂'), '1.深化理想信念教育，组织红色研学2次。\n（牵头单位：机关党委；责任单位：机关各部门；时限：11月底前）'],
        [on, '2.办好“高新大讲堂”。\n（牵头单位：党群工作部；时限：每月）'],
        [down('成风化人'), '3.评选“高新好人”。\n（牵头单位：党群工作部；责任单位：总工会、团工委；时限：10月底前）'],
        [on, '4.倡导绿色出行。\n（牵头单位：综合办公室；责任单位：机关各部门；时限：持续推进）'],
      ),
    ]),
  expected: {
    year: 2025,
    categories: ['凝心铸魂', '成风化人'],
    tasks: [
      {
        code: '1',
        category: '凝心铸魂',
        says: '深化理想信念教育',
        owners: ['机关党委', '+机关各部门'],
        deadlines: ['date 2025-11-30'],
        quotas: ['2 次 year'],
      },
      {
        code: '2',
        category: '凝心铸魂',
        owners: ['党群工作部'],
        deadlines: monthly(2025, '01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31'),
      },
      { code: '3', category: '成风化人', owners: ['党群工作部', '+总工会', '+团工委'], deadlines: ['date 2025-10-31'] },
      { code: '4', category: '成风化人', owners: ['综合办公室', '+机关各部门'], deadlines: ['continuous'] },
    ],
    warnings: [],
  },
};
