import { across, buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Printed in two halves to save paper, each under the part that goes across. */
export const twoHalvesSideBySide: Layout = {
  name: 'two halves side by side',
  fileName: '分解表.docx',
  file: () =>
    buildDocx([
      '某某中学2024年文明校园创建任务分解表',
      table(
        ['序号', '创建任务', '责任部门', '序号', '创建任务', '责任部门'],
        [across(6, '一、思想道德建设')],
        ['1', '开展主题班会', '德育处', '2', '举办道德讲堂', '团委'],
        ['3', '表彰美德少年', '德育处', '', '', ''],
        [across(6, '二、校园环境')],
        ['4', '绿化养护到位', '总务处', '5', '食堂卫生达标', '总务处'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['思想道德建设', '校园环境'],
    tasks: [
      { code: '1', category: '思想道德建设', says: '开展主题班会', owners: ['德育处'] },
      { code: '3', category: '思想道德建设', says: '表彰美德少年', owners: ['德育处'] },
      { code: '2', category: '思想道德建设', says: '举办道德讲堂', owners: ['团委'] },
      { code: '4', category: '校园环境', says: '绿化养护到位', owners: ['总务处'] },
      { code: '5', category: '校园环境', says: '食堂卫生达标', owners: ['总务处'] },
    ],
    warnings: ['no-deadline'],
  },
};
