import { across, buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** 一级, 二级 and 三级指标 with a lead column and one for responsible units; a landscape table with a total at its foot. */
export const threeLevelsOfIndicators: Layout = {
  name: 'indicators of three levels',
  fileName: '指标分解.docx',
  file: () =>
    buildDocx([
      '2024年文明单位创建指标分解表',
      table(
        ['一级指标', '二级指标', '三级指标', '权重', '牵头部门', '责任部门', '完成时限'],
        [down('Ⅰ 思想政治'), down('理想信念'), '1.开展形势政策宣讲', '5', down('机关党委'), '各党支部', '每季度末'],
        [on, on, '2.开展国防教育', '3', on, '人武部、团委', '9月底前'],
        [on, '意识形态', '3.加强新媒体账号管理', '4', '宣传科', '信息中心', '常态化'],
        [down('Ⅱ 社会公益'), down('公益行动'), '4.组织爱心捐助', '3', down('工会'), '各科室', '12月底前'],
        [on, on, '5.开展生态保护宣传', '2', on, '', '6月5日前'],
        [across(3, '总计'), '17', '', '', ''],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['思想政治', '社会公益'],
    sections: ['思想政治/理想信念', '思想政治/意识形态', '社会公益/公益行动'],
    tasks: [
      {
        code: '1',
        category: '思想政治',
        section: '理想信念',
        points: 5,
        owners: ['机关党委', '+各党支部'],
        deadlines: ['quarterly 2024-03-31', 'quarterly 2024-06-30', 'quarterly 2024-09-30', 'quarterly 2024-12-31'],
      },
      { code: '2', section: '理想信念', points: 3, owners: ['机关党委', '+人武部', '+团委'], deadlines: ['date 2024-09-30'] },
      { code: '3', section: '意识形态', points: 4, owners: ['宣传科', '+信息中心'], deadlines: ['continuous'] },
      { code: '4', category: '社会公益', section: '公益行动', points: 3, owners: ['工会', '+各科室'], deadlines: ['date 2024-12-31'] },
      { code: '5', category: '社会公益', section: '公益行动', points: 2, owners: ['工会'], deadlines: ['date 2024-06-05'] },
    ],
    warnings: [],
  },
};
