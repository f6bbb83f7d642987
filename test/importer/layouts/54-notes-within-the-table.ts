import { across, buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** The table opens with its title and closes with notes and signatures; one row's owner spans lead and support. */
export const notesWithinTheTable: Layout = {
  name: 'title, notes and signatures within the table',
  fileName: '附件2.docx',
  file: () =>
    buildDocx([
      '附件2',
      table(
        [across(5, '2024年文明单位复查迎检任务表')],
        ['序号', '迎检任务', '牵头单位', '配合单位', '完成时限'],
        ['1', '整理三年创建档案', '办公室', '各科室', '7月15日前'],
        ['2', '开展环境卫生大扫除', across(2, '各科室'), '7月20日前'],
        ['3', '组织应知应会测试', '机关党委', '人事科', '7月底前'],
        [across(5, '注：1.各牵头单位负责汇总本项资料。2.逾期未完成的予以通报。')],
        [across(3, '填表人：吴某'), across(2, '审核人：郑某')],
      ),
    ]),
  expected: {
    year: 2024,
    title: '2024年文明单位复查迎检任务表',
    tasks: [
      { code: '1', category: '未分类', owners: ['办公室', '+各科室'], deadlines: ['date 2024-07-15'] },
      { code: '2', category: '未分类', owners: ['各科室'], deadlines: ['date 2024-07-20'] },
      { code: '3', category: '未分类', owners: ['机关党委', '+人事科'], deadlines: ['date 2024-07-31'] },
    ],
    warnings: [],
  },
};
