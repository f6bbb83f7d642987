import { buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Whole sections stand in one cell, their items numbered through; the owners beside them are those of each. */
export const itemsInOneCellSharingOwners: Layout = {
  name: 'several items in one cell, sharing the owners beside them',
  fileName: '考评表.docx',
  file: () =>
    buildDocx([
      '2024年度文明创建考评任务表',
      table(
        ['考评项目', '考评内容', '责任部门', '完成时限'],
        [
          '一、廉洁机关（6分）',
          '1. 签订党风廉政责任书。2分\n2. 组织观看警示教育片，\v并撰写观后感。3分\n3. 更新廉政宣传栏。1分',
          '机关纪委\n各党支部',
          '10月底前',
        ],
        ['二、法治机关（5分）', '4. 组织旁听庭审。3分\n5. 开展宪法宣传。2分', '法规科', '12月4日前'],
        ['三、书香机关（4分）', '6. 设置图书漂流角。4分', '工会', '4月23日前'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['廉洁机关 6', '法治机关 5', '书香机关 4'],
    tasks: [
      { code: '1', category: '廉洁机关', points: 2, owners: ['机关纪委', '+各党支部'], deadlines: ['date 2024-10-31'] },
      {
        code: '2',
        category: '廉洁机关',
        says: '组织观看警示教育片，并撰写观后感',
        points: 3,
        owners: ['机关纪委', '+各党支部'],
        deadlines: ['date 2024-10-31'],
      },
      { code: '3', category: '廉洁机关', points: 1, owners: ['机关纪委', '+各党支部'], deadlines: ['date 2024-10-31'] },
      { code: '4', category: '法治机关', points: 3, owners: ['法规科'], deadlines: ['date 2024-12-04'] },
      { code: '5', category: '法治机关', points: 2, owners: ['法规科'], deadlines: ['date 2024-12-04'] },
      { code: '6', category: '书香机关', points: 4, owners: ['工会'], deadlines: ['date 2024-04-23'] },
    ],
    warnings: [],
  },
};
