import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A 责任清单 ordered by department: the owner's cell comes first and spans its items. */
export const ownersFirst: Layout = {
  name: 'owners in the first column, merged over their items',
  fileName: '责任清单.docx',
  file: () =>
    buildDocx([
      '2024年文明单位测评工作责任清单',
      table(
        ['责任单位', '完成时限', '序号', '测评内容', '分值'],
        [down('办公室、宣传科'), '3月底前', '1', '印发年度创建工作方案，明确职责分工', '3'],
        [on, '12月15日前', '2', '汇总创建资料，形成自查报告', '4'],
        ['工会', '6月30日前', '3', '举办职工运动会', '2'],
        [down('后勤中心'), '长期坚持', '4', '保持办公楼整洁有序', '3'],
        [on, '9月底前', '5', '完成停车区域划线', '1'],
      ),
    ]),
  expected: {
    year: 2024,
    title: '2024年文明单位测评工作责任清单',
    tasks: [
      { code: '1', says: '印发年度创建工作方案', points: 3, owners: ['办公室', '+宣传科'], deadlines: ['date 2024-03-31'] },
      { code: '2', says: '汇总创建资料', points: 4, owners: ['办公室', '+宣传科'], deadlines: ['date 2024-12-15'] },
      { code: '3', category: '未分类', section: '未分类', points: 2, owners: ['工会'], deadlines: ['date 2024-06-30'] },
      { code: '4', points: 3, owners: ['后勤中心'], deadlines: ['continuous'] },
      { code: '5', points: 1, owners: ['后勤中心'], deadlines: ['date 2024-09-30'] },
    ],
    warnings: [],
  },
};
