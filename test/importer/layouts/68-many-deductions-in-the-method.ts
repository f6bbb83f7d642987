import { across, buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** The method column is full of 扣分 and 加分 by piece: it says how an item is scored, and is neither its points nor a rule of its own. */
export const manyDeductionsInTheMethod: Layout = {
  name: 'a scoring method full of deductions',
  fileName: '考核评分表.docx',
  file: () =>
    buildDocx([
      '2025年社区卫生服务中心文明创建考核评分表',
      table(
        ['项目', '考核要点', '标准分', '计分方法', '责任科室', '扣分原因', '实得分'],
        [
          down('服务规范\n（18分）'),
          '着装整洁，挂牌上岗',
          '8',
          '①未挂牌每人次扣0.5分；②着装不整每人次扣0.5分；③被通报的一次扣2分，扣完8分为止',
          '各科室',
          '',
          '',
        ],
        [
          on,
          '预约诊疗率达到60％以上',
          '10',
          '每低1个百分点扣1分；低于40%不得分；超出部分每5个百分点加0.5分，最多加2分',
          '门诊办公室',
          '',
          '',
        ],
        [
          '公卫服务\n（7分）',
          '健康讲座每月不少于1次、咨询活动全年不少于9次',
          '7',
          '讲座少1次扣0.5分，咨询少1次扣0.3分',
          '公卫科、护理部',
          '',
          '',
        ],
        [across(2, '合计得分'), '25', '', '', '', ''],
      ),
      '说明：评分90分以上为优秀，80—89分为良好，60—79分为合格，60分以下为不合格。',
    ]),
  expected: {
    year: 2025,
    categories: ['服务规范 18', '公卫服务 7'],
    tasks: [
      { code: '1', category: '服务规范', says: '着装整洁', points: 8, owners: ['各科室'], quotas: [] },
      { code: '2', category: '服务规范', points: 10, owners: ['门诊办公室'], quotas: ['60 % year'] },
      { code: '3', category: '公卫服务', points: 7, owners: ['公卫科', '+护理部'], quotas: ['1 次 month', '9 次 year'] },
    ],
    adjustments: [],
    warnings: ['no-deadline'],
  },
};
