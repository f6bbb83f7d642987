import { buildXlsx } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** 工作要点任务分解 as a sheet: chapters across, measures beside the task, lead and support, days in many wordings. */
export const keyPointsByChapter: Layout = {
  name: 'tasks with measures under chapters',
  fileName: '分解表.xlsx',
  file: () =>
    buildXlsx({
      name: 'Sheet1',
      rows: [
        ['2025年县税务局精神文明建设工作要点任务分解表', null, null, null, null, null],
        ['序号', '工作任务', '具体措施', '牵头股室', '配合股室', '完成时间'],
        ['一、强化理论武装', null, null, null, null, null],
        [1, '抓好理论学习', '党委理论学习中心组每月集中学习一次，每半年开展一次交流研讨。', '党建办', '各股室', '每月底前'],
        [2, '加强阵地建设', '更新职工书屋图书，规范学习角。', '办公室', '工会', '4月底前'],
        ['二、培育文明新风', null, null, null, null, null],
        [3, '开展志愿服务', '成立“税务蓝”志愿服务队，开展税法宣传、社区帮扶等活动。', '团委', '纳税服务股、各分局', '全年'],
        [4, '弘扬传统文化', '围绕春节、清明、端午、中秋开展“我们的节日”主题活动。', '工会', '团委、妇委会', '9月底前'],
        [5, '倡导文明餐桌', '制作公筷公勺、光盘行动提示牌。', '办公室', null, '3月20日前'],
        ['三、夯实创建基础', null, null, null, null, null],
        [6, '完善创建台账', '按季度归集创建资料，建立电子台账。', '党建办', '各股室', '每季度末'],
        [7, '做好迎检准备', '开展自查自评，对照标准补齐短板。', '党建办', '办公室、人教股', '10月15日前'],
      ],
      merges: ['A1:F1', 'A3:F3', 'A6:F6', 'A10:F10'],
    }),
  expected: {
    year: 2025,
    title: '2025年县税务局精神文明建设工作要点任务分解表',
    categories: ['强化理论武装', '培育文明新风', '夯实创建基础'],
    tasks: [
      {
        code: '1',
        category: '强化理论武装',
        section: '抓好理论学习',
        says: '党委理论学习中心组',
        points: null,
        owners: ['党建办', '+各股室'],
        deadlines: ['01-31', '02-28', '03-31', '04-30', '05-31', '06-30', '07-31', '08-31', '09-30', '10-31', '11-30', '12-31'].map(
          (day) => `monthly 2025-${day}`,
        ),
      },
      {
        code: '2',
        category: '强化理论武装',
        section: '加强阵地建设',
        says: '更新职工书屋',
        owners: ['办公室', '+工会'],
        deadlines: ['date 2025-04-30'],
      },
      {
        code: '3',
        category: '培育文明新风',
        section: '开展志愿服务',
        says: '成立“税务蓝”',
        owners: ['团委', '+纳税服务股', '+各分局'],
        deadlines: ['continuous'],
      },
      {
        code: '4',
        category: '培育文明新风',
        section: '弘扬传统文化',
        says: '围绕春节',
        owners: ['工会', '+团委', '+妇委会'],
        deadlines: ['date 2025-09-30'],
      },
      { code: '5', category: '培育文明新风', says: '制作公筷', owners: ['办公室'], deadlines: ['date 2025-03-20'] },
      {
        code: '6',
        category: '夯实创建基础',
        says: '按季度归集',
        owners: ['党建办', '+各股室'],
        deadlines: ['03-31', '06-30', '09-30', '12-31'].map((day) => `quarterly 2025-${day}`),
      },
      {
        code: '7',
        category: '夯实创建基础',
        section: '做好迎检准备',
        says: '开展自查自评',
        owners: ['党建办', '+办公室', '+人教股'],
        deadlines: ['date 2025-10-15'],
      },
    ],
    warnings: [],
  },
};
