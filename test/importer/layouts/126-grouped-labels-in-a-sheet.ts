import { buildXlsx } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** A sheet whose header groups 创建项目 and 责任分工 over two columns each. */
export const groupedLabelsInASheet: Layout = {
  name: 'labels grouped over two columns in a sheet',
  fileName: '任务分工表.xlsx',
  file: () =>
    buildXlsx({
      name: '任务分工',
      rows: [
        ['市图书馆2025年度文明单位创建任务分工表', null, null, null, null, null, null, null],
        ['序号', '创建项目', null, '创建标准', '分值', '责任分工', null, '完成时限'],
        [null, '项目', '内容', null, null, '牵头部门', '配合部门', null],
        [1, '组织领导', '工作机制', '成立创建领导小组，每季度召开一次例会', 5, '办公室', null, '3月底前成立'],
        [2, null, '经费保障', '创建经费有预算、有保障', 3, '财务部', '办公室', '2月底前'],
        [3, '阅读推广', '全民阅读', '开展“书香”系列读书活动不少于12场', 8, '阅读推广部', '少儿部、信息部', '11月30日前'],
        [4, null, null, '开展“图书漂流”进社区活动', 4, '阅读推广部', '各部室', '10月底前'],
        [5, '环境建设', '阅览环境', '馆舍整洁、标识规范、设施完好', 5, '物业部', null, '全年'],
        [6, null, '安全管理', '消防设施完好，每半年开展一次演练', 5, '保卫部', '各部室', '6月底、12月底前'],
      ],
      merges: ['A1:H1', 'A2:A3', 'B2:C2', 'D2:D3', 'E2:E3', 'F2:G2', 'H2:H3', 'B4:B5', 'B6:B7', 'C6:C7', 'B8:B9'],
    }),
  expected: {
    year: 2025,
    categories: ['组织领导', '阅读推广', '环境建设'],
    sections: ['组织领导/工作机制', '组织领导/经费保障', '阅读推广/全民阅读', '环境建设/阅览环境', '环境建设/安全管理'],
    tasks: [
      { code: '1', section: '工作机制', says: '成立创建', points: 5, owners: ['办公室'], deadlines: ['date 2025-03-31'] },
      { code: '2', section: '经费保障', says: '创建经费', points: 3, owners: ['财务部', '+办公室'], deadlines: ['date 2025-02-28'] },
      {
        code: '3',
        section: '全民阅读',
        says: '开展“书香”',
        points: 8,
        owners: ['阅读推广部', '+少儿部', '+信息部'],
        deadlines: ['date 2025-11-30'],
        quotas: ['12 场 year'],
      },
      {
        code: '4',
        section: '全民阅读',
        says: '开展“图书漂流”',
        points: 4,
        owners: ['阅读推广部', '+各部室'],
        deadlines: ['date 2025-10-31'],
      },
      { code: '5', section: '阅览环境', says: '馆舍整洁', points: 5, owners: ['物业部'], deadlines: ['continuous'] },
      {
        code: '6',
        section: '安全管理',
        says: '消防设施',
        points: 5,
        owners: ['保卫部', '+各部室'],
        deadlines: ['date 2025-06-30', 'date 2025-12-31'],
      },
    ],
    warnings: [],
  },
};
