import { across, buildDocx, table } from './build-docx.ts';
import { type Layout, monthly } from './layout.ts';

const card = (number: string, name: string, content: string, leader: string, owner: string, deadline: string) =>
  table(
    ['任务编号', number, '任务名称', name],
    ['任务内容', across(3, content)],
    ['分管领导', leader, '责任部门', owner],
    ['完成时限', deadline, '佐证材料', '通知、照片、总结'],
  );

/** 任务书: one small table for each item, labels before their values, two pairs to a row. */
export const aCardForEachItem: Layout = {
  name: 'a card for each item',
  fileName: '任务书.docx',
  file: () =>
    buildDocx([
      '市规划设计研究院2025年文明创建任务书',
      card('1', '道德讲堂', '举办道德讲堂，全年不少于4期', '周某', '党委办公室', '12月底前'),
      '',
      card('2', '文明餐桌', '开展“光盘行动”宣传', '吴某', '后勤保障部、工会', '每月'),
      '',
      card('3', '书香设计院', '建设职工书屋，开展读书分享', '郑某', '工会', '8月31日前'),
    ]),
  expected: {
    year: 2025,
    tasks: [
      { code: '1', owners: ['党委办公室'], deadlines: ['date 2025-12-31'], quotas: ['4 期 year'] },
      {
        code: '2',
        owners: ['后勤保障部', '+工会'],
        deadlines: monthly(2025, '01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31'),
      },
      { code: '3', owners: ['工会'], deadlines: ['date 2025-08-31'] },
    ],
    warnings: [],
  },
};
