import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A school: several items in a cell, each with points in round and its owner in square brackets. */
export const squareBracketsInASchool: Layout = {
  name: 'owners in square brackets within items of one cell',
  fileName: '文明校园.docx',
  file: () =>
    buildDocx([
      '实验中学文明校园创建任务分工（2024年）',
      table(
        ['一级指标', '二级指标', '指标描述', '测评方式'],
        [
          down('Ⅰ-1\n领导班子建设\n（8分）'),
          'Ⅱ-1\n党建工作\n（5分）',
          '1）落实“三会一课”，记录完善。（2.5分）【责任部门：党办】\n2）开展师德承诺。（2.5分）【责任部门：教科室、人事处】',
          '查阅资料',
        ],
        [on, 'Ⅱ-2\n民主管理\n（3分）', '3）每学期召开教代会。（3分）【责任部门：校工会】', '查阅资料、座谈'],
        [
          'Ⅰ-2\n校园环境\n（4分）',
          'Ⅱ-3\n绿化美化\n（4分）',
          '4）教室整洁，张贴《中小学生守则》。（4分）【责任部门：德育处、各年级组】',
          '实地考察',
        ],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['领导班子建设 8', '校园环境 4'],
    sections: ['领导班子建设/党建工作 5', '领导班子建设/民主管理 3', '校园环境/绿化美化 4'],
    tasks: [
      { code: '1', category: '领导班子建设', says: '落实“三会一课”', points: 2.5, owners: ['党办'] },
      { code: '2', section: '党建工作', says: '开展师德承诺', points: 2.5, owners: ['教科室', '+人事处'] },
      { code: '3', section: '民主管理', points: 3, owners: ['校工会'] },
      { code: '4', category: '校园环境', section: '绿化美化', points: 4, owners: ['德育处', '+各年级组'] },
    ],
    warnings: ['no-deadline'],
  },
};
