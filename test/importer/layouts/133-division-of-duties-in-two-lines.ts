import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** 责任分工 as two lines of a cell, 牵头 and 配合; the number stands in the second column. */
export const divisionOfDutiesInTwoLines: Layout = {
  name: 'lead and support as two lines of one cell',
  fileName: '重点工作.docx',
  file: () =>
    buildDocx([
      '省审计厅驻市办事处文明创建重点工作安排（2025年）',
      table(
        ['重点工作', '序号', '工作举措', '责任分工', '时间节点'],
        [down('铸魂育人'), '1', '举办“审计大讲堂”，全年不少于6期。', '牵头：人事处\n配合：各业务处', '长期'],
        [on, '2', '组织青年理论学习小组交流。', '牵头：机关党委\n配合：团支部、各业务处', '5月—10月'],
        [down('文明审计'), '3', '制定《文明审计行为规范》。', '牵头：法规处', '6月30日前'],
        [on, '4', '开展审计项目廉政回访。', '牵头：纪检组\n配合：人事处', '每季度末月25日前'],
        [down('成果展示'), '5', '编印创建成果画册。', '牵头：办公室\n配合：各处室', '12月20日前'],
        [on, '6', '报送文明创建信息，每月2条。', '各处室', '每月20日前'],
      ),
    ]),
  expected: {
    year: 2025,
    title: '省审计厅驻市办事处文明创建重点工作安排（2025年）',
    categories: ['铸魂育人', '文明审计', '成果展示'],
    tasks: [
      {
        code: '1',
        category: '铸魂育人',
        says: '举办“审计',
        points: null,
        owners: ['人事处', '+各业务处'],
        deadlines: ['continuous'],
        quotas: ['6 期 year'],
      },
      {
        code: '2',
        category: '铸魂育人',
        says: '组织青年',
        owners: ['机关党委', '+团支部', '+各业务处'],
        deadlines: ['range 2025-05-01~2025-10-31'],
      },
      { code: '3', category: '文明审计', says: '制定《', owners: ['法规处'], deadlines: ['date 2025-06-30'] },
      {
        code: '4',
        category: '文明审计',
        says: '开展审计',
        owners: ['纪检组', '+人事处'],
        deadlines: ['03-25', '06-25', '09-25', '12-25'].map((day) => `quarterly 2025-${day}`),
      },
      { code: '5', category: '成果展示', says: '编印创建', owners: ['办公室', '+各处室'], deadlines: ['date 2025-12-20'] },
      {
        code: '6',
        category: '成果展示',
        says: '报送文明',
        owners: ['各处室'],
        deadlines: ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map((month) => `monthly 2025-${month}-20`),
      },
    ],
    warnings: [],
  },
};
