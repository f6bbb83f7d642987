import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** 创建实施方案 of some pages of prose, and the table of tasks as its annex. */
export const schemeWithItsTableBehind: Layout = {
  name: 'scheme in prose with its table as an annex',
  fileName: '实施方案.docx',
  file: () =>
    buildDocx([
      '县自然资源局2025年文明单位创建工作实施方案',
      '为深入推进我局精神文明创建工作，结合实际，制定本方案。',
      '一、指导思想',
      '以习近平新时代中国特色社会主义思想为指导，全面贯彻党的二十大精神，以培育和践行社会主义核心价值观为根本，扎实开展群众性精神文明创建活动。',
      '二、工作目标',
      '巩固市级文明单位创建成果，力争创成省级文明单位。',
      '三、组织领导',
      '成立创建工作领导小组，由局长任组长，领导小组下设办公室，办公室设在机关党委。',
      '四、工作要求',
      '（一）提高认识，加强领导。各股室要把创建工作摆上重要位置。',
      '（二）明确责任，狠抓落实。各股室要按照任务分解表，逐项抓好落实。',
      '附件：县自然资源局2025年文明单位创建任务分解表',
      '县自然资源局',
      '2025年2月18日',
      '附件',
      '县自然资源局2025年文明单位创建任务分解表',
      table(
        ['序号', '创建内容', '工作任务', '责任股室', '完成时间'],
        ['1', down('理想信念教育'), '组织学习党的二十届三中全会精神', '机关党委', '4月底前'],
        ['2', on, '开展“世界地球日”“全国土地日”主题宣传', '办公室、耕地保护股', '4月22日、6月25日'],
        ['3', down('文明服务'), '不动产登记大厅设立帮办代办窗口', '不动产登记中心', '5月底前'],
        ['4', on, '开展“最美登记员”评选', '不动产登记中心、工会', '7月底前'],
        ['5', '结对共建', '与帮扶村开展城乡结对共建活动不少于2次', '乡村振兴办', '11月底前'],
      ),
    ]),
  expected: {
    year: 2025,
    title: '县自然资源局2025年文明单位创建任务分解表',
    categories: ['理想信念教育', '文明服务', '结对共建'],
    tasks: [
      { code: '1', category: '理想信念教育', says: '组织学习', points: null, owners: ['机关党委'], deadlines: ['date 2025-04-30'] },
      {
        code: '2',
        category: '理想信念教育',
        says: '开展“世界',
        owners: ['办公室', '+耕地保护股'],
        deadlines: ['date 2025-04-22', 'date 2025-06-25'],
      },
      { code: '3', category: '文明服务', says: '不动产登记大厅', owners: ['不动产登记中心'], deadlines: ['date 2025-05-31'] },
      { code: '4', category: '文明服务', says: '开展“最美', owners: ['不动产登记中心', '+工会'], deadlines: ['date 2025-07-31'] },
      {
        code: '5',
        category: '结对共建',
        says: '与帮扶村',
        owners: ['乡村振兴办'],
        deadlines: ['date 2025-11-30'],
        quotas: ['2 次 year'],
      },
    ],
    warnings: [],
  },
};
