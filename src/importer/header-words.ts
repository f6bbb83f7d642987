/** What a column of a 任务分解表 holds. Hierarchy columns go from the widest heading (rank 0) to the item itself (rank 3). */
export type ColumnMeaning =
  | { kind: 'hierarchy'; rank: number }
  | { kind: 'code' | 'points' | 'departments' | 'lead' | 'support' | 'deadline' | 'other' };

const UNIT = '(?:部门|单位|科室|处室|股室|支部)';
const OPENING = '(?:测评|考评|考核|创建|工作|评价|重点|主要|目标|年度|具体|任务|分解|一级|二级|三级)*';

const WORDS: readonly (readonly [RegExp, ColumnMeaning])[] = [
  [/^(?:序号|编号|项号|任务编号)$/, { kind: 'code' }],
  [/^(?:分值|分数|标准分|标准分值|满分|总分|权重)$/, { kind: 'points' }],
  [new RegExp(`^(?:牵头|主责|主办)${UNIT}?$`), { kind: 'lead' }],
  [new RegExp(`^(?:配合|协办|协同|协助|参与)${UNIT}?$`), { kind: 'support' }],
  [new RegExp(`^(?:责任|承办|落实|负责|实施)${UNIT}$`), { kind: 'departments' }],
  [/^(?:完成|报送|提交|截止)?(?:时限|时间|日期|时间节点|节点)(?:要求)?$/, { kind: 'deadline' }],
  [
    /^(?:备注|评分标准|评分办法|评分方法|扣分标准|(?:测评|考评|考核)(?:方法|方式|办法)|自评分|得分|责任领导|责任人|联系人|.{0,6}(?:材料|资料))$/,
    { kind: 'other' },
  ],
  [new RegExp(`^${OPENING}(?:类别|类型|板块|领域)$`), { kind: 'hierarchy', rank: 0 }],
  [new RegExp(`^${OPENING}(?:项目|指标)$`), { kind: 'hierarchy', rank: 1 }],
  [new RegExp(`^${OPENING}内容$`), { kind: 'hierarchy', rank: 2 }],
  [new RegExp(`^${OPENING}(?:标准|任务|要求|事项|举措|措施)$`), { kind: 'hierarchy', rank: 3 }],
];

/** Reads a column's label by what it means, whatever blanks, line breaks and brackets it is written with; undefined for no label. */
export function columnMeaning(label: string): ColumnMeaning | undefined {
  if (label.length > 30) return undefined;
  const word = label
    .normalize('NFKC')
    .replace(/\(.*?\)/g, '')
    .replace(/[\s:、]/g, '');
  return WORDS.find(([pattern]) => pattern.test(word))?.[1];
}
