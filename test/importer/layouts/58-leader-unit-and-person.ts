import { buildDocx, table } from './build-docx.ts';
import { type Layout, quarterly } from './layout.ts';

/** A street office names a leader, the unit and a person for each row, and counts in Chinese. */
export const leaderUnitAndPerson: Layout = {
  name: 'leader, unit and person side by side, rows counted in Chinese',
  fileName: '责任清单.docx',
  file: () =>
    buildDocx([
      '柳湖街道2025年文明典范街道创建责任清单',
      table(
        ['序号', '重点任务', '工作要求', '责任领导', '责任部门', '责任人', '完成时间'],
        ['一', '背街小巷整治', '清理楼道堆物，补齐路灯', '赵一鸣', '城管办', '孙启', '2025年4月底'],
        ['二', '新时代文明实践', '开展“邻里节”，不少于6场', '钱伟', '宣传文化办公室、各社区居委会', '李晓', '全年'],
        ['三', '诚信街区', '公布红黑榜', '赵一鸣', '市场监管所', '周平、吴凡', '每季度最后一个月25日前'],
        ['四', '文明养犬', '开展劝导和办证服务', '郑和', '派出所\n综合执法队', '王强\n冯立', '6月1日-9月30日'],
      ),
    ]),
  expected: {
    year: 2025,
    tasks: [
      { code: '1', owners: ['城管办'], deadlines: ['date 2025-04-30'] },
      { code: '2', owners: ['宣传文化办公室', '+各社区居委会'], deadlines: ['continuous'], quotas: ['6 场 year'] },
      { code: '3', owners: ['市场监管所'], deadlines: quarterly(2025, '03-25 06-25 09-25 12-25') },
      { code: '4', owners: ['派出所', '+综合执法队'], deadlines: ['range 2025-06-01~2025-09-30'] },
    ],
    warnings: [],
  },
};
