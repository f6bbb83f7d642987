import { buildXlsx } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** The notice's own four columns, kept as a spreadsheet: merged headings, owners one per line, bonus and deductions below. */
export const seedLikeSpreadsheet: Layout = {
  name: 'four columns as a spreadsheet',
  fileName: '任务分解表.xlsx',
  file: () =>
    buildXlsx({
      name: 'Sheet1',
      rows: [
        ['2024年度局机关文明创建任务分解表', null, null, null],
        ['考评\n项目', '考评内容', '考评标准', '责任部门'],
        [
          '一、\n思想引领走深走实\n20分',
          '理论学习\n12分',
          '（1）党组理论学习中心组全年集中学习不少于12次，每次形成纪要。7分',
          '机关党委\n办公室',
        ],
        [null, null, '（2） 组织青年干部读书交流，\n用好机关书屋。5 分', '团委\n机关党委\n各党支部'],
        [null, '阵地建设\n8分', '（3）办好文明创建专栏，及时更新内容。4分', '宣传科'],
        [null, null, '（4）落实意识形态工作责任制，管好各类讲坛。4分', '宣传科\n信息中心'],
        ['2、 \n服务群众有温度10 分', '窗口服务\n10分', '（5）推行一次告知和延时服务。6 分', '政务服务科'],
        [null, null, '（6）设立便民服务角，配备常用药品、雨具。4分', '政务服务科\n后勤中心'],
        ['加分\n项目\n（最多加15分）', '荣誉称号', '单位获得国家级表彰的，每项加 5 分；获得省级表彰的，每项加 3 分。', '各部门'],
        [null, '特色做法\n（本项最多加 6 分）', '创建做法在省级以上媒体刊发的，每篇加 2 分。', '各部门'],
        ['扣分\n项目', '反向扣分', '干部职工因作风问题被通报批评的，每例扣 2 分。', '各部门'],
      ],
      merges: ['A1:D1', 'A3:A6', 'B3:B4', 'B5:B6', 'A7:A8', 'B7:B8', 'A9:A10'],
    }),
  expected: {
    year: 2024,
    title: '2024年度局机关文明创建任务分解表',
    categories: ['思想引领走深走实 20', '服务群众有温度 10'],
    sections: ['思想引领走深走实/理论学习 12', '思想引领走深走实/阵地建设 8', '服务群众有温度/窗口服务 10'],
    tasks: [
      { code: '1', category: '思想引领走深走实', section: '理论学习', points: 7, owners: ['机关党委', '+办公室'], quotas: ['12 次 year'] },
      {
        code: '2',
        category: '思想引领走深走实',
        section: '理论学习',
        says: '组织青年干部读书交流，用好机关书屋',
        points: 5,
        owners: ['团委', '+机关党委', '+各党支部'],
      },
      { code: '3', category: '思想引领走深走实', section: '阵地建设', points: 4, owners: ['宣传科'] },
      { code: '4', category: '思想引领走深走实', section: '阵地建设', points: 4, owners: ['宣传科', '+信息中心'] },
      { code: '5', category: '服务群众有温度', section: '窗口服务', points: 6, owners: ['政务服务科'] },
      { code: '6', category: '服务群众有温度', section: '窗口服务', points: 4, owners: ['政务服务科', '+后勤中心'] },
    ],
    adjustments: [
      { kind: 'bonus', group: '加分项目', groupCap: 15, cap: null, rates: [5, 3], departments: ['各部门'] },
      { kind: 'bonus', group: '加分项目', groupCap: 15, cap: 6, rates: [2], departments: ['各部门'] },
      { kind: 'deduction', group: '扣分项目', groupCap: null, cap: null, rates: [2], departments: ['各部门'] },
    ],
    warnings: ['no-deadline'],
  },
};
