import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Nobody numbered anything; bonus rows stand below the items in the same columns and restate their own rules. */
export const itemsWithoutNumbers: Layout = {
  name: 'items without numbers, bonus rows below',
  fileName: '责任分解.docx',
  file: () =>
    buildDocx([
      '二〇二四年度文明机关创建责任分解表',
      table(
        ['项目', '工作要求', '责任处室'],
        [down('机关党建\n6分'), '规范党员发展程序。3分', '机关党委'],
        [on, '按期换届选举。3分', '机关党委、各党支部'],
        ['机关效能\n4分', '实行首问责任制和限时办结制。4分', '办公室、政务处'],
        [down('加分项目\n（不超过8分）'), '获评省级文明机关标兵的，加8分。', '办公室'],
        [on, '承办市级以上现场会的，国家级加5分、省级加3分、市级加2分，以最高级别计一次。', '各处室'],
        ['一票否决', '领导班子成员严重违纪违法的，取消文明单位资格。', '机关纪委'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['机关党建 6', '机关效能 4'],
    tasks: [
      { code: '1', category: '机关党建', says: '规范党员发展程序', points: 3, owners: ['机关党委'] },
      { code: '2', category: '机关党建', points: 3, owners: ['机关党委', '+各党支部'] },
      { code: '3', category: '机关效能', points: 4, owners: ['办公室', '+政务处'] },
    ],
    adjustments: [
      { kind: 'bonus', group: '加分项目', groupCap: 8, rates: [8], departments: ['办公室'] },
      { kind: 'bonus', group: '加分项目', groupCap: 8, rates: [5, 3, 2], departments: ['各处室'] },
      // A veto costs the title, not points: a deduction without a rate.
      { kind: 'deduction', group: '一票否决', groupCap: null, cap: null, rates: [], departments: ['机关纪委'] },
    ],
    warnings: ['no-deadline'],
  },
};
