import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** 任务清单 with 类别 first, then the number; beside the department the leader in charge and the person who does it. */
export const leaderAndResponsiblePerson: Layout = {
  name: 'kind, number, leader, department, person',
  fileName: '2024清单.docx',
  file: () =>
    buildDocx([
      '附件1',
      '区教育局2024年文明单位创建工作任务清单',
      table(
        ['类别', '序号', '主要任务', '分管领导', '责任股室', '责任人', '时限要求'],
        [down('思想引领'), '1', '制定年度学习计划，开展“学习强国”比学赶超活动。', '王建国', '党建股', '李芳', '2024年2月底前'],
        [on, '2', '举办师德师风专题报告会2场。', '王建国', '师训股、党建股', '陈伟', '9月10日前'],
        [down('环境优化'), '3', '开展办公区环境卫生大整治。', '赵敏', '办公室', '周强', '每月最后一周'],
        [on, '4', '更新楼道文化、公益广告和“讲文明树新风”宣传画。', '赵敏', '办公室', '周强', '5月底'],
        [on, '5', '落实垃圾分类，设置分类投放点。', '赵敏', '后勤中心', '吴涛', '上半年'],
        [down('实践养成'), '6', '组织无偿献血、交通劝导等志愿服务活动。', '刘洋', '团工委', '孙丽', '长期坚持'],
        [on, '7', '评选文明股室、文明职工。', '刘洋', '人事股；工会', '郑洁', '12月上旬'],
      ),
      '备注：各股室完成情况于次月5日前报局创建办。',
    ]),
  expected: {
    year: 2024,
    title: '区教育局2024年文明单位创建工作任务清单',
    categories: ['思想引领', '环境优化', '实践养成'],
    tasks: [
      { code: '1', category: '思想引领', says: '制定年度', points: null, owners: ['党建股'], deadlines: ['date 2024-02-29'] },
      {
        code: '2',
        category: '思想引领',
        says: '举办师德',
        owners: ['师训股', '+党建股'],
        deadlines: ['date 2024-09-10'],
        quotas: ['2 场 year'],
      },
      { code: '3', category: '环境优化', says: '开展办公区', owners: ['办公室'], deadlines: ['monthly ?'] },
      { code: '4', category: '环境优化', says: '更新楼道', owners: ['办公室'], deadlines: ['date 2024-05-31'] },
      { code: '5', category: '环境优化', says: '落实垃圾', owners: ['后勤中心'], deadlines: ['date 2024-06-30'] },
      { code: '6', category: '实践养成', says: '组织无偿', owners: ['团工委'], deadlines: ['continuous'] },
      { code: '7', category: '实践养成', says: '评选文明', owners: ['人事股', '+工会'], deadlines: ['date 2024-12-10'] },
    ],
    warnings: [],
    // The remark below asks for a report each month.
    mayWarn: ['notice-deadline'],
  },
};
