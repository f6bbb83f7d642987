import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** 重点工作任务清单 with a column for who leads and one for who supports. */
export const leadAndSupport: Layout = {
  name: 'columns for lead and support',
  fileName: '重点任务.docx',
  file: () =>
    buildDocx([
      '市农业农村局2024年精神文明建设重点任务清单',
      table(
        ['序号', '重点任务', '牵头单位', '配合单位', '完成时限'],
        ['1', '开展“最美家庭”寻访活动', '妇委会', '工会、团委', '5月底前'],
        ['2', '组织节水节电宣传', '后勤中心', down('各科室'), '6月底前'],
        ['3', '开展“光盘行动”检查', '机关党委', on, '11月底前'],
        ['4', '修订职工守则', '人事科、法规科', '—', '10月20日前'],
        ['5', '完成公益广告更新', '宣传科', '', '4月底前'],
      ),
    ]),
  expected: {
    year: 2024,
    tasks: [
      { code: '1', owners: ['妇委会', '+工会', '+团委'], deadlines: ['date 2024-05-31'] },
      { code: '2', owners: ['后勤中心', '+各科室'], deadlines: ['date 2024-06-30'] },
      { code: '3', owners: ['机关党委', '+各科室'], deadlines: ['date 2024-11-30'] },
      // Both stand in the lead's column: they lead together.
      { code: '4', owners: ['人事科', '法规科'], deadlines: ['date 2024-10-20'] },
      { code: '5', points: null, owners: ['宣传科'], deadlines: ['date 2024-04-30'] },
    ],
    warnings: [],
  },
};
