import { across, buildDocx, down, headerRow, on, table } from './build-docx.ts';
import { type Layout, quarterly } from './layout.ts';

const HEADER = headerRow('考核内容', '考核要点', '分值', '承办科室', '完成时限');

/** A table in two pieces with （续表） between; the second begins in the middle of a category and repeats its name. */
export const continuedWithACaption: Layout = {
  name: 'a table continued under （续表）, its category written again',
  fileName: '附表.docx',
  file: () =>
    buildDocx([
      '附表1',
      '区疾控中心2025年文明单位创建目标任务表',
      table(
        HEADER,
        [down('一、党建引领\n10分'), '1.落实“三会一课”制度', '4', '党办', '每月'],
        [on, '2.开展主题党日活动', '6', '党办、各支部', '每季度'],
        [down('二、优质服务\n13分'), '3.预防接种门诊规范化', '5', '免规科', '6月底'],
      ),
      '附表1（续）',
      table(
        HEADER,
        [down('二、优质服务\n13分'), '4.健康宣教进社区不少于10场', '5', '健教科', '11月底'],
        [on, '5.公示服务承诺', '3', '质管科', '1月底'],
        ['三、诚信守法\n4分', '6.普法教育', '4', '办公室', '12月4日前'],
        [across(2, '总分'), '27', '', ''],
      ),
    ]),
  expected: {
    year: 2025,
    categories: ['党建引领 10', '优质服务 13', '诚信守法 4'],
    tasks: [
      { code: '1', category: '党建引领', points: 4, owners: ['党办'] },
      {
        code: '2',
        category: '党建引领',
        points: 6,
        owners: ['党办', '+各支部'],
        deadlines: quarterly(2025, '03-31 06-30 09-30 12-31'),
      },
      { code: '3', category: '优质服务', points: 5, owners: ['免规科'], deadlines: ['date 2025-06-30'] },
      { code: '4', category: '优质服务', points: 5, owners: ['健教科'], deadlines: ['date 2025-11-30'], quotas: ['10 场 year'] },
      { code: '5', category: '优质服务', points: 3, owners: ['质管科'], deadlines: ['date 2025-01-31'] },
      { code: '6', category: '诚信守法', points: 4, owners: ['办公室'], deadlines: ['date 2025-12-04'] },
    ],
    warnings: [],
  },
};
