import type { Layout } from './layout.ts';

/** A court's plan as text: aims before and demands after are prose; each item ends with its owner and deadline in brackets. */
export const ownerAndDeadlineInBrackets: Layout = {
  name: 'a plan as text, owner and deadline in brackets behind each item',
  fileName: '实施方案.txt',
  file: () =>
    Buffer.from(`云山县人民法院2025年文明单位创建实施方案

为巩固省级文明单位创建成果，结合我院实际，制定本方案。
一、工作目标
以司法为民、公正司法为主线，确保顺利通过年度复查。
二、重点任务
（一）强化思想引领
1.组织干警学习党的创新理论，每月集中学习不少于1次。（责任部门：政治部、各党支部；完成时限：全年）
2.开展“法院开放日”活动。（责任部门：办公室；完成时限：6月底前）
（二）提升司法文明
3.推进诉讼服务中心规范化建设，设置无障碍设施。（责任部门：立案庭、司法行政装备管理科；完成时限：9月30日前）
4.规范庭审礼仪，开展庭审观摩2次。（责任部门：审判管理办公室；完成时限：每半年一次）
（三）美化机关环境
5.开展“最美办公室”评比。（责任部门：机关工会；完成时限：10月中旬）
三、工作要求
（一）加强领导。各部门要高度重视，主要负责人亲自抓。
（二）注重宣传。要及时总结好经验好做法。
（三）严格考核。创建工作纳入年度绩效考核。

2025年2月18日
`),
  expected: {
    year: 2025,
    title: '云山县人民法院2025年文明单位创建实施方案',
    tasks: [
      {
        code: '1',
        section: '强化思想引领',
        says: '组织干警学习',
        owners: ['政治部', '+各党支部'],
        deadlines: ['continuous'],
        quotas: ['1 次 month'],
      },
      { code: '2', section: '强化思想引领', owners: ['办公室'], deadlines: ['date 2025-06-30'] },
      { code: '3', section: '提升司法文明', owners: ['立案庭', '+司法行政装备管理科'], deadlines: ['date 2025-09-30'] },
      { code: '4', section: '提升司法文明', owners: ['审判管理办公室'], deadlines: ['half-yearly 2025-06-30', 'half-yearly 2025-12-31'] },
      { code: '5', section: '美化机关环境', owners: ['机关工会'], deadlines: ['date 2025-10-20'] },
    ],
    warnings: [],
  },
};
