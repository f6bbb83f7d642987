import { buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** What is to be reached by the end of each quarter stands under the quarter; an empty one asks for nothing. */
export const wordsUnderQuarters: Layout = {
  name: 'what is to be reached under each quarter',
  fileName: '推进计划.docx',
  file: () =>
    buildDocx([
      '市中心血站2025年文明创建重点工作推进计划',
      table(
        ['序号', '重点工作', '一季度', '二季度', '三季度', '四季度', '责任科室'],
        ['1', '创建无偿献血志愿服务品牌', '制定方案', '组建队伍', '开展活动', '总结申报', '献血服务科'],
        ['2', '改造献血屋环境', '', '完成设计', '完成施工', '', '总务科、献血服务科'],
        ['3', '选树身边好人', '', '', '', '评选表彰', '党办'],
      ),
    ]),
  expected: {
    year: 2025,
    tasks: [
      {
        code: '1',
        says: '创建无偿献血志愿服务品牌',
        owners: ['献血服务科'],
        deadlines: ['date 2025-03-31', 'date 2025-06-30', 'date 2025-09-30', 'date 2025-12-31'],
      },
      { code: '2', owners: ['总务科', '+献血服务科'], deadlines: ['date 2025-06-30', 'date 2025-09-30'] },
      { code: '3', owners: ['党办'], deadlines: ['date 2025-12-31'] },
    ],
    warnings: [],
  },
};
