import { buildXlsx } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** A research institute: weights in percent beside points; the code begins with a letter; blank category means as above. */
export const weightsInPercent: Layout = {
  name: 'weights in percent beside points, target values',
  fileName: '指标表.xlsx',
  file: () =>
    buildXlsx({
      name: '2025',
      rows: [
        ['材料研究所2025年文明单位创建指标任务表', null, null, null, null, null, null, null],
        ['指标类别', '权重', '编号', '指标内容', '目标值', '基准分', '责任主体', '完成节点'],
        ['学习教育', '60%', 'X1', '开展学习型组织创建', '覆盖率100%', 30, '党委办公室', '10月30日'],
        [null, null, 'X2', '发表思政研究论文', '不少于2篇', 30, '党委办公室、各研究室', '12月20日'],
        ['科学精神', '40%', 'K1', '举办学术诚信讲座', '2场', 25, '科技处', '每半年'],
        [null, null, 'K2', '组织公众开放日', '1次', 15, '综合处', '5月25日'],
        ['合计', '100%', null, null, null, 100, null, null],
      ],
      merges: ['A1:H1', 'A3:A4', 'B3:B4', 'A5:A6', 'B5:B6'],
    }),
  expected: {
    year: 2025,
    categories: ['学习教育', '科学精神'],
    tasks: [
      { code: 'X1', category: '学习教育', points: 30, owners: ['党委办公室'], deadlines: ['date 2025-10-30'] },
      { code: 'X2', category: '学习教育', points: 30, owners: ['党委办公室', '+各研究室'], deadlines: ['date 2025-12-20'] },
      {
        code: 'K1',
        category: '科学精神',
        points: 25,
        owners: ['科技处'],
        deadlines: ['half-yearly 2025-06-30', 'half-yearly 2025-12-31'],
      },
      { code: 'K2', category: '科学精神', points: 15, owners: ['综合处'], deadlines: ['date 2025-05-25'] },
    ],
    warnings: [],
  },
};
