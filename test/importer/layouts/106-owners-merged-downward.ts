import { buildDocx, down, headerRow, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A university: owners and deadlines merged down over several items, independent of the sections. */
export const ownersMergedDownward: Layout = {
  name: 'owners and deadlines merged down over several items',
  fileName: '分解表.docx',
  file: () =>
    buildDocx([
      '职业技术学院2025年省级文明校园创建指标分解表',
      table(
        headerRow('建设任务', '建设要点', '观测点', '赋分', '责任部门', '时限'),
        [down('思想政治教育（15分）'), down('课堂教学（8分）'), '1. 思政课开课率100%', '4', down('马院'), down('7月10日前')],
        [on, on, '2. 课程思政示范课不少于5门', '4', on, on],
        [on, '实践教学（7分）', '3. 暑期“三下乡”', '7', down('团委、学工处'), '8月31日前'],
        [down('校园环境（9分）'), '绿化（4分）', '4. 绿化率达标', '4', on, down('11月30日前')],
        [on, '宿舍（5分）', '5. 文明宿舍占比60%以上', '5', '后勤处、学工处', on],
      ),
    ]),
  expected: {
    year: 2025,
    categories: ['思想政治教育 15', '校园环境 9'],
    sections: ['思想政治教育/课堂教学 8', '思想政治教育/实践教学 7', '校园环境/绿化 4', '校园环境/宿舍 5'],
    tasks: [
      { code: '1', section: '课堂教学', points: 4, owners: ['马院'], deadlines: ['date 2025-07-10'] },
      { code: '2', section: '课堂教学', points: 4, owners: ['马院'], deadlines: ['date 2025-07-10'], quotas: ['5 门 year'] },
      { code: '3', section: '实践教学', points: 7, owners: ['团委', '+学工处'], deadlines: ['date 2025-08-31'] },
      { code: '4', section: '绿化', points: 4, owners: ['团委', '+学工处'], deadlines: ['date 2025-11-30'] },
      { code: '5', section: '宿舍', points: 5, owners: ['后勤处', '+学工处'], deadlines: ['date 2025-11-30'] },
    ],
    warnings: [],
  },
};
