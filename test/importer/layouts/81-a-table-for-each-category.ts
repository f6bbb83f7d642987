import { buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

const HEADER = ['序号', '任务要求', '分值', '责任部门', '完成时限'];

/** The category stands as a paragraph over a table of its own; numbers start again in each. */
export const aTableForEachCategory: Layout = {
  name: 'a heading and a table for each category',
  fileName: '创建任务.docx',
  file: () =>
    buildDocx([
      '2025年地铁公司文明创建任务分解',
      '一、思想道德建设（7分）',
      table(HEADER, ['1', '开展“最美地铁人”评选', '4', '党群工作部', '9月底前'], ['2', '设立道德讲堂', '3', '企业文化部', '5月底前']),
      '二、文明乘车引导（8分）',
      table(HEADER, ['1', '站台设置引导标线', '5', '运营中心、站务部', '3月底前'], ['2', '高峰时段志愿服务', '3', '团委', '常态化']),
      '三、车站环境提升（4分）',
      table(HEADER, ['1', '母婴室达标', '4', '物业部', '10月底前']),
    ]),
  expected: {
    year: 2025,
    categories: ['思想道德建设 7', '文明乘车引导 8', '车站环境提升 4'],
    tasks: [
      { code: '1-1', category: '思想道德建设', points: 4, owners: ['党群工作部'], deadlines: ['date 2025-09-30'] },
      { code: '1-2', category: '思想道德建设', points: 3, owners: ['企业文化部'], deadlines: ['date 2025-05-31'] },
      { code: '2-1', category: '文明乘车引导', points: 5, owners: ['运营中心', '+站务部'], deadlines: ['date 2025-03-31'] },
      { code: '2-2', category: '文明乘车引导', points: 3, owners: ['团委'], deadlines: ['continuous'] },
      { code: '3-1', category: '车站环境提升', points: 4, owners: ['物业部'], deadlines: ['date 2025-10-31'] },
    ],
    warnings: [],
    mayWarn: ['repeated-code'],
  },
};
