import { buildDocx, across, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Title, issuing office and remarks are rows of the table itself; the owner stands before the task. */
export const titleAndRemarksWithinTheTable: Layout = {
  name: 'title, issuer and remarks within the table',
  fileName: '责任清单.docx',
  file: () =>
    buildDocx([
      table(
        [across(5, '县交通运输局2024年创建省级文明单位责任清单')],
        [across(3, '制表单位：局创建办'), across(2, '制表时间：2024年2月26日')],
        ['编号', '责任单位', '任务内容', '完成标准', '完成时限'],
        ['1', '局办公室', '编制创建工作方案', '方案印发到各单位', '3月10日前'],
        ['2', '政工股', '开展干部职工文明礼仪培训', '培训2次，覆盖率90%以上', '6月、11月'],
        ['3', '县公路中心\n县运输中心', '开展文明示范窗口创建', '设立党员先锋岗、便民服务台', '5月底前'],
        ['4', '县运输中心', '开展文明出租车、文明公交评选', '评选“的士之星”10名', '第三季度'],
        ['5', '机关工会', '组织文体活动', '每季度不少于1次', '每季度'],
        ['6', '局属各单位', '报送创建信息', '每单位每月2篇', '每月25日前'],
        [across(5, '备注：1.各单位要明确专人负责，按时完成任务。2.完成情况纳入年度考核。')],
      ),
    ]),
  expected: {
    year: 2024,
    title: '县交通运输局2024年创建省级文明单位责任清单',
    tasks: [
      { code: '1', says: '编制创建', points: null, owners: ['局办公室'], deadlines: ['date 2024-03-10'] },
      { code: '2', says: '开展干部', owners: ['政工股'], deadlines: ['date 2024-06-30', 'date 2024-11-30'] },
      { code: '3', says: '开展文明示范', owners: ['县公路中心', '+县运输中心'], deadlines: ['date 2024-05-31'] },
      { code: '4', says: '开展文明出租车', owners: ['县运输中心'], deadlines: ['date 2024-09-30'] },
      {
        code: '5',
        says: '组织文体',
        owners: ['机关工会'],
        deadlines: ['03-31', '06-30', '09-30', '12-31'].map((day) => `quarterly 2024-${day}`),
      },
      { code: '6', says: '报送创建', owners: ['局属各单位'], deadlines: ['monthly ?'] },
    ],
    warnings: [],
  },
};
