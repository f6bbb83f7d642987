import { buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Nothing says the year: it is asked, and until then a deadline without one has no day. */
export const yearNowhere: Layout = {
  name: 'no year anywhere',
  fileName: '任务分解表.docx',
  file: () =>
    buildDocx([
      '文明创建任务分解表',
      table(
        ['序号', '工作任务', '责任部门', '完成时限'],
        ['1', '制定创建方案', '办公室', '3月底前'],
        ['2', '上报创建总结', '办公室', '2025年1月10日前'],
        ['3', '巡查办公秩序', '机关纪委', '常态化'],
      ),
    ]),
  expected: {
    year: null,
    tasks: [
      { code: '1', owners: ['办公室'], deadlines: ['date'] },
      // Its own year stands with it.
      { code: '2', owners: ['办公室'], deadlines: ['date 2025-01-10'] },
      { code: '3', owners: ['机关纪委'], deadlines: ['continuous'] },
    ],
    warnings: ['no-year'],
  },
};
