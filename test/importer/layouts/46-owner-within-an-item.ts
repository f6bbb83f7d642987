import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** One owner's cell beside several items, one of which names somebody else in its own words. */
export const ownerWithinAnItem: Layout = {
  name: 'an owner within an item against the shared column',
  fileName: '分解表.docx',
  file: () =>
    buildDocx([
      '2024年文明创建任务分解表',
      table(
        ['序号', '工作任务', '责任部门', '完成时限'],
        ['1', '开展廉政谈话', down('机关纪委'), '6月底前'],
        ['2', '组织廉洁文化作品征集（责任部门：工会、宣传科）', on, '8月底前'],
        ['3', '通报典型案例（责任部门：机关纪委）', on, '11月底前'],
      ),
    ]),
  expected: {
    year: 2024,
    tasks: [
      { code: '1', owners: ['机关纪委'], deadlines: ['date 2024-06-30'] },
      { code: '2', owners: ['工会', '+宣传科'], deadlines: ['date 2024-08-31'] },
      { code: '3', owners: ['机关纪委'], deadlines: ['date 2024-11-30'] },
    ],
    warnings: ['owner-differs'],
  },
};
