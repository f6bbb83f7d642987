import { buildDocx } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Quarters head the list; their last day is the deadline unless the item says its own. */
export const quartersAsHeadings: Layout = {
  name: 'a list under quarters',
  fileName: '推进计划.docx',
  file: () =>
    buildDocx([
      '2025年精神文明建设分季度推进计划',
      '一季度',
      '1.召开创建动员会。责任单位：局办公室。',
      '2.开展“迎新春送万福”活动，1月25日前完成。责任单位：工会、妇联。',
      '二季度',
      '3.组织“世界读书日”分享会。责任单位：团支部。',
      '4.开展道德讲堂2期。责任单位：机关党委、人教科。',
      '三季度',
      '5.慰问驻地官兵。责任单位：退役军人服务站、局办公室。',
      '四季度',
      '6.汇总全年档案。责任单位：局办公室；配合单位：各科室、各二级机构。',
    ]),
  expected: {
    year: 2025,
    categories: ['一季度', '二季度', '三季度', '四季度'],
    tasks: [
      { code: '1', category: '一季度', owners: ['局办公室'], deadlines: ['date 2025-03-31'] },
      { code: '2', category: '一季度', owners: ['工会', '+妇联'], deadlines: ['date 2025-01-25'] },
      { code: '3', category: '二季度', owners: ['团支部'], deadlines: ['date 2025-06-30'] },
      { code: '4', category: '二季度', owners: ['机关党委', '+人教科'], deadlines: ['date 2025-06-30'] },
      { code: '5', category: '三季度', owners: ['退役军人服务站', '+局办公室'], deadlines: ['date 2025-09-30'] },
      { code: '6', category: '四季度', owners: ['局办公室', '+各科室', '+各二级机构'], deadlines: ['date 2025-12-31'] },
    ],
    warnings: [],
  },
};
