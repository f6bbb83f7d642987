import type { Layout } from './layout.ts';

/** A table pasted out of a chat: tabs, and column words as people say them. */
export const whatWhoHowWhen: Layout = {
  name: 'pasted rows: what to do, how, who, when done',
  fileName: '粘贴.txt',
  file: () =>
    Buffer.from(`各村（社区）、各办（中心）：2025年文明创建“四干”清单如下，请对照落实。
序号\t干什么\t怎么干\t谁来干\t何时干完
1\t建好新时代文明实践所\t整合党群服务中心，配齐志愿队伍\t党建办\t4月底
2\t治理“牛皮癣”\t分片包干，每周清理\t综合执法队、各社区\t长期
3\t评选“好婆婆、好媳妇”\t村民推荐、公示\t妇联\t3月8日前
4\t规范农贸市场秩序\t划行归市，增设公平秤\t市场监管所、综合执法队\t8月底
`),
  expected: {
    year: 2025,
    tasks: [
      { code: '1', says: '建好新时代文明实践所', owners: ['党建办'], deadlines: ['date 2025-04-30'] },
      { code: '2', owners: ['综合执法队', '+各社区'], deadlines: ['continuous'] },
      { code: '3', owners: ['妇联'], deadlines: ['date 2025-03-08'] },
      { code: '4', owners: ['市场监管所', '+综合执法队'], deadlines: ['date 2025-08-31'] },
    ],
    warnings: [],
  },
};
