import { across, buildDocx, down, headerRow, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

const HEADER = headerRow('一级指标', '二级指标', '三级指标', '评价标准', '分值（分）', '责任科室', '完成时限');

/** Four levels merged downward, the header typed again in the middle, totals of each level. */
export const fourLevelsInAHospital: Layout = {
  name: 'four levels of indicators in a hospital',
  fileName: '附件1.docx',
  file: () =>
    buildDocx([
      '附件1',
      '某市第二人民医院2025年度文明单位创建任务分解表',
      table(
        HEADER,
        [
          down('一、医德医风\n（14分）'),
          down('（一）行风建设\n（8分）'),
          down('1.廉洁行医'),
          '签订廉洁从业承诺书，签订率达到100%',
          '3',
          '医务科、护理部',
          '2025年2月底前',
        ],
        [on, on, on, '拒收红包登记台账完整', '2', '监察室', '每季度末'],
        [on, on, '2.患者满意', '门诊、住院患者满意度测评各不少于2次', '3', '质控科', '6月底、11月底前'],
        [on, down('（二）医患沟通\n（6分）'), '3.投诉管理', '投诉接待首诉负责，件件有回音', '2', '医患办\n门诊部', '常年'],
        HEADER,
        [on, on, '4.便民举措', '推行床旁结算', '4', '住院处，信息科', '9月底前'],
        [across(4, '小  计'), '14', '', ''],
        [down('二、院容院貌\n（5分）'), '（一）环境整治\n（5分）', '5.无烟医院', '设置禁烟标识，室内全面禁烟', '5', '总务科', '5月31日前'],
        [across(4, '合  计'), '19', '', ''],
      ),
    ]),
  expected: {
    year: 2025,
    title: '某市第二人民医院2025年度文明单位创建任务分解表',
    categories: ['医德医风 14', '院容院貌 5'],
    sections: ['医德医风/行风建设 8', '医德医风/医患沟通 6', '院容院貌/环境整治 5'],
    tasks: [
      // Two standards under one number, told apart as such rows are.
      { code: '1-1', section: '行风建设', points: 3, owners: ['医务科', '+护理部'], deadlines: ['date 2025-02-28'] },
      {
        code: '1-2',
        section: '行风建设',
        points: 2,
        owners: ['监察室'],
        deadlines: ['quarterly 2025-03-31', 'quarterly 2025-06-30', 'quarterly 2025-09-30', 'quarterly 2025-12-31'],
      },
      {
        code: '2',
        section: '行风建设',
        points: 3,
        owners: ['质控科'],
        deadlines: ['date 2025-06-30', 'date 2025-11-30'],
        quotas: ['2 次 year'],
      },
      { code: '3', section: '医患沟通', points: 2, owners: ['医患办', '+门诊部'], deadlines: ['continuous'] },
      { code: '4', section: '医患沟通', points: 4, owners: ['住院处', '+信息科'], deadlines: ['date 2025-09-30'] },
      { code: '5', category: '院容院貌', section: '环境整治', points: 5, owners: ['总务科'], deadlines: ['date 2025-05-31'] },
    ],
    warnings: [],
  },
};
