import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** 活动安排表 by month: the month merged over its activities, an office that holds it and one that helps. */
export const activitiesByMonth: Layout = {
  name: 'activities by month with who holds them',
  fileName: '活动安排.docx',
  file: () =>
    buildDocx([
      '区民政局2024年精神文明创建活动安排表',
      table(
        ['月份', '活动主题', '活动内容', '承办科室', '协办科室', '备注'],
        [down('1月'), '迎新春送温暖', '走访慰问困难群众和退休干部', '社会救助科', '工会', ''],
        [on, '文明创建动员', '召开创建工作动员会，签订责任书', '办公室', '各科室', ''],
        ['3月', '学雷锋志愿服务', '组织志愿者到敬老院开展服务', '团支部', '养老服务科', '3月5日前后'],
        [down('5月'), '文明餐桌', '食堂设置提示牌，开展光盘行动', '后勤中心', '', ''],
        [on, '家庭文明建设', '评选最美家庭', '妇委会', '工会', ''],
        ['7月', '党性教育', '赴红色教育基地开展主题党日', '机关党委', '各党支部', ''],
        ['9月', '我们的节日·中秋', '举办中秋诗词朗诵会', '工会', '团支部', ''],
        ['12月', '总结表彰', '评选文明科室、文明职工', '办公室', '人事科', ''],
      ),
    ]),
  expected: {
    year: 2024,
    tasks: [
      { code: '1', says: '走访慰问', points: null, owners: ['社会救助科', '+工会'], deadlines: ['date 2024-01-31'] },
      { code: '2', says: '召开创建', owners: ['办公室', '+各科室'], deadlines: ['date 2024-01-31'] },
      // The remark about when it is held is no other day to hand in.
      { code: '3', says: '组织志愿者', owners: ['团支部', '+养老服务科'] },
      { code: '4', says: '食堂设置', owners: ['后勤中心'], deadlines: ['date 2024-05-31'] },
      { code: '5', says: '评选最美', owners: ['妇委会', '+工会'], deadlines: ['date 2024-05-31'] },
      { code: '6', says: '赴红色', owners: ['机关党委', '+各党支部'], deadlines: ['date 2024-07-31'] },
      { code: '7', says: '举办中秋', owners: ['工会', '+团支部'], deadlines: ['date 2024-09-30'] },
      { code: '8', says: '评选文明', owners: ['办公室', '+人事科'], deadlines: ['date 2024-12-31'] },
    ],
    warnings: [],
  },
};
