import { buildDocx, numbered, paragraph } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A list in Word without a table; who leads, who helps and until when stand together in 【】 behind each item. */
export const roleAndDayInBlackBrackets: Layout = {
  name: 'roles and deadline together in black brackets',
  fileName: '任务清单.docx',
  file: () =>
    buildDocx(
      [
        '县税务局2025年全国文明单位创建任务清单',
        paragraph('一、筑牢思想根基'),
        numbered(1, '开展“税月学堂”活动，每月不少于1次。【机关党委牵头，各党支部配合，长期坚持】'),
        numbered(1, '建设税收文化长廊。【办公室牵头，机关党委、财务股配合，7月底前完成】'),
        paragraph('二、优化纳税服务'),
        numbered(1, '推行“跨域通办”。【纳税服务股牵头，各税务分局配合，9月15日前完成】'),
        numbered(1, '开展便民办税春风行动。【纳税服务股负责，4月—10月】'),
        paragraph('三、弘扬文明新风'),
        numbered(1, '组织家风家训征集。【机关工会、妇委会负责，5月中旬前完成】'),
      ],
      [[['decimal', '%1.']]],
    ),
  expected: {
    year: 2025,
    categories: ['筑牢思想根基', '优化纳税服务', '弘扬文明新风'],
    tasks: [
      {
        code: '1',
        category: '筑牢思想根基',
        owners: ['机关党委', '+各党支部'],
        deadlines: ['continuous'],
        quotas: ['1 次 month'],
      },
      { code: '2', category: '筑牢思想根基', owners: ['办公室', '+机关党委', '+财务股'], deadlines: ['date 2025-07-31'] },
      { code: '3', category: '优化纳税服务', owners: ['纳税服务股', '+各税务分局'], deadlines: ['date 2025-09-15'] },
      { code: '4', category: '优化纳税服务', owners: ['纳税服务股'], deadlines: ['range 2025-04-01~2025-10-31'] },
      { code: '5', category: '弘扬文明新风', owners: ['机关工会', '+妇委会'], deadlines: ['date 2025-05-20'] },
    ],
    warnings: [],
  },
};
