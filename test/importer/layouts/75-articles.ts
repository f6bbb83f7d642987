import { buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Items are called 第1条, 第2条 in a column of their own. */
export const articles: Layout = {
  name: 'items numbered 第1条',
  fileName: '任务条目.docx',
  file: () =>
    buildDocx([
      '2025年法院文明创建任务条目',
      table(
        ['条目', '任务内容', '承办庭室', '办结时限'],
        ['第1条', '开展巡回审判进乡村', '民一庭、各人民法庭', '11月20日前'],
        ['第2条', '设置诉讼服务无障碍通道', '立案庭', '5月底前'],
        ['第3条', '举办“家风故事会”', '政治部', '上半年'],
        ['第4条', '落实法官下沉社区制度', '各庭室', '长期坚持'],
      ),
    ]),
  expected: {
    year: 2025,
    tasks: [
      { code: '1', says: '开展巡回审判进乡村', owners: ['民一庭', '+各人民法庭'], deadlines: ['date 2025-11-20'] },
      { code: '2', owners: ['立案庭'], deadlines: ['date 2025-05-31'] },
      { code: '3', owners: ['政治部'], deadlines: ['date 2025-06-30'] },
      { code: '4', owners: ['各庭室'], deadlines: ['continuous'] },
    ],
    warnings: [],
  },
};
