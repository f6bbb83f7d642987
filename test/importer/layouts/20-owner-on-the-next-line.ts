import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** There is no owner column: who and when stand in lines below the task. */
export const ownerOnTheNextLine: Layout = {
  name: 'owner and deadline in lines below the task',
  fileName: '重点任务分工.docx',
  file: () =>
    buildDocx([
      '2024年文明创建重点任务分工表',
      table(
        ['类别', '序号', '工作任务'],
        [down('理论武装'), '1', '开展“书记讲党课”活动\n责任单位：机关党委、各党支部\n完成时限：6月底前'],
        [on, '2', '组织红色教育基地参观\n牵头单位：工会\n配合单位：团委、妇委会\n完成时限：9月—10月'],
        [down('文明服务'), '3', '设立党员示范岗\n责任单位：\n政务科、办公室\n完成时限：4月20日前'],
        [on, '4', '开展服务满意度测评，每季度一次\v责任单位：政务科\v完成时限：每季度末'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['理论武装', '文明服务'],
    tasks: [
      { code: '1', category: '理论武装', owners: ['机关党委', '+各党支部'], deadlines: ['date 2024-06-30'] },
      { code: '2', owners: ['工会', '+团委', '+妇委会'], deadlines: ['range 2024-09-01~2024-10-31'] },
      { code: '3', category: '文明服务', owners: ['政务科', '+办公室'], deadlines: ['date 2024-04-20'] },
      {
        code: '4',
        owners: ['政务科'],
        deadlines: ['quarterly 2024-03-31', 'quarterly 2024-06-30', 'quarterly 2024-09-30', 'quarterly 2024-12-31'],
        quotas: ['1 次 quarter'],
      },
    ],
    warnings: [],
  },
};
