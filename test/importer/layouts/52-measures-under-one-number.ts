import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A task and its number span several rows; each row is a measure with an owner and a day of its own. */
export const measuresUnderOneNumber: Layout = {
  name: 'several measures under one number',
  fileName: '任务措施.docx',
  file: () =>
    buildDocx([
      '2024年文明创建任务措施清单',
      table(
        ['序号', '工作任务', '具体措施', '责任部门', '完成时限'],
        [down('1'), down('培育文明新风'), '发布文明健康生活倡议', '宣传科', '1月底前'],
        [on, on, '开展移风易俗宣讲', '机关党委、各党支部', '8月底前'],
        [on, on, '评选文明职工', '工会', '12月10日前'],
        ['2', '保障职工权益', '召开职工代表大会', '工会', '3月底前'],
        [down('3'), down('建设平安单位'), '签订安全责任书', '安全科', '2月底前'],
        [on, on, '维护视频监控系统', '信息中心', '持续推进'],
      ),
    ]),
  expected: {
    year: 2024,
    tasks: [
      { code: '1-1', says: '发布文明健康生活倡议', owners: ['宣传科'], deadlines: ['date 2024-01-31'] },
      { code: '1-2', says: '开展移风易俗宣讲', owners: ['机关党委', '+各党支部'], deadlines: ['date 2024-08-31'] },
      { code: '1-3', says: '评选文明职工', owners: ['工会'], deadlines: ['date 2024-12-10'] },
      { code: '2', says: '召开职工代表大会', owners: ['工会'], deadlines: ['date 2024-03-31'] },
      { code: '3-1', says: '签订安全责任书', owners: ['安全科'], deadlines: ['date 2024-02-29'] },
      { code: '3-2', says: '维护视频监控系统', owners: ['信息中心'], deadlines: ['continuous'] },
    ],
    warnings: [],
  },
};
