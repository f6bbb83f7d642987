import { buildDocx, cellOf, controlled, paragraph, table, wrapped } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A file that has seen many programs: dates in smart tags, a link in the text, owners in a template's content control. */
export const smartTagsAndControls: Layout = {
  name: 'smart tags, links and content controls',
  fileName: '任务表.docx',
  file: () =>
    buildDocx([
      controlled(paragraph(wrapped('smartTag', '2024'), '年创建任务表')),
      table(
        ['序号', '创建任务', '责任部门', '完成时限'],
        [
          '1',
          cellOf(paragraph('在', wrapped('hyperlink', '门户网站'), '开设创建专栏')),
          cellOf(controlled(paragraph('宣传科'), paragraph('信息中心'))),
          cellOf(paragraph('于', wrapped('smartTag', '4月10日'), '前')),
        ],
        ['2', '公示创建成果', cellOf(controlled(paragraph('办公室'))), cellOf(paragraph(wrapped('smartTag', '11月'), '底前'))],
      ),
    ]),
  expected: {
    year: 2024,
    title: '2024年创建任务表',
    tasks: [
      { code: '1', says: '在门户网站开设创建专栏', owners: ['宣传科', '+信息中心'], deadlines: ['date 2024-04-10'] },
      { code: '2', owners: ['办公室'], deadlines: ['date 2024-11-30'] },
    ],
    warnings: [],
  },
};
