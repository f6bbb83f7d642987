import { across, buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Rows across carry number, name, points and unit; some items name nobody, one names somebody. */
export const rowsAcrossWithPointsAndOwner: Layout = {
  name: 'category rows with points and owner, items mostly without',
  fileName: '测评分工.docx',
  file: () =>
    buildDocx([
      '2025年文明村镇测评任务分工',
      table(
        ['序号', '测评内容', '分值', '责任单位', '备注'],
        [across(5, '一、乡风文明（10分）（责任单位：宣传办）')],
        ['1', '修订村规民约', '4', '', ''],
        ['2', '评选星级文明户，每年不少于20户', '6', '', '村级为主'],
        [across(5, '二、人居环境（9分）（责任单位：农业农村办、各村委会）')],
        ['3', '农村改厕', '5', '', ''],
        ['4', '垃圾清运', '4', '', ''],
        [across(5, '三、文化阵地（6分）')],
        ['5', '农家书屋免费开放', '6', '文化站', ''],
      ),
    ]),
  expected: {
    year: 2025,
    categories: ['乡风文明 10', '人居环境 9', '文化阵地 6'],
    tasks: [
      { code: '1', category: '乡风文明', points: 4, owners: ['宣传办'] },
      { code: '2', category: '乡风文明', points: 6, owners: ['宣传办'], quotas: ['20 户 year'] },
      { code: '3', category: '人居环境', points: 5, owners: ['农业农村办', '+各村委会'] },
      { code: '4', category: '人居环境', points: 4, owners: ['农业农村办', '+各村委会'] },
      { code: '5', category: '文化阵地', points: 6, owners: ['文化站'] },
    ],
    warnings: ['no-deadline'],
  },
};
