import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Each category counts its items from one: 第1项 alone would say three things. */
export const restartingNumbers: Layout = {
  name: 'numbering that starts again in each category',
  fileName: '测评分解表.docx',
  file: () =>
    buildDocx([
      '2024年度文明单位测评任务分解表',
      table(
        ['测评类别', '测评标准', '分值', '责任单位'],
        [down('一、基础工作'), '1.纳入年度工作要点', '2', '办公室'],
        [on, '2.落实创建经费', '3', '财务科'],
        [down('二、特色工作'), '1、打造“一科一品”', '5', '各科室'],
        [on, '2、推荐先进典型', '4', '人事科、工会'],
        [on, '3、拍摄宣传短片', '3', '宣传科'],
        ['三、档案资料', '（1）按项归集创建档案', '6', '办公室、各科室'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['基础工作', '特色工作', '档案资料'],
    tasks: [
      { code: '1-1', category: '基础工作', points: 2, owners: ['办公室'] },
      { code: '1-2', category: '基础工作', points: 3, owners: ['财务科'] },
      { code: '2-1', category: '特色工作', points: 5, owners: ['各科室'] },
      { code: '2-2', category: '特色工作', points: 4, owners: ['人事科', '+工会'] },
      { code: '2-3', category: '特色工作', points: 3, owners: ['宣传科'] },
      { code: '3-1', category: '档案资料', points: 6, owners: ['办公室', '+各科室'] },
    ],
    warnings: ['no-deadline'],
    mayWarn: ['repeated-code'],
  },
};
