import type { Layout } from './layout.ts';

/** A list as text: 1、 with owner and time on one line below, parted by wide blanks. */
export const ownerAndDayOnOneLine: Layout = {
  name: 'owner and time on one line below each item',
  fileName: '工作安排.txt',
  file: () =>
    Buffer.from(`市博物馆2025年度文明单位创建工作安排

一、抓教育，提素质（16分）
1、开展“文明礼仪大讲堂”活动4期。（8分）
责任科室：人事科　　完成时间：11月底前
2、组织观看爱国主义影片。（8分）
责任科室：宣教部、工会　　完成时间：7月1日前
二、抓服务，树形象（14分）
3、优化展厅导览服务，增设语音导览器。（9分）
责任科室：陈列部　　完成时间：5月18日前
4、招募小小讲解员不少于30名。（5分）
责任科室：宣教部　　完成时间：6月底前
合计：30分
`),
  expected: {
    year: 2025,
    title: '市博物馆2025年度文明单位创建工作安排',
    categories: ['抓教育，提素质 16', '抓服务，树形象 14'],
    tasks: [
      { code: '1', category: '抓教育，提素质', points: 8, owners: ['人事科'], deadlines: ['date 2025-11-30'], quotas: ['4 期 year'] },
      { code: '2', category: '抓教育，提素质', points: 8, owners: ['宣教部', '+工会'], deadlines: ['date 2025-07-01'] },
      { code: '3', category: '抓服务，树形象', points: 9, owners: ['陈列部'], deadlines: ['date 2025-05-18'] },
      { code: '4', category: '抓服务，树形象', points: 5, owners: ['宣教部'], deadlines: ['date 2025-06-30'], quotas: ['30 名 year'] },
    ],
    warnings: [],
  },
};
