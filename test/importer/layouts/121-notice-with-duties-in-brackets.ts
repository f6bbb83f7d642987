import type { Layout } from './layout.ts';

/** A notice pasted into the chat: numbered tasks under headings, each with owners and day in brackets at its end. */
export const noticeWithDutiesInBrackets: Layout = {
  name: 'pasted notice with duties in brackets',
  fileName: '通知.txt',
  file: () =>
    Buffer.from(`关于印发《市场监管局2025年文明单位创建工作任务分解》的通知

各科室、直属单位：
现将《市场监管局2025年文明单位创建工作任务分解》印发给你们，请认真抓好落实。

市场监管局2025年文明单位创建工作任务分解

一、加强思想政治建设
1.落实“第一议题”制度，党组会议每月学习不少于1次。（责任科室：办公室；完成时限：每月底）
2.开展主题党日、红色教育基地现场教学等活动。（责任科室：机关党委、各党支部；完成时限：11月底前）
二、深化诚信建设
3.开展“诚信经营示范店”创建评选，评出示范店不少于20家。（责任科室：信用监管科，消保科；完成时限：10月底前）
4.组织“3·15”消费维权宣传。（责任科室：消保科；完成时限：3月15日前）
5.加强食品安全宣传进社区、进校园。（责任科室：食品科、餐饮科；完成时限：持续推进）
三、提升服务水平
6.推进“证照联办”，优化窗口服务流程。（责任科室：注册科；完成时限：6月底前）
7.聘请行风监督员，召开座谈会2次。（责任科室：机关纪委；完成时限：年底前）

市场监管局创建办
2025年1月20日
`),
  expected: {
    year: 2025,
    categories: ['加强思想政治建设', '深化诚信建设', '提升服务水平'],
    tasks: [
      {
        code: '1',
        category: '加强思想政治建设',
        says: '落实“第一议题”',
        points: null,
        owners: ['办公室'],
        deadlines: ['01-31', '02-28', '03-31', '04-30', '05-31', '06-30', '07-31', '08-31', '09-30', '10-31', '11-30', '12-31'].map(
          (day) => `monthly 2025-${day}`,
        ),
      },
      { code: '2', category: '加强思想政治建设', says: '开展主题党日', owners: ['机关党委', '+各党支部'], deadlines: ['date 2025-11-30'] },
      {
        code: '3',
        category: '深化诚信建设',
        says: '开展“诚信经营',
        owners: ['信用监管科', '+消保科'],
        deadlines: ['date 2025-10-31'],
        quotas: ['20 家 year'],
      },
      { code: '4', category: '深化诚信建设', says: '组织“3·15”', owners: ['消保科'], deadlines: ['date 2025-03-15'] },
      { code: '5', category: '深化诚信建设', says: '加强食品安全', owners: ['食品科', '+餐饮科'], deadlines: ['continuous'] },
      { code: '6', category: '提升服务水平', says: '推进“证照联办”', owners: ['注册科'], deadlines: ['date 2025-06-30'] },
      {
        code: '7',
        category: '提升服务水平',
        says: '聘请行风',
        owners: ['机关纪委'],
        deadlines: ['date 2025-12-31'],
        quotas: ['2 次 year'],
      },
    ],
    warnings: [],
  },
};
