import { across, buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Bonus and deductions of a company in one table, told apart by rows across; 同上 within a merged group. */
export const nestedBonusCaps: Layout = {
  name: 'bonus and deductions under rows across, with caps and 同上',
  fileName: '加减分办法.docx',
  file: () =>
    buildDocx([
      '2025年度文明单位考评加减分项目',
      table(
        ['类别', '情形', '计分标准', '归口部门'],
        [across(4, '一、加分项目（累计不超过15分）')],
        [down('表彰奖励'), '集体获得全国、省、市级表彰', '分别加6、4、2分；同一事项获多级表彰的，最高只计一项', '党委工作部'],
        [on, '个人获得全国、省、市级表彰', '同上', '党委工作部'],
        [down('经验推广'), '创建经验在省级以上会议交流', '一次加3分，最高不超过6分', '党委工作部、综合部'],
        [on, '被中央主流媒体报道', '1.5分/篇', '宣传部'],
        [across(4, '二、扣分项目')],
        ['安全稳定', '发生群体性事件', '扣5—10分', '信访办'],
        ['安全稳定', '发生火灾责任事故', '每起扣8分', '安全环保部'],
        ['廉洁自律', '干部受到党纪处分', '每人次扣３分，班子成员加倍扣分', '纪委办'],
      ),
    ]),
  expected: {
    year: 2025,
    tasks: [],
    adjustments: [
      { kind: 'bonus', group: '加分项目', groupCap: 15, cap: null, rates: [6, 4, 2], says: '集体获得', departments: ['党委工作部'] },
      { kind: 'bonus', group: '加分项目', groupCap: 15, cap: null, rates: [6, 4, 2], says: '个人获得', departments: ['党委工作部'] },
      { kind: 'bonus', group: '加分项目', groupCap: 15, cap: 6, rates: [3], says: '会议交流', departments: ['党委工作部', '综合部'] },
      { kind: 'bonus', group: '加分项目', groupCap: 15, cap: null, rates: [1.5], says: '主流媒体', departments: ['宣传部'] },
      { kind: 'deduction', group: '扣分项目', groupCap: null, cap: null, rates: [5, 10], says: '群体性事件', departments: ['信访办'] },
      { kind: 'deduction', group: '扣分项目', cap: null, rates: [8], says: '火灾', departments: ['安全环保部'] },
      { kind: 'deduction', group: '扣分项目', cap: null, rates: [3], says: '党纪处分', departments: ['纪委办'] },
    ],
    warnings: [],
  },
};
