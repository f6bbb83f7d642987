import { across, buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A form: title and unit within the table, two score columns to fill in, signatures as its last row. */
export const selfScoreAndSignatures: Layout = {
  name: 'a scoring form with title, two score columns and signatures within the table',
  fileName: '自评表.docx',
  file: () =>
    buildDocx([
      table(
        [across(8, '市第一医院职工医院2025年度文明科室创建评分表')],
        [across(4, '被评科室：'), across(4, '评分日期：    年  月  日')],
        [down('类别'), down('序号'), down('评分内容'), down('标准分'), down('责任人所在科室'), down('完成期限'), across(2, '得分情况')],
        [on, on, on, on, on, on, '自评分', '考评分'],
        [down('服务\n质量'), '1', '微笑服务，使用文明用语', '10', '门诊部', '全年', '', ''],
        [on, '2', '无有效投诉', '15', '医务科、护理部', '全年', '', ''],
        [down('科室\n文化'), '3', '有文化墙', '5', '各科室', '5月底', '', ''],
        [on, '4', '参加院内文体活动2次以上', '10', '各科室', '12月底', '', ''],
        [across(3, '总分'), '40', '', '', '', ''],
        [across(4, '科室负责人签字：'), across(4, '考评组长签字：')],
      ),
    ]),
  expected: {
    year: 2025,
    title: '市第一医院职工医院2025年度文明科室创建评分表',
    categories: ['服务质量', '科室文化'],
    tasks: [
      { code: '1', category: '服务质量', points: 10, owners: ['门诊部'], deadlines: ['continuous'] },
      { code: '2', category: '服务质量', points: 15, owners: ['医务科', '+护理部'], deadlines: ['continuous'] },
      { code: '3', category: '科室文化', points: 5, owners: ['各科室'], deadlines: ['date 2025-05-31'] },
      { code: '4', category: '科室文化', points: 10, owners: ['各科室'], deadlines: ['date 2025-12-31'], quotas: ['2 次 year'] },
    ],
    warnings: [],
  },
};
