import { buildDocx, cellOf, numbered, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** The 序号 column holds nothing but Word's own numbers; one row has a list of its own inside, with an owner for each line. */
export const automaticNumberColumn: Layout = {
  name: 'a number column filled by Word, with a list inside an item',
  fileName: '重点工作.docx',
  file: () => {
    const number = () => cellOf(numbered(1, ''));
    return buildDocx(
      [
        '2024年文明创建重点工作安排表',
        table(
          ['序号', '重点工作', '责任部门', '完成时限'],
          [number(), '完善文明公约', '办公室', '3月底前'],
          [
            number(),
            cellOf(
              numbered(2, '制作文明礼仪手册（宣传科）'),
              numbered(2, '组织文明礼仪培训（人事科、工会）'),
              numbered(2, '开展文明礼仪评比（工会）'),
            ),
            '',
            '8月底前',
          ],
          [number(), '设立文明监督岗', '机关纪委', '5月底前'],
        ),
      ],
      [[['decimal', '%1']], [['decimal', '%1)']]],
    );
  },
  expected: {
    year: 2024,
    tasks: [
      { code: '1', says: '完善文明公约', owners: ['办公室'], deadlines: ['date 2024-03-31'] },
      { code: '2-1', says: '制作文明礼仪手册', owners: ['宣传科'], deadlines: ['date 2024-08-31'] },
      { code: '2-2', says: '组织文明礼仪培训', owners: ['人事科', '+工会'], deadlines: ['date 2024-08-31'] },
      { code: '2-3', says: '开展文明礼仪评比', owners: ['工会'], deadlines: ['date 2024-08-31'] },
      { code: '3', says: '设立文明监督岗', owners: ['机关纪委'], deadlines: ['date 2024-05-31'] },
    ],
    warnings: [],
  },
};
