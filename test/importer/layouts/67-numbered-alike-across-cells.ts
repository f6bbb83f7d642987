import { buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Items, points, owners and days of a row stand line by line beside each other. */
export const numberedAlikeAcrossCells: Layout = {
  name: 'points, owners and days numbered like the items of the row',
  fileName: '目标任务.docx',
  file: () =>
    buildDocx([
      '2025年创建目标任务分解',
      table(
        ['考评项目', '考评标准', '分值', '责任部门', '完成时限'],
        [
          '组织领导',
          '1.成立创建机构\n2.落实创建经费\n3.建立奖惩机制',
          '2分\n3分\n1分',
          '1.办公室\n2.财务部\n3.人力资源部、纪检室',
          '1.1月底前\n2.3月底前\n3.6月底前',
        ],
        ['企业文化', '4.编印员工手册\n5.开展厂史教育', '2\n2', '4.企管部\n5.党群部', '4.9月底前\n5.7月1日前'],
      ),
    ]),
  expected: {
    year: 2025,
    categories: ['组织领导', '企业文化'],
    tasks: [
      { code: '1', category: '组织领导', says: '成立创建机构', points: 2, owners: ['办公室'], deadlines: ['date 2025-01-31'] },
      { code: '2', says: '落实创建经费', points: 3, owners: ['财务部'], deadlines: ['date 2025-03-31'] },
      { code: '3', says: '建立奖惩机制', points: 1, owners: ['人力资源部', '+纪检室'], deadlines: ['date 2025-06-30'] },
      { code: '4', category: '企业文化', points: 2, owners: ['企管部'], deadlines: ['date 2025-09-30'] },
      { code: '5', category: '企业文化', points: 2, owners: ['党群部'], deadlines: ['date 2025-07-01'] },
    ],
    warnings: [],
  },
};
