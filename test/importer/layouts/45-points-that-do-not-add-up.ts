import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** The first category declares 12 points and has 11; the section that lacks one is within it. */
export const pointsThatDoNotAddUp: Layout = {
  name: 'points that do not add up',
  fileName: '分值表.docx',
  file: () =>
    buildDocx([
      '2024年度文明创建任务分值表',
      table(
        ['考评项目', '考评内容', '考评标准', '责任部门'],
        [down('一、道德风尚（12分）'), down('诚信教育（7分）'), '（1）开展诚信主题实践。4分', '法规科'],
        [on, on, '（2）评选诚信标兵。2分', '人事科'],
        [on, '家庭美德（5分）', '（3）开展家庭助廉。5分', '妇委会'],
        ['二、美丽环境（3分）', '绿化（3分）', '（4）认养绿植。3分', '后勤中心'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['道德风尚 12', '美丽环境 3'],
    sections: ['道德风尚/诚信教育 7', '道德风尚/家庭美德 5', '美丽环境/绿化 3'],
    tasks: [
      { code: '1', points: 4, owners: ['法规科'] },
      { code: '2', points: 2, owners: ['人事科'] },
      { code: '3', points: 5, owners: ['妇委会'] },
      { code: '4', points: 3, owners: ['后勤中心'] },
    ],
    warnings: ['category-sum', 'section-sum', 'no-deadline'],
  },
};
