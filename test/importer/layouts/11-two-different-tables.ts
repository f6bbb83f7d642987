import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Attachment 1 holds the items, attachment 2 bonus and negative list in columns of their own. */
export const twoDifferentTables: Layout = {
  name: 'items and, in another table, bonus and negative list',
  fileName: '通知及附件.docx',
  file: () =>
    buildDocx([
      '关于做好2024年度文明创建工作的通知',
      '各科室、所属各单位：',
      '现将任务分解表和加减分清单印发给你们，请按要求落实。',
      '附件1',
      '2024年度文明创建任务分解表',
      table(
        ['编号', '测评内容', '分值', '责任单位', '完成时间'],
        ['1', '召开创建动员部署会', '5', '办公室、机关党委', '3月15日前'],
        ['2', '开展“文明科室”评比', '10', '机关党委、各科室', '每季度'],
      ),
      '附件2',
      '2024年度文明创建加分项目和负面清单',
      table(
        ['类型', '情形', '计分标准', '责任单位'],
        [down('加分项目（最高加10分）'), '创建经验被上级推广', '国家级加5分，省级加3分，市级加1分', '宣传科'],
        [on, '职工获评道德模范', '每人加2分，最多加4分', '工会'],
        [down('负面清单'), '发生安全责任事故', '每起扣10分', '安全科'],
        [on, '干部职工违反公序良俗被曝光', '视情节每例扣1至3分', '各科室'],
      ),
      '联系人：陈某，电话：0000-1234567',
    ]),
  expected: {
    year: 2024,
    tasks: [
      { code: '1', points: 5, owners: ['办公室', '+机关党委'], deadlines: ['date 2024-03-15'] },
      {
        code: '2',
        points: 10,
        owners: ['机关党委', '+各科室'],
        deadlines: ['quarterly 2024-03-31', 'quarterly 2024-06-30', 'quarterly 2024-09-30', 'quarterly 2024-12-31'],
      },
    ],
    adjustments: [
      { kind: 'bonus', group: '加分项目', groupCap: 10, cap: null, rates: [5, 3, 1], says: '上级推广', departments: ['宣传科'] },
      { kind: 'bonus', group: '加分项目', groupCap: 10, cap: 4, rates: [2], says: '道德模范', departments: ['工会'] },
      { kind: 'deduction', group: '负面清单', groupCap: null, cap: null, rates: [10], says: '安全责任事故', departments: ['安全科'] },
      { kind: 'deduction', group: '负面清单', groupCap: null, cap: null, rates: [1, 3], says: '违反公序良俗', departments: ['各科室'] },
    ],
    warnings: [],
  },
};
