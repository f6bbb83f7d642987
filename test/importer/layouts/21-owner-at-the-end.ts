import { buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Owners close the text, in brackets or after a run of dashes or dots; not every bracket is one. */
export const ownerAtTheEnd: Layout = {
  name: 'owner in brackets or after dashes at the end',
  fileName: '任务安排.docx',
  file: () =>
    buildDocx([
      '2024年文明单位创建任务安排',
      table(
        ['序号', '任务内容'],
        ['1', '开展“文明窗口”创建（责任单位：政务科）'],
        ['2', '组织职工健康讲座（办公室、工会）'],
        ['3', '开展网络文明宣传（牵头单位：宣传科；配合单位：信息中心、团委）'],
        ['4', '规范会议和接待管理————办公室'],
        ['5', '落实党费收缴和使用规定——机关党委、财务科'],
        ['6', '建立健康档案（含离退休人员）…………老干部科'],
        ['7', '评选“文明岗”（简称“文岗”）'],
      ),
    ]),
  expected: {
    year: 2024,
    tasks: [
      { code: '1', owners: ['政务科'] },
      { code: '2', owners: ['办公室', '+工会'] },
      { code: '3', owners: ['宣传科', '+信息中心', '+团委'] },
      { code: '4', owners: ['办公室'] },
      { code: '5', owners: ['机关党委', '+财务科'] },
      { code: '6', owners: ['老干部科'] },
      { code: '7', owners: [] },
    ],
    warnings: ['no-department', 'no-deadline'],
  },
};
