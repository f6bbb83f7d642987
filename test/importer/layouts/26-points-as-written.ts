import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Points in every hand: bare, full-width, with and without 分, in brackets, halves. */
export const pointsAsWritten: Layout = {
  name: 'points in every form of writing',
  fileName: '测评标准.docx',
  file: () =>
    buildDocx([
      '2024年度测评标准及责任分解表',
      table(
        ['测评项目', '测评标准', '标准分', '责任部门'],
        [down('一、队伍建设（２１．５分）'), '（1）开展全员培训', '7', '人事科'],
        [on, '（2）落实休假制度', '７分', '人事科、办公室'],
        [on, '（3）建立荣誉室', '0.5分', '工会'],
        [on, '（4）组织技能竞赛，得分前10名通报表扬', '（3 分）', '工会'],
        [on, '（5）开展职业道德教育', '(4分)', '机关党委'],
        [down('二、档案管理（２分）'), '（6）专人管理档案', '1.5', '办公室'],
        [on, '（7）档案目录齐全', '０．５', '办公室'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['队伍建设 21.5', '档案管理 2'],
    tasks: [
      { code: '1', points: 7, owners: ['人事科'] },
      { code: '2', points: 7, owners: ['人事科', '+办公室'] },
      { code: '3', points: 0.5, owners: ['工会'] },
      { code: '4', points: 3, owners: ['工会'] },
      { code: '5', points: 4, owners: ['机关党委'] },
      { code: '6', points: 1.5, owners: ['办公室'] },
      { code: '7', points: 0.5, owners: ['办公室'] },
    ],
    warnings: ['no-deadline'],
  },
};
