import { buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Other words for who does it, who helps, who sees to it and who checks. */
export const whoSeesToIt: Layout = {
  name: '主办, 协同, 督办 and 验收 columns',
  fileName: '督办清单.docx',
  file: () =>
    buildDocx([
      '2025年创建工作督办清单',
      table(
        ['编号', '事项', '目标要求', '主办单位', '协同单位', '督办领导', '验收部门', '截止日期', '进展情况'],
        ['A1', '迎检氛围营造', '公益广告占比30%以上', '融媒体中心', '文旅局、住建局', '刘副主任', '督查室', '2025-03-31', '未启动'],
        ['A2', '食堂光盘行动', '制止浪费，设监督员2名', '机关事务管理局', '', '刘副主任', '督查室', '2025/4/20', ''],
        ['B1', '志愿服务站点', '建成“爱心驿站”10个', '民政局', '团县委，妇联，红十字会', '关常委', '督查室', '2025.8.15', ''],
      ),
    ]),
  expected: {
    year: 2025,
    tasks: [
      { code: 'A1', owners: ['融媒体中心', '+文旅局', '+住建局'], deadlines: ['date 2025-03-31'] },
      { code: 'A2', owners: ['机关事务管理局'], deadlines: ['date 2025-04-20'] },
      { code: 'B1', owners: ['民政局', '+团县委', '+妇联', '+红十字会'], deadlines: ['date 2025-08-15'] },
    ],
    warnings: [],
  },
};
