import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A hospital's 测评细则: under one number several circled requirements with points of their own. */
export const circledPointsOfAnItem: Layout = {
  name: 'circled requirements under one number',
  fileName: '创建细则.docx',
  file: () =>
    buildDocx([
      '县人民医院2024年文明单位创建测评细则及责任分工',
      table(
        ['序号', '项目', '测评标准及要求', '分值', '责任科室', '备注'],
        [
          '1',
          down('医德医风（14分）'),
          '①开展医德医风教育，每季度1次。（3分）\n②落实“九项准则”，无收受红包行为。（5分）',
          '8',
          '党办、纪检室',
          '',
        ],
        ['2', on, '建立医德考评档案，考评结果与评优评先挂钩。', '6', '人事科', '附考评表'],
        [
          '3',
          down('便民惠民（16分）'),
          '①设置导医台、便民箱。（2分）\n②推行预约诊疗和移动支付。（4分）\n③开展出院患者随访。（4分）',
          '10',
          '门诊部、护理部',
          '',
        ],
        ['4', on, '门诊患者满意度90%以上。', '6', '客服中心', '第三方测评'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['医德医风 14', '便民惠民 16'],
    tasks: [
      { code: '1-1', category: '医德医风', says: '开展医德', points: 3, owners: ['党办', '+纪检室'] },
      { code: '1-2', category: '医德医风', says: '落实“九项', points: 5, owners: ['党办', '+纪检室'] },
      { code: '2', category: '医德医风', says: '建立医德', points: 6, owners: ['人事科'] },
      { code: '3-1', category: '便民惠民', says: '设置导医台', points: 2, owners: ['门诊部', '+护理部'] },
      { code: '3-2', category: '便民惠民', says: '推行预约', points: 4, owners: ['门诊部', '+护理部'] },
      { code: '3-3', category: '便民惠民', says: '开展出院', points: 4, owners: ['门诊部', '+护理部'] },
      { code: '4', category: '便民惠民', says: '门诊患者', points: 6, owners: ['客服中心'] },
    ],
    warnings: ['no-deadline'],
  },
};
