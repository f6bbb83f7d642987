import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A table cut in two after a page: the second half has no header and goes on in the middle of a category. */
export const splitOverPages: Layout = {
  name: 'one table split in two after a page',
  fileName: '分工表.docx',
  file: () =>
    buildDocx([
      '2024年文明创建工作任务分工表',
      table(
        ['项目', '内容', '任务', '责任部门', '完成时限'],
        [down('一、学习教育（11分）'), down('专题学习（11分）'), '1.制定学习计划。2分', '机关党委', '2月底前'],
        [on, on, '2.组织集中研讨，每季度不少于1次。4分', '机关党委、各党支部', '每季度末'],
      ),
      '',
      table(
        ['', '', '3.撰写心得体会。3分', '各党支部', '11月底前'],
        ['', '', '4.编印学习资料。2分', '宣传科', '7月底前'],
        ['二、为民服务（4分）', '结对帮扶（4分）', '5.走访慰问困难群众。4分', '工会、妇委会', '春节前'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['学习教育 11', '为民服务 4'],
    sections: ['学习教育/专题学习 11', '为民服务/结对帮扶 4'],
    tasks: [
      { code: '1', category: '学习教育', section: '专题学习', points: 2, owners: ['机关党委'], deadlines: ['date 2024-02-29'] },
      {
        code: '2',
        category: '学习教育',
        section: '专题学习',
        points: 4,
        owners: ['机关党委', '+各党支部'],
        deadlines: ['quarterly 2024-03-31', 'quarterly 2024-06-30', 'quarterly 2024-09-30', 'quarterly 2024-12-31'],
        quotas: ['1 次 quarter'],
      },
      { code: '3', category: '学习教育', section: '专题学习', points: 3, owners: ['各党支部'], deadlines: ['date 2024-11-30'] },
      { code: '4', category: '学习教育', section: '专题学习', points: 2, owners: ['宣传科'], deadlines: ['date 2024-07-31'] },
      // 春节 has a day, but which one is not in the table: asked, not guessed.
      { code: '5', category: '为民服务', section: '结对帮扶', points: 4, owners: ['工会', '+妇委会'], deadlines: ['unknown'] },
    ],
    warnings: ['unclear-deadline'],
  },
};
