import { buildXlsx } from './build-xlsx.ts';
import { monthly, type Layout } from './layout.ts';

/** A bank's scorecard: codes of letters and digits, weights, who scores, and columns still to be filled in. */
export const weightsAndLetterCodes: Layout = {
  name: 'letter codes, weights and a scoring unit in a bank',
  fileName: '创建考核指标（2025）.xlsx',
  file: () =>
    buildXlsx({
      name: 'KPI',
      rows: [
        ['某银行分行文明单位创建考核指标', null, null, null, null, null, null, null, null],
        ['指标编号', '指标类别', '指标名称', '权重', '承办部门', '评价部门', '完成期限', '自评得分', '考核得分'],
        ['GZ-01', '服务品质', '网点设置爱心座椅、老花镜', 6, '运营管理部', '工会办', '3月末', null, null],
        ['GZ-02', null, '客户投诉24小时内响应', 4, '消费者权益保护部', '工会办', '长期', null, null],
        ['GZ-03', '员工关爱', '建成“职工小家”', 5, '工会办、后勤保障部', '人力资源部', '8月末', null, null],
        ['GZ-04', '社会责任', '开展金融知识进社区宣传，每月至少1场', 5, '零售金融部；各支行', '人力资源部', '每月20日前', null, null],
        ['合计', null, null, 20, null, null, null, null, null],
      ],
      merges: ['A1:I1', 'B3:B4', 'A7:C7'],
    }),
  expected: {
    year: 2025,
    categories: ['服务品质', '员工关爱', '社会责任'],
    tasks: [
      { code: 'GZ-01', category: '服务品质', points: 6, owners: ['运营管理部'], deadlines: ['date 2025-03-31'] },
      { code: 'GZ-02', category: '服务品质', points: 4, owners: ['消费者权益保护部'], deadlines: ['continuous'] },
      { code: 'GZ-03', points: 5, owners: ['工会办', '+后勤保障部'], deadlines: ['date 2025-08-31'] },
      {
        code: 'GZ-04',
        points: 5,
        owners: ['零售金融部', '+各支行'],
        deadlines: monthly(2025, '01-20 02-20 03-20 04-20 05-20 06-20 07-20 08-20 09-20 10-20 11-20 12-20'),
        quotas: ['1 场 month'],
      },
    ],
    warnings: [],
  },
};
