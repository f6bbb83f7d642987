import { buildDocx, headerRow, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Categories as captions with points and the lead of the whole part; Roman codes that name the category. */
export const romanPartsWithCaptions: Layout = {
  name: 'captions with points and lead before each table, Roman codes',
  fileName: '测评体系.docx',
  file: () =>
    buildDocx([
      '国有林场2025年度文明单位创建测评体系责任分解',
      'Ⅰ 理想信念教育（13分）　牵头部门：党委办公室',
      table(
        headerRow('代码', '测评内容', '分值', '责任部门'),
        ['Ⅰ-1', '组织理论学习', '7', '组织人事科'],
        ['Ⅰ-2', '开展爱国主义教育', '6', '团委、各分场'],
      ),
      'Ⅱ 生态文明建设（12分）　牵头部门：资源管理科',
      table(
        headerRow('代码', '测评内容', '分值', '责任部门'),
        ['Ⅱ-1', '开展义务植树，不少于2次', '5', '营林科、各分场'],
        ['Ⅱ-2', '森林防火宣传', '7', '防火办'],
      ),
    ]),
  expected: {
    year: 2025,
    categories: ['理想信念教育 13', '生态文明建设 12'],
    tasks: [
      { code: 'Ⅰ-1', category: '理想信念教育', points: 7, owners: ['党委办公室', '+组织人事科'] },
      { code: 'Ⅰ-2', category: '理想信念教育', points: 6, owners: ['党委办公室', '+团委', '+各分场'] },
      { code: 'Ⅱ-1', category: '生态文明建设', points: 5, owners: ['资源管理科', '+营林科', '+各分场'], quotas: ['2 次 year'] },
      { code: 'Ⅱ-2', category: '生态文明建设', points: 7, owners: ['资源管理科', '+防火办'] },
    ],
    warnings: ['no-deadline'],
  },
};
