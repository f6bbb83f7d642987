import { buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A negative list: nothing to do, only what costs points. */
export const deductionsOnly: Layout = {
  name: 'deductions only',
  fileName: '负面清单.docx',
  file: () =>
    buildDocx([
      '2024年度文明创建负面清单',
      table(
        ['序号', '扣分情形', '扣分标准', '责任部门'],
        ['1', '未按时报送创建资料', '每次扣0.5分，最多扣3分', '各科室'],
        ['2', '干部职工受到党纪政务处分', '视情节轻重每人扣2—6分', '机关纪委'],
        ['3', '发生一般安全生产责任事故', '每起扣10分；发生较大事故的，扣20分（职工200人以上的按60%扣分）', '安全科、各科室'],
        ['4', '测评材料弄虚作假', '取消当年评先资格', '办公室'],
        ['5', '职工酒后驾驶被查处', '每例扣5分，造成恶劣影响的加倍扣分', '各科室'],
        ['6', '办公区域检查发现烟头', '发现一处扣０．２分，扣完为止', '后勤中心'],
      ),
    ]),
  expected: {
    year: 2024,
    tasks: [],
    adjustments: [
      { kind: 'deduction', cap: 3, rates: [0.5], says: '未按时报送创建资料', departments: ['各科室'] },
      { kind: 'deduction', cap: null, rates: [2, 6], says: '党纪政务处分', departments: ['机关纪委'] },
      { kind: 'deduction', cap: null, rates: [10, 20], says: '安全生产责任事故', departments: ['安全科', '各科室'] },
      { kind: 'deduction', cap: null, rates: [], says: '弄虚作假', departments: ['办公室'] },
      { kind: 'deduction', cap: null, rates: [5], says: '酒后驾驶', departments: ['各科室'] },
      { kind: 'deduction', cap: null, rates: [0.2], says: '烟头', departments: ['后勤中心'] },
    ],
    warnings: [],
  },
};
