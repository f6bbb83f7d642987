import { buildDocx, down, headerRow, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** One table whose header somebody has copied to the top of each page, not always with the same blanks. */
export const repeatedHeader: Layout = {
  name: 'header repeated at each page',
  fileName: '任务分解.docx',
  file: () =>
    buildDocx([
      '2024年度学院文明创建任务分解表',
      table(
        headerRow('考评项目', '考评内容', '考评标准', '责任部门'),
        [down('一、教书育人 9分'), '师德师风 9分', '（1）开展师德专题教育。5分', '教师工作部\n各二级学院'],
        [on, '', '（2）评选优秀教师。4分', '教师工作部'],
        ['考评\n项目', '考评\n内容', '考评标准', '责任 部门'],
        ['二、校园文化 7分', '文化活动 7分', '（3）举办读书节。3分', '图书馆、团委'],
        ['', '', '（4）开展高雅艺术进校园活动。4分', '团委'],
        headerRow('考评项目', '考评内容', '考评标准', '责任部门'),
        ['三、校园环境 2分', '绿化美化 2分', '（5）清理卫生死角。2分', '后勤处'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['教书育人 9', '校园文化 7', '校园环境 2'],
    sections: ['教书育人/师德师风 9', '校园文化/文化活动 7', '校园环境/绿化美化 2'],
    tasks: [
      { code: '1', category: '教书育人', section: '师德师风', points: 5, owners: ['教师工作部', '+各二级学院'] },
      { code: '2', category: '教书育人', section: '师德师风', points: 4, owners: ['教师工作部'] },
      { code: '3', category: '校园文化', section: '文化活动', points: 3, owners: ['图书馆', '+团委'] },
      { code: '4', category: '校园文化', section: '文化活动', points: 4, owners: ['团委'] },
      { code: '5', category: '校园环境', section: '绿化美化', points: 2, owners: ['后勤处'] },
    ],
    warnings: ['no-deadline'],
  },
};
