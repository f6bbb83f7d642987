import { buildDocx, down, headerRow, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A school's calendar: the month merged downward, a theme of the month, the office and the person who answer for it. */
export const monthsMergedDownward: Layout = {
  name: 'a school calendar with months and themes merged downward',
  fileName: '文明校园活动安排表.docx',
  file: () =>
    buildDocx([
      '市第三中学2025年文明校园创建活动安排表',
      table(
        headerRow('月份', '活动主题', '活动内容', '负责处室', '负责人'),
        [down('三月'), down('学雷锋月'), '开展志愿服务进社区活动', '团委', '陈某'],
        [on, on, '评选“雷锋式好少年”', '政教处', '刘某'],
        [down('四月'), down('缅怀先烈'), '清明网上祭英烈（4月4日前）', '政教处、团委', '刘某'],
        [on, on, '参观烈士陵园', '各年级组', '各年级组长'],
        ['五月', '劳动光荣', '劳动技能大赛', '总务处', '王某'],
        ['九月', '尊师重教', '教师节感恩活动', '工会', '赵某'],
        ['十二月', '安全法治', '开展宪法宣传周活动', '政教处', '刘某'],
      ),
    ]),
  expected: {
    year: 2025,
    tasks: [
      { code: '1', says: '开展志愿服务进社区活动', owners: ['团委'], deadlines: ['date 2025-03-31'] },
      { code: '2', says: '评选', owners: ['政教处'], deadlines: ['date 2025-03-31'] },
      { code: '3', says: '清明网上祭英烈', owners: ['政教处', '+团委'], deadlines: ['date 2025-04-04'] },
      { code: '4', says: '参观烈士陵园', owners: ['各年级组'], deadlines: ['date 2025-04-30'] },
      { code: '5', says: '劳动技能大赛', owners: ['总务处'], deadlines: ['date 2025-05-31'] },
      { code: '6', says: '教师节感恩活动', owners: ['工会'], deadlines: ['date 2025-09-30'] },
      { code: '7', says: '开展宪法宣传周活动', owners: ['政教处'], deadlines: ['date 2025-12-31'] },
    ],
    warnings: [],
  },
};
