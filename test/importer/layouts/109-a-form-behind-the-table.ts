import { across, buildDocx, headerRow, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A whole notice: letter, table, then an empty form for the contact persons, which holds no items. */
export const aFormBehindTheTable: Layout = {
  name: 'a notice with a table and an empty form behind it',
  fileName: '关于印发任务分工的通知.docx',
  file: () =>
    buildDocx([
      '关于印发《区人民医院2024—2026届省级文明单位2025年度创建任务分工》的通知',
      '各科室：',
      '现将《任务分工》印发给你们，请于2025年3月20日前将联络员名单报党办，并于11月15日前报送全部佐证资料。',
      '附件：1.任务分工  2.联络员登记表',
      '区人民医院',
      '2025年3月6日',
      '附件1',
      '区人民医院2024—2026届省级文明单位2025年度创建任务分工',
      table(
        headerRow('序号', '创建任务', '主要责任科室', '协助科室', '完成时间'),
        ['（1）', '加强医务人员职业道德教育', '医务科', '护理部、院感科', '6月底前'],
        ['（2）', '推进“互联网+医疗服务”', '信息科', '门诊部', '10月底前'],
        ['（3）', '落实双拥优抚工作', '党办', '/', '8月1日前'],
        ['（4）', '建立健全创建档案', '党办', '各科室', '11月15日前'],
      ),
      '附件2',
      '联络员登记表',
      table(
        ['科室', '分管领导', '联络员', '联系电话', '微信号'],
        ['', '', '', '', ''],
        ['', '', '', '', ''],
        [across(5, '填报人：      填报时间：')],
      ),
    ]),
  expected: {
    year: 2025,
    tasks: [
      {
        code: '1',
        says: '加强医务人员职业道德教育',
        owners: ['医务科', '+护理部', '+院感科'],
        deadlines: ['date 2025-06-30'],
      },
      { code: '2', owners: ['信息科', '+门诊部'], deadlines: ['date 2025-10-31'] },
      { code: '3', owners: ['党办'], deadlines: ['date 2025-08-01'] },
      { code: '4', owners: ['党办', '+各科室'], deadlines: ['date 2025-11-15'] },
    ],
    // The letter's own days belong to no item: an admin is told of them.
    warnings: ['notice-deadline'],
    mayWarn: ['skipped-table'],
  },
};
