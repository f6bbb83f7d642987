import { buildDocx, down, on, across, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** 分值 stands beside 测评项目 and is merged downward with it: these are the heading's points, not those of its first item. */
export const pointsMergedWithTheHeading: Layout = {
  name: 'points merged downward with the heading',
  fileName: '指标分解.docx',
  file: () =>
    buildDocx([
      '市司法局2024年度文明单位测评指标责任分解表',
      table(
        ['测评项目', '分值', '测评内容', '责任处室'],
        [down('组织领导有力'), down('20'), '1. 领导班子重视，创建工作纳入总体规划。', '办公室'],
        [on, on, '2. 建立健全创建工作机制。', '机关党委'],
        [down('思想教育扎实'), down('35'), '3. 理论学习中心组学习制度落实。', '机关党委'],
        [on, on, '4. 开展社会主义核心价值观教育。', '政治部'],
        [on, on, '5. 开展法治宣传教育。', '普法与依法治理科'],
        [down('内外环境优美'), down('15'), '6. 办公区域整洁有序。', '装备财务保障科'],
        [on, on, '7. 创建无烟单位。', '装备财务保障科、工会'],
        ['合计', '70', across(2, '')],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['组织领导有力 20', '思想教育扎实 35', '内外环境优美 15'],
    tasks: [
      { code: '1', category: '组织领导有力', says: '领导班子', points: null, owners: ['办公室'] },
      { code: '2', category: '组织领导有力', says: '建立健全', points: null, owners: ['机关党委'] },
      { code: '3', category: '思想教育扎实', says: '理论学习', points: null, owners: ['机关党委'] },
      { code: '4', category: '思想教育扎实', says: '开展社会', points: null, owners: ['政治部'] },
      { code: '5', category: '思想教育扎实', says: '开展法治', points: null, owners: ['普法与依法治理科'] },
      { code: '6', category: '内外环境优美', says: '办公区域', points: null, owners: ['装备财务保障科'] },
      { code: '7', category: '内外环境优美', says: '创建无烟', points: null, owners: ['装备财务保障科', '+工会'] },
    ],
    warnings: ['no-deadline'],
  },
};
