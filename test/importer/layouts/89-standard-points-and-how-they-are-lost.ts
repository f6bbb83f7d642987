import { across, buildDocx, down, headerRow, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** 考核细则: who checks and who does it are two columns; how points are lost is part of the item. */
export const standardPointsAndHowTheyAreLost: Layout = {
  name: 'a company: standard points, how they are lost, who checks',
  fileName: '考核细则.docx',
  file: () =>
    buildDocx([
      '城投集团2025年度精神文明建设考核细则',
      table(
        headerRow('考核项目', '序号', '考核内容及要求', '标准分', '扣分细则', '考核部门', '被考核单位', '得分'),
        [down('组织领导\n（20分）'), '1', '成立创建机构，年初有计划', '10', '无机构扣5分，无计划扣5分', '党群工作部', '各子公司', ''],
        [on, '2', '每季度召开一次精神文明建设例会', '10', '每少1次扣2.5分，扣完为止', '党群工作部', '集团机关各部室、各子公司', ''],
        [
          down('员工素养\n（25分）'),
          '3',
          '每年开展职业道德培训不少于2次',
          '15',
          '每少一次扣5分；无签到表每次扣1分',
          '人力资源部',
          '各子公司',
          '',
        ],
        [on, '4', '员工着装规范', '10', '每发现1人次扣0.5分', '综合办公室', '集团机关各部室', ''],
        [across(3, '合计'), '45', '', '', '', ''],
      ),
      '考核人：            被考核单位负责人：            考核日期：',
    ]),
  expected: {
    year: 2025,
    categories: ['组织领导 20', '员工素养 25'],
    tasks: [
      { code: '1', category: '组织领导', points: 10, owners: ['各子公司'] },
      { code: '2', category: '组织领导', points: 10, owners: ['集团机关各部室', '+各子公司'], quotas: ['1 次 quarter'] },
      { code: '3', category: '员工素养', points: 15, owners: ['各子公司'], quotas: ['2 次 year'] },
      { code: '4', category: '员工素养', points: 10, owners: ['集团机关各部室'] },
    ],
    warnings: ['no-deadline'],
  },
};
