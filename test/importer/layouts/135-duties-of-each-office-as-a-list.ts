import { buildDocx } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** 责任分工 without a table: the offices are the headings, and what each has to do stands below, counted from 1 again. */
export const dutiesOfEachOfficeAsAList: Layout = {
  name: 'list of duties under each office',
  fileName: '职责分工.docx',
  file: () =>
    buildDocx([
      '县档案馆2024年文明单位创建工作任务分工',
      '一、办公室',
      '1.制定年度创建工作计划，3月底前完成。',
      '2.做好创建资料的收集、整理、归档，12月10日前完成。',
      '二、档案管理科',
      '1.开展“6·9国际档案日”宣传活动，6月底前完成。',
      '2.优化查档窗口服务，设置便民服务设施，5月底前完成。',
      '三、机关工会',
      '1.开展文体活动，全年不少于4次，11月底前完成。',
      '2.组织评选文明家庭，10月底前完成。',
    ]),
  expected: {
    year: 2024,
    categories: ['办公室', '档案管理科', '机关工会'],
    tasks: [
      { code: '1-1', category: '办公室', says: '制定年度', points: null, owners: ['办公室'], deadlines: ['date 2024-03-31'] },
      { code: '1-2', category: '办公室', says: '做好创建', owners: ['办公室'], deadlines: ['date 2024-12-10'] },
      { code: '2-1', category: '档案管理科', says: '开展“6·9', owners: ['档案管理科'], deadlines: ['date 2024-06-30'] },
      { code: '2-2', category: '档案管理科', says: '优化查档', owners: ['档案管理科'], deadlines: ['date 2024-05-31'] },
      {
        code: '3-1',
        category: '机关工会',
        says: '开展文体',
        owners: ['机关工会'],
        deadlines: ['date 2024-11-30'],
        quotas: ['4 次 year'],
      },
      { code: '3-2', category: '机关工会', says: '组织评选', owners: ['机关工会'], deadlines: ['date 2024-10-31'] },
    ],
    warnings: [],
    mayWarn: ['repeated-code'],
  },
};
