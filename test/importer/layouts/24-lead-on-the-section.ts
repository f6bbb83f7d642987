import { across, buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Two levels: a lead on the section, responsible units on the items. */
export const leadOnTheSection: Layout = {
  name: 'lead on the section, units on the items',
  fileName: '测评任务.docx',
  file: () =>
    buildDocx([
      '2024年全国文明单位测评任务分解表',
      table(
        ['序号', '测评内容', '责任单位', '完成时间'],
        [across(4, '一、文明服务　牵头部门：办公室')],
        ['1', '优化服务流程', '政务科、信息中心', '6月底前'],
        ['2', '公开服务承诺', '政务科', '3月底前'],
        [across(4, '二、人文关怀　牵头部门：工会')],
        ['3', '开展谈心谈话', down('各党支部'), '年内'],
        ['4', '慰问生病住院职工', on, '即时'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['文明服务', '人文关怀'],
    tasks: [
      { code: '1', category: '文明服务', owners: ['办公室', '+政务科', '+信息中心'], deadlines: ['date 2024-06-30'] },
      { code: '2', category: '文明服务', owners: ['办公室', '+政务科'], deadlines: ['date 2024-03-31'] },
      { code: '3', category: '人文关怀', owners: ['工会', '+各党支部'], deadlines: ['date 2024-12-31'] },
      { code: '4', category: '人文关怀', owners: ['工会', '+各党支部'], deadlines: ['continuous'] },
    ],
    warnings: [],
  },
};
