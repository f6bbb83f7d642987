import { buildDocx, across, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Names of offices spaced out to one width, numbers 1.1 under numbered parts, points at the end of the text. */
export const namesSpacedOutToOneWidth: Layout = {
  name: 'names of offices spaced out to one width',
  fileName: '分解表.docx',
  file: () =>
    buildDocx([
      '市气象局二〇二四年度文明单位创建任务分解表',
      table(
        ['编号', '创 建 任 务', '责 任 单 位', '完 成 时 限'],
        [across(4, '1  组织领导（15分）')],
        ['1.1', '党组定期研究创建工作，每半年不少于1次（8分）', '办 公 室', '6月、12月'],
        ['1.2', '开展文明创建知识培训（7分）', '人 事 处\n机关党委', '4月底前'],
        [across(4, '2  业务工作（20分）')],
        ['2.1', '提高天气预报预警准确率（12分）', '气 象 台', '全年'],
        ['2.2', '开展“3·23”世界气象日科普宣传（8分）', '科 技 处\n工　　会', '3月底前'],
        [across(4, '3  文化活动（10分）')],
        ['3.1', '组织职工健步走等活动（5分）', '工　　会', '10月底前'],
        ['3.2', '建设职工之家（5分）', '工　　会\n计 财 处', '11月底前'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['组织领导 15', '业务工作 20', '文化活动 10'],
    tasks: [
      {
        code: '1.1',
        category: '组织领导',
        says: '党组定期',
        points: 8,
        owners: ['办公室'],
        deadlines: ['date 2024-06-30', 'date 2024-12-31'],
      },
      {
        code: '1.2',
        category: '组织领导',
        says: '开展文明',
        points: 7,
        owners: ['人事处', '+机关党委'],
        deadlines: ['date 2024-04-30'],
      },
      { code: '2.1', category: '业务工作', says: '提高天气', points: 12, owners: ['气象台'], deadlines: ['continuous'] },
      { code: '2.2', category: '业务工作', says: '开展“3·23”', points: 8, owners: ['科技处', '+工会'], deadlines: ['date 2024-03-31'] },
      { code: '3.1', category: '文化活动', says: '组织职工', points: 5, owners: ['工会'], deadlines: ['date 2024-10-31'] },
      { code: '3.2', category: '文化活动', says: '建设职工', points: 5, owners: ['工会', '+计财处'], deadlines: ['date 2024-11-30'] },
    ],
    warnings: [],
  },
};
