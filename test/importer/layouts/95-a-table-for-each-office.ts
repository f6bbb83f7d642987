import { across, buildDocx, headerRow, table } from './build-docx.ts';
import { type Layout, quarterly } from './layout.ts';

/** 责任清单 of a bureau by office: the office stands in the caption of its own table and nowhere else. */
export const aTableForEachOffice: Layout = {
  name: 'a table for each office, the office in its caption',
  fileName: '各科室责任清单.docx',
  file: () =>
    buildDocx([
      '市水利局2025年文明创建各科室责任清单',
      '责任科室：办公室',
      table(headerRow('序号', '工作内容', '完成时限'), ['1', '制定年度创建计划', '3月15日前'], ['2', '整理创建档案', '11月底前']),
      '责任科室：机关党委',
      table(
        headerRow('序号', '工作内容', '完成时限'),
        ['1', '组织道德讲堂，每季度不少于1期', '每季度末'],
        ['2', '开展“文明科室”评选', '12月10日前'],
        ['3', '开展结对帮扶', '下半年'],
      ),
      '责任科室：水资源科（配合科室：办公室）',
      table(headerRow('序号', '工作内容', '完成时限'), ['1', '开展节水宣传周活动', '5月20日前'], [across(3, '以上任务须留存影像资料。')]),
    ]),
  expected: {
    year: 2025,
    tasks: [
      { code: '1-1', says: '制定年度创建计划', owners: ['办公室'], deadlines: ['date 2025-03-15'] },
      { code: '1-2', owners: ['办公室'], deadlines: ['date 2025-11-30'] },
      {
        code: '2-1',
        owners: ['机关党委'],
        deadlines: quarterly(2025, '03-31 06-30 09-30 12-31'),
        quotas: ['1 期 quarter'],
      },
      { code: '2-2', owners: ['机关党委'], deadlines: ['date 2025-12-10'] },
      { code: '2-3', owners: ['机关党委'], deadlines: ['date 2025-12-31'] },
      { code: '3-1', owners: ['水资源科', '+办公室'], deadlines: ['date 2025-05-20'] },
    ],
    warnings: [],
    mayWarn: ['repeated-code'],
  },
};
