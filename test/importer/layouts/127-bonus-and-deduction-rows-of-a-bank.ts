import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A bank's 考评表: the items first, then 加分项 and 减分项 in the same columns. */
export const bonusAndDeductionRowsOfABank: Layout = {
  name: 'bonus and deduction rows under the same columns',
  fileName: '考评表.docx',
  file: () =>
    buildDocx([
      '市分行2024年文明单位创建考评及任务分解表',
      table(
        ['考评项目', '考评内容', '分值', '责任部门'],
        [down('优质服务'), '1.营业网点服务达标，开展“千佳网点”创建。', '12分', '运营管理部、各支行'],
        [on, '2.无重大服务投诉。', '8分', '办公室'],
        [down('合规文化'), '3.开展合规教育活动，每季度不少于1次。', '10分', '内控合规部'],
        [on, '4.组织案例警示教育。', '10分', '纪检办\n内控合规部'],
        [down('加分项（最高加10分）'), '获得国家级表彰的，每项加5分；获得省级表彰的，每项加3分；获得市级表彰的，每项加1分。', '', '各部门'],
        [on, '创建经验在省级以上媒体刊发的，每篇加2分，最多加4分。', '', '办公室'],
        [down('减分项'), '发生员工违规违纪案件的，每起扣5分。', '', '纪检办'],
        [on, '被监管部门通报批评的，每次扣3分；造成负面舆情的，每次扣2—5分。', '', '内控合规部、办公室'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['优质服务', '合规文化'],
    tasks: [
      { code: '1', category: '优质服务', says: '营业网点', points: 12, owners: ['运营管理部', '+各支行'] },
      { code: '2', category: '优质服务', says: '无重大', points: 8, owners: ['办公室'] },
      { code: '3', category: '合规文化', says: '开展合规', points: 10, owners: ['内控合规部'], quotas: ['1 次 quarter'] },
      { code: '4', category: '合规文化', says: '组织案例', points: 10, owners: ['纪检办', '+内控合规部'] },
    ],
    adjustments: [
      { kind: 'bonus', groupCap: 10, cap: null, rates: [5, 3, 1], says: '获得国家级表彰', departments: ['各部门'] },
      { kind: 'bonus', groupCap: 10, cap: 4, rates: [2], says: '创建经验', departments: ['办公室'] },
      { kind: 'deduction', groupCap: null, rates: [5], says: '发生员工', departments: ['纪检办'] },
      { kind: 'deduction', groupCap: null, rates: [3, 2, 5], says: '被监管部门', departments: ['内控合规部', '办公室'] },
    ],
    warnings: ['no-deadline'],
  },
};
