import { across, buildDocx, headerRow, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A primary school: the heading alone says what each item under it is worth. */
export const soManyPointsEach: Layout = {
  name: 'so many points for each item under a heading',
  fileName: '文明班级.docx',
  file: () =>
    buildDocx([
      '实验小学2025年文明校园创建分工表',
      table(
        headerRow('序号', '创建标准', '责任部门'),
        [across(3, '一、环境优美（共9分，每项3分）')],
        ['1', '校园绿化美化有特色', '总务处'],
        ['2', '教室、办公室整洁有序', '教导处、各班级'],
        ['3', '食堂卫生达标', '总务处'],
        [across(3, '二、活动丰富（共10分，每项5分）')],
        ['4', '少先队活动每月不少于1次', '少先队大队部'],
        ['5', '社团活动课程化', '教导处'],
      ),
    ]),
  expected: {
    year: 2025,
    categories: ['环境优美 9', '活动丰富 10'],
    tasks: [
      { code: '1', category: '环境优美', points: 3, owners: ['总务处'] },
      { code: '2', category: '环境优美', points: 3, owners: ['教导处', '+各班级'] },
      { code: '3', category: '环境优美', points: 3, owners: ['总务处'] },
      { code: '4', category: '活动丰富', points: 5, owners: ['少先队大队部'], quotas: ['1 次 month'] },
      { code: '5', category: '活动丰富', points: 5, owners: ['教导处'] },
    ],
    warnings: ['no-deadline'],
  },
};
