import type { Layout } from './layout.ts';

/** A bank's list as .csv: main and helping departments, a sign of completion, headings once each. */
export const signOfCompletion: Layout = {
  name: 'a bank: main and helping departments and a sign of completion',
  fileName: '2025年文明创建任务清单.csv',
  file: () =>
    Buffer.from(
      `\uFEFF一级目录,二级目录,编号,工作措施,主办部门,协办部门,完成标志,时间节点
队伍建设,思想教育,01,开展合规文化教育,合规部,"人力资源部,各支行",印发方案并留存培训照片不少于3张,6月末
,,02,组织青年员工座谈会,团委,,形成会议纪要,5月4日前
,业务素质,03,举办服务技能竞赛,运营管理部,工会,评出服务明星10名,第三季度
客户服务,网点环境,04,设立爱心窗口和老年人服务专区,零售业务部,各支行,网点全覆盖,10月1日前
,,05,处理客户投诉,消保部,各支行,投诉处理及时率100%,随时
`,
    ),
  expected: {
    year: 2025,
    categories: ['队伍建设', '客户服务'],
    sections: ['队伍建设/思想教育', '队伍建设/业务素质', '客户服务/网点环境'],
    tasks: [
      // The zero only keeps the numbers equally wide: people say 第1项.
      {
        code: '1',
        section: '思想教育',
        says: '开展合规文化教育',
        owners: ['合规部', '+人力资源部', '+各支行'],
        deadlines: ['date 2025-06-30'],
      },
      { code: '2', section: '思想教育', owners: ['团委'], deadlines: ['date 2025-05-04'] },
      { code: '3', section: '业务素质', owners: ['运营管理部', '+工会'], deadlines: ['date 2025-09-30'] },
      { code: '4', category: '客户服务', section: '网点环境', owners: ['零售业务部', '+各支行'], deadlines: ['date 2025-10-01'] },
      { code: '5', category: '客户服务', section: '网点环境', owners: ['消保部', '+各支行'], deadlines: ['continuous'] },
    ],
    warnings: [],
  },
};
