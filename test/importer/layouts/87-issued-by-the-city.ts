import { across, buildDocx, down, headerRow, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** What the city's 文明办 measures, parted among the offices of a street: letter codes, methods that are no items, a total. */
export const issuedByTheCity: Layout = {
  name: 'indicators of the city with letter codes, parted in a street',
  fileName: '附件2.docx',
  file: () =>
    buildDocx([
      '附件2',
      '青山街道2025年度市级文明单位测评体系责任分解表',
      '（依据市文明办《市级文明单位测评体系（2024年版）》）',
      table(
        headerRow('测评项目', '指标编号', '测评内容', '测评标准', '测评方法', '分值', '责任单位'),
        [down('A 组织领导'), 'A1-01', '领导重视', '党工委每年专题研究创建工作不少于2次', '材料审核：会议纪要', '4', '党政综合办'],
        [on, 'A1-02', '机构健全', '有创建工作领导小组，有专人负责', '材料审核：文件', '2', '党政综合办、党群工作办'],
        [down('B 市民教育'), 'B1-01', '宣传阵地', '主要街巷公益广告数量充足', '实地考察', '5', '党群工作办\n城市管理办'],
        [on, 'B1-02', '志愿服务', '注册志愿者占常住人口13%以上', '材料审核、问卷调查', '5', '各社区'],
        [on, 'B2-01', '未成年人', '建有“四点半课堂”', '实地考察', '4', '公共服务办；各社区'],
        [across(5, '总　　分'), '20', ''],
      ),
    ]),
  expected: {
    year: 2025,
    title: '青山街道2025年度市级文明单位测评体系责任分解表',
    categories: ['组织领导', '市民教育'],
    tasks: [
      {
        code: 'A1-01',
        category: '组织领导',
        points: 4,
        owners: ['党政综合办'],
        quotas: ['2 次 year'],
      },
      { code: 'A1-02', category: '组织领导', points: 2, owners: ['党政综合办', '+党群工作办'] },
      { code: 'B1-01', category: '市民教育', points: 5, owners: ['党群工作办', '+城市管理办'] },
      { code: 'B1-02', category: '市民教育', points: 5, owners: ['各社区'] },
      { code: 'B2-01', category: '市民教育', points: 4, owners: ['公共服务办', '+各社区'] },
    ],
    warnings: ['no-deadline'],
  },
};
