import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** 考核细则: who scores has a column, and the rules of scoring are numbered lines that are no items. */
export const scoringRules: Layout = {
  name: 'scoring rules and a scoring department beside the owner',
  fileName: '考核细则.docx',
  file: () =>
    buildDocx([
      '2024年度精神文明建设考核细则',
      table(
        ['序号', '考核项目', '考核内容', '分值', '评分办法', '考核部门', '责任部门', '自评分', '得分', '备注'],
        [
          '1',
          down('组织领导'),
          '成立领导小组，每半年至少研究一次创建工作',
          '5',
          '1.未成立领导小组扣2分；\n2.少研究一次扣1分，扣完为止。',
          down('文明办'),
          '各科室',
          '',
          '',
          '',
        ],
        ['2', on, '明确一名联络员', '2', '未明确的不得分', on, '各科室', '', '', ''],
        [
          '3',
          '信息报送',
          '每季度至少报送2篇创建信息',
          '6',
          '每少1篇扣0.5分；\n被市级采用的每篇加1分。',
          '宣传科',
          '各科室、所属各单位',
          '',
          '',
          '年终汇总',
        ],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['组织领导', '信息报送'],
    tasks: [
      { code: '1', category: '组织领导', says: '成立领导小组', points: 5, owners: ['各科室'], quotas: ['1 次 half-year'] },
      { code: '2', category: '组织领导', says: '明确一名联络员', points: 2, owners: ['各科室'], quotas: [] },
      { code: '3', category: '信息报送', points: 6, owners: ['各科室', '+所属各单位'], quotas: ['2 篇 quarter'] },
    ],
    warnings: ['no-deadline'],
  },
};
