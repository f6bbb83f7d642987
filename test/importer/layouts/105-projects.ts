import { buildDocx, down, headerRow, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A bureau's list of projects: a project is the heading, its steps are the items; leaders and persons are no owners. */
export const projects: Layout = {
  name: 'projects with steps, leaders and persons',
  fileName: '项目化清单.docx',
  file: () =>
    buildDocx([
      '区城管局2025年文明创建项目化推进清单',
      table(
        headerRow('项目名称', '推进步骤', '预期成效', '挂点领导', '实施单位', '具体责任人', '起止时间'),
        [down('净美街巷项目'), '排查背街小巷问题', '建立问题台账', down('黄某'), '市容科', '李某', '1月—3月'],
        [on, '整治占道经营', '主次干道无占道', on, '执法大队、市容科', '王某', '4月—9月'],
        [down('公厕提质项目'), '改造老旧公厕6座', '达到二类标准', down('谢某'), '环卫所', '曾某', '3月—10月'],
        [on, '开展文明如厕宣传', '群众满意', on, '环卫所\n宣教中心', '曾某', '全年'],
      ),
    ]),
  expected: {
    year: 2025,
    categories: ['净美街巷项目', '公厕提质项目'],
    tasks: [
      {
        code: '1',
        category: '净美街巷项目',
        says: '排查背街小巷问题',
        owners: ['市容科'],
        deadlines: ['range 2025-01-01~2025-03-31'],
      },
      { code: '2', category: '净美街巷项目', owners: ['执法大队', '+市容科'], deadlines: ['range 2025-04-01~2025-09-30'] },
      { code: '3', category: '公厕提质项目', owners: ['环卫所'], deadlines: ['range 2025-03-01~2025-10-31'] },
      { code: '4', category: '公厕提质项目', owners: ['环卫所', '+宣教中心'], deadlines: ['continuous'] },
    ],
    warnings: [],
  },
};
