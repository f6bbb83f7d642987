import { buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** 责任单位及责任人 in one column: the person stands in brackets behind the department. */
export const unitsWithTheirPeopleInBrackets: Layout = {
  name: 'departments with their people in brackets',
  fileName: '任务表.docx',
  file: () =>
    buildDocx([
      '街道办事处2024年创建市级文明单位重点任务表',
      table(
        ['序号', '任务名称', '工作措施', '责任科室及责任人', '完成时限'],
        ['1', '健全机构', '调整创建工作领导小组，明确专兼职工作人员。', '党政办（张明）', '2月底前'],
        ['2', '宣传氛围', '在办公楼、便民服务中心设置公益广告，比例不低于30%。', '党群办（李娜）、便民服务中心（王磊）', '3月15日前'],
        ['3', '志愿服务', '组建志愿服务队伍5支，每月开展1次活动。', '社会事务办（陈静）\n各社区', '全年'],
        ['4', '文明家庭', '评选文明家庭、好婆婆、好媳妇。', '妇联（刘芳）', '10月底前'],
        ['5', '环境整治', '开展背街小巷整治。', '城管办（赵军）、综合执法队', '5月1日前'],
      ),
    ]),
  expected: {
    year: 2024,
    tasks: [
      { code: '1', says: '调整创建', points: null, owners: ['党政办'], deadlines: ['date 2024-02-29'] },
      { code: '2', says: '在办公楼', owners: ['党群办', '+便民服务中心'], deadlines: ['date 2024-03-15'] },
      { code: '3', says: '组建志愿', owners: ['社会事务办', '+各社区'], deadlines: ['continuous'] },
      { code: '4', says: '评选文明', owners: ['妇联'], deadlines: ['date 2024-10-31'] },
      { code: '5', says: '开展背街', owners: ['城管办', '+综合执法队'], deadlines: ['date 2024-05-01'] },
    ],
    warnings: [],
  },
};
