import { buildDocx, down, on, across, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** 测评细则 with a scoring method beside each item, and the total in the last row. */
export const methodOfScoringBesidePoints: Layout = {
  name: 'points, method of scoring and a total',
  fileName: '任务分解表.docx',
  file: () =>
    buildDocx([
      '市水务局2024年度文明单位创建任务分解表',
      table(
        ['序号', '测评项目', '测评内容及标准', '分值', '评分办法', '责任科室'],
        ['1', down('组织领导\n（20分）'), '党组每年专题研究创建工作不少于2次，有会议记录。', '8', '少一次扣4分，扣完为止。', '办公室'],
        ['2', on, '制定年度创建方案，分工明确、责任到人。', '6', '未制定不得分。', '办公室\n机关党委'],
        ['3', on, '创建经费列入年度预算，专款专用。', '6', '查看预算批复，未列入扣6分。', '财务科'],
        ['4', down('思想道德建设\n（25分）'), '开展“道德讲堂”活动，每季度1期。', '8', '少1期扣2分。', '机关党委\n工会'],
        ['5', on, '组织学习宣传身边好人事迹。', '8', '查看图文资料，酌情给分。', '工会'],
        ['6', on, '开展诚信教育，无失信被执行人。', '9', '出现失信被执行人的不得分。', '人事科\n政策法规科'],
        ['7', down('优质服务\n（15分）'), '推行首问负责、一次性告知等制度。', '8', '现场查看，少一项扣2分。', '水政水资源科'],
        ['8', on, '群众满意度达到90%以上。', '7', '低于90%的，每低1个百分点扣1分。', '办公室\n各科室'],
        [across(3, '合　计'), '60', '', ''],
      ),
    ]),
  expected: {
    year: 2024,
    title: '市水务局2024年度文明单位创建任务分解表',
    categories: ['组织领导 20', '思想道德建设 25', '优质服务 15'],
    tasks: [
      { code: '1', category: '组织领导', says: '党组每年', points: 8, owners: ['办公室'], quotas: ['2 次 year'] },
      { code: '2', category: '组织领导', says: '制定年度', points: 6, owners: ['办公室', '+机关党委'] },
      { code: '3', category: '组织领导', says: '创建经费', points: 6, owners: ['财务科'] },
      { code: '4', category: '思想道德建设', says: '开展“道德讲堂”', points: 8, owners: ['机关党委', '+工会'] },
      { code: '5', category: '思想道德建设', says: '组织学习', points: 8, owners: ['工会'] },
      { code: '6', category: '思想道德建设', says: '开展诚信', points: 9, owners: ['人事科', '+政策法规科'] },
      { code: '7', category: '优质服务', says: '推行首问', points: 8, owners: ['水政水资源科'] },
      { code: '8', category: '优质服务', says: '群众满意度', points: 7, owners: ['办公室', '+各科室'] },
    ],
    warnings: ['no-deadline'],
  },
};
