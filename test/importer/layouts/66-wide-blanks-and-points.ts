import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Full-width blanks everywhere, as an office suite leaves them; points in yet other hands. */
export const wideBlanksAndPoints: Layout = {
  name: 'full-width blanks in labels, names and points',
  fileName: '分解表.docx',
  file: () =>
    buildDocx([
      '　　　２０２５年度　文明机关　创建任务分解表',
      table(
        ['　序　号　', '考　评　内　容', '分　　值', '责　任　处　室', '完　成　时　限'],
        [' 1　', '　　开展机关作风整顿，　完善考勤制度。', '　５　分　', '　办　公　室　', '　３　月　底　前　'],
        ['　２', '　　组织　“书香机关”　读书活动，全年　不少于　４　次。', '（5分）', '机关党委　　工会', '　１１　月　３０　日前'],
        ['3　', down('　　落实值班值守制度'), '【2分】', '办　公　室', '全　年'],
        ['4', on, '计3分', '机关服务中心', '　国庆节前　'],
      ),
    ]),
  expected: {
    year: 2025,
    tasks: [
      { code: '1', points: 5, owners: ['办公室'], deadlines: ['date 2025-03-31'] },
      { code: '2', points: 5, owners: ['机关党委', '+工会'], deadlines: ['date 2025-11-30'], quotas: ['4 次 year'] },
      { code: '3', points: 2, owners: ['办公室'], deadlines: ['continuous'] },
      // A feast is no day anyone wrote down.
      { code: '4', points: 3, owners: ['机关服务中心'], deadlines: ['unknown'] },
    ],
    warnings: ['unclear-deadline'],
  },
};
