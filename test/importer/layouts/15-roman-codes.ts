import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Codes of the portals, Ⅰ-1 and Ⅲ-1-①, with one dash or another, and a column for the material asked for. */
export const romanCodes: Layout = {
  name: 'codes with Roman and circled numbers',
  fileName: '测评材料清单.docx',
  file: () =>
    buildDocx([
      '2024年文明单位测评材料任务清单',
      table(
        ['编号', '测评内容', '需提供材料', '责任单位'],
        ['Ⅰ-1', '领导班子团结务实', '会议纪要、工作方案', '办公室'],
        ['Ⅰ—2', '干部选拔任用公开公正', '制度文件', '人事科'],
        ['Ⅱ－1', '单位环境整洁优美', '实景图片，照片不少于3张', '后勤中心'],
        ['Ⅲ-1-①', down('开展志愿服务活动'), '活动方案', '团委'],
        ['Ⅲ-1-②', on, '说明报告，300字以上', '团委、工会'],
      ),
    ]),
  expected: {
    year: 2024,
    tasks: [
      { code: 'Ⅰ-1', owners: ['办公室'], quotas: [] },
      { code: 'Ⅰ-2', owners: ['人事科'] },
      // What the material must be is asked of the item, whichever column says it.
      { code: 'Ⅱ-1', owners: ['后勤中心'], quotas: ['3 张 year'] },
      { code: 'Ⅲ-1-①', says: '开展志愿服务活动', owners: ['团委'] },
      { code: 'Ⅲ-1-②', says: '开展志愿服务活动', owners: ['团委', '+工会'], quotas: ['300 字 year'] },
    ],
    warnings: ['no-deadline'],
  },
};
