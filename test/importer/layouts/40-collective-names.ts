import { buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Owners that are many, and owners that are nobody in particular. */
export const collectiveNames: Layout = {
  name: 'collective names and nobody in particular',
  fileName: '责任表.docx',
  file: () =>
    buildDocx([
      '2024年文明创建工作责任表',
      table(
        ['序号', '工作任务', '责任部门'],
        ['1', '签订文明公约', '各科室'],
        ['2', '落实卫生责任区', '机关各部门、所属各单位'],
        ['3', '开展支部共建', '各党支部'],
        ['4', '整改检查发现的问题', '有关部门'],
        ['5', '完善应急预案', '安全科、有关科室'],
        ['6', '做好迎检准备', '各科室按职责分工负责'],
        ['7', '完成交办的其他创建任务', '按职责分工负责'],
        ['8', '参加全民健身活动', '全体干部职工'],
      ),
    ]),
  expected: {
    year: 2024,
    tasks: [
      { code: '1', owners: ['各科室'] },
      { code: '2', owners: ['机关各部门', '+所属各单位'] },
      { code: '3', owners: ['各党支部'] },
      { code: '4', owners: ['有关部门'] },
      { code: '5', owners: ['安全科', '+有关科室'] },
      { code: '6', owners: ['各科室'] },
      // The cell names no department at all.
      { code: '7', owners: [] },
      { code: '8', owners: ['全体干部职工'] },
    ],
    warnings: ['unclear-department', 'no-department', 'no-deadline'],
  },
};
