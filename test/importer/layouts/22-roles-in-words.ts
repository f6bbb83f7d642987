import { buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Who leads and who supports is said in words: in the cell, in brackets, or in a sentence of the task. */
export const rolesInWords: Layout = {
  name: 'lead and support in words',
  fileName: '分工方案.docx',
  file: () =>
    buildDocx([
      '2024年度文明创建责任分工表',
      table(
        ['序号', '工作任务', '责任单位'],
        ['1', '编制创建规划', '办公室牵头，财务科、人事科配合'],
        ['2', '开展节俭养德行动', '工会（配合）、后勤中心（牵头）'],
        ['3', '落实网络安全责任', '主责：信息中心\n协办：办公室、宣传科'],
        ['4', '开展结对共建', '牵头部门：机关党委；参与部门：各党支部'],
        ['5', '组织文艺汇演。工会牵头，团委、妇委会配合。', ''],
        ['6', '建设文化长廊，由宣传科负责，后勤中心协助', ''],
        ['7', '推进乡村振兴帮扶', '由机关党委牵头，各科室按职责分工负责'],
      ),
    ]),
  expected: {
    year: 2024,
    tasks: [
      { code: '1', owners: ['办公室', '+财务科', '+人事科'] },
      { code: '2', owners: ['+工会', '后勤中心'] },
      { code: '3', owners: ['信息中心', '+办公室', '+宣传科'] },
      { code: '4', owners: ['机关党委', '+各党支部'] },
      { code: '5', owners: ['工会', '+团委', '+妇委会'] },
      { code: '6', owners: ['宣传科', '+后勤中心'] },
      { code: '7', owners: ['机关党委', '+各科室'] },
    ],
    warnings: ['no-deadline'],
  },
};
