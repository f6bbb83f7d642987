import { across, buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** The leader is merged over a whole part, the leading unit over two rows, supporting units change. */
export const leadingPersonAndUnits: Layout = {
  name: '牵头领导, 牵头单位 and 配合单位 under a two-row header',
  fileName: '攻坚行动.docx',
  file: () =>
    buildDocx([
      '2025年文明城区迎检攻坚行动任务分工表',
      table(
        [down('任务\n类别'), down('具体任务'), across(3, '责任分工'), down('整改\n时限')],
        [on, on, '牵头领导', '牵头单位', '配合单位', on],
        [down('市容\n环境'), '清理占道经营', down('副区长 何某'), down('城市管理局'), '各镇街', '5月20日前'],
        [on, '修补破损路面', on, on, '住建局、交通运输局', '6月15日前'],
        [down('交通\n秩序'), '规范非机动车停放', down('副区长 吕某'), '公安分局', '城市管理局、各镇街', '立即整改，长期保持'],
        [on, '设置文明劝导岗', on, '团区委', '/', '4月1日起'],
        [on, '施划停车泊位', on, '公安分局', '/', '3月启动，6月底前完成'],
      ),
    ]),
  expected: {
    year: 2025,
    categories: ['市容环境', '交通秩序'],
    tasks: [
      { code: '1', category: '市容环境', owners: ['城市管理局', '+各镇街'], deadlines: ['date 2025-05-20'] },
      { code: '2', category: '市容环境', owners: ['城市管理局', '+住建局', '+交通运输局'], deadlines: ['date 2025-06-15'] },
      { code: '3', category: '交通秩序', owners: ['公安分局', '+城市管理局', '+各镇街'], deadlines: ['continuous'] },
      // What begins on a day has no end: the words are kept, and a person says when it is due.
      { code: '4', category: '交通秩序', owners: ['团区委'], deadlines: ['unknown'] },
      { code: '5', category: '交通秩序', owners: ['公安分局'], deadlines: ['range 2025-03-01~2025-06-30'] },
    ],
    warnings: ['unclear-deadline'],
  },
};
