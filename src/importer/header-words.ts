/**
 * What a column of a 任务分解表 holds. `hierarchy` is a heading or the item itself; `adjustment` the same of rows that add or deduct
 * (加分项目, 扣分情形). `goal` is an item only where nothing else is; `scorer` names who gives the points (考核部门), not who answers.
 */
export type ColumnMeaning =
  | 'hierarchy'
  | 'adjustment'
  | 'code'
  | 'points'
  | 'departments'
  | 'lead'
  | 'support'
  | 'deadline'
  | 'period'
  | 'evidence'
  | 'scoring'
  | 'cap'
  | 'goal'
  | 'scorer'
  | 'other';

const UNIT = '(?:部门|单位|科室|处室|股室|庭室|站所|院系|系部|车间|班组|社区|镇街|支部|党支部|部室|主体|方|机构)';
const UNITS = `(?:责任)?${UNIT}(?:(?:及|和|与|、|/)?(?:责任)?(?:${UNIT}|人员?|领导))*`;
const OPENING =
  '(?:测评|考评|考核|评分|评选|评审|创建|工作|指标|项目|评价|评估|评定|检查|督查|重点|主要|目标|年度|本年|全年|当月|具体|任务|分解|责任|内容|基本|一级|二级|三级|文明|单位|建设|活动|实施|落实|推进|细化|量化|详细|核心|及|和|与|、|/|（|）)*';
const ADJUSTS = '(?:加分|扣分|减分|加减分|奖励|奖惩|惩处|处罚|负面|否决|一票否决|附加分|附加)';

const WORDS: readonly (readonly [RegExp, ColumnMeaning])[] = [
  [/^(?:序|序号|编号|项号|项次|代码|编码|(?:任务|项目|指标|条目|清单|标准)(?:序号|编号|代码)|no\.?)$/i, 'code'],
  [new RegExp(`^(?:最高|累计|本项)?(?:${ADJUSTS})?(?:上限|封顶|最高分值?|限额)$`), 'cap'],
  [/^(?:自评|自查|自测|考评|考核|测评|审核|评审|实际|最终|核定|检查)?(?:得分|评分|打分|实得分|自评分?|扣分情况|得分情况)$/, 'other'],
  [
    /^(?:标准|基本|基础|参考|应得|规定|考核|测评|考评|评价|项目|指标|目标)?(?:分值|分数|总分值?|满分|权重分?|赋分|配分|分)(?:分配|[及和/]?权重)?$/,
    'points',
  ],
  [/^(?:标准分值?|基准分值?)$/, 'points'],
  [new RegExp(`^(?:牵头|主责|主办|主要责任|主管|总牵头|第一责任)(?:${UNITS}|责任)?$`), 'lead'],
  [
    new RegExp(`^(?:配合|协办|协同|协助|参与|协作|参加|共同责任|相关责任|其他责任|次要责任|第二责任|支持|辅助)(?:${UNITS}|责任)?$`),
    'support',
  ],
  [
    new RegExp(
      `^(?:考核|考评|测评|评分|评价|评估|验收|审核|督办|督查|督导|检查|监督|监管|打分|计分|赋分|归口考核|数据提供|数据来源|认定)(?:责任)?${UNIT}$`,
    ),
    'scorer',
  ],
  // What those above answer for is not ours to do.
  [new RegExp(`^(?:[省市区县州](?:级|直|里)|上级)(?:责任|牵头|负责|主管)?${UNIT}$`), 'scorer'],
  [
    new RegExp(
      `^(?:[我本院局校][局院校行所区县处委办内]?)?(?:责任|被考核|受检|承办|落实|负责|实施|执行|具体|完成|承担|归口|归口管理|牵头及配合|牵头配合|牵头和配合|职能|报送|填报|提供|责任牵头)?${UNITS}(?:[及和与、/](?:完成)?(?:时限|时间|期限))?$`,
    ),
    'departments',
  ],
  [
    new RegExp(
      `^(?:责任|任务|工作)?分工$|^责任(?:落实|主体|清单|分解)$|^(?:责任人|负责人)?所在${UNIT}$|^(?:责任人|负责人|(?:责任|分管|牵头|主管)领导)[及和与、/]?(?:责任|所在|承办|牵头)?${UNIT}$`,
    ),
    'departments',
  ],
  [/^(?:责任|分管|主管|包保|联系|牵头|挂点|具体责任|直接责任)?(?:领导|负责人|责任人|联系人|联络员|经办人|人员|人)$/, 'other'],
  // 干什么, 怎么干, 谁来干, 何时干完, 干到什么程度: labels as questions.
  [/^由?谁.{1,3}$/, 'departments'],
  [/^(?:何时|几时|什么时候|什么时间).{1,3}$/, 'deadline'],
  [/^(?:怎么|怎样|如何).{1,2}$|^.{0,3}到?什么(?:程度|效果|标准|目标)$/, 'goal'],
  [/^.{1,2}什么$/, 'hierarchy'],
  [/^(?:启动|开始|起始|开工)(?:时间|日期)$/, 'other'],
  [/^(?:月份|时段|月度|季度|所属月份)$/, 'period'],
  [
    /^(?:计划|预计|拟|要求|工作|任务|整改|最后|材料)*(?:完成|报送|提交|截止|上报|落实|实施|推进|开展|办结|结束|终止|活动|进度|起止|起讫){0,2}(?:时限|时间|日期|期限|时间节点|节点|时间安排|进度安排|进度要求|频次|时序|时间进度)(?:要求|安排|节点)?$/,
    'deadline',
  ],
  [/^(?:完成|报送|提交|截止|上报)(?:期)?$|^.{1,6}(?:时限|截止(?:时间|日期))$|^(?:时限|时间)清单$/, 'deadline'],
  [
    /^(?:[^分扣]{0,8})(?:材料|资料|佐证|档案|印证|证明|凭证|台账|痕迹|成果形式|提交形式|呈现形式)(?:要求|清单|目录|名称|内容)?$/,
    'evidence',
  ],
  [
    /^(?:[^项]{0,4})?(?:评分|扣分|减分|加分|计分|赋分|打分|加减分|评分标准及|给分)(?:标准|办法|方法|细则|规则|方式|依据|说明|分值|值|幅度|规定|要点)$/,
    'scoring',
  ],
  [/^(?:测评|考评|考核|评价|评估|检查|验收|数据采集|采集|考察)(?:方法|方式|办法|手段|途径|依据)(?:及.{0,6})?$/, 'scoring'],
  [
    /^(?:备注|说明|附注|完成情况|进展情况?|落实情况|工作进展|数据来源|签名|签字|联系电话|电话|职务|姓名|等级|等次|级别|[A-Da-d](?:级|档|等)?|优秀|良好|合格|不合格|填报说明|填表说明|问题|存在问题|整改措施)$/,
    'other',
  ],
  [new RegExp(`^${OPENING}${ADJUSTS}(?:项目|项|内容|情形|事项|行为|条件|清单|类别|因素|指标)(?:名称|及.{0,6})?$`), 'adjustment'],
  [new RegExp(`^${OPENING}(?:预期|完成|达到)?(?:目标|成效|标志|成果|预期效果|目标值|达标要求|完成标准)$`), 'goal'],
  [
    new RegExp(
      `^${OPENING}(?:类别|类型|板块|领域|目录|阶段|大类|分类|方面|维度|模块|篇章|部分|条线|专题|项目|指标|大项|内容|要素|小项|子项|分项|标准|任务|要求|事项|举措|措施|步骤|(?:观测|考核|考察|测评|检查|评价|得分)点|要点|细则|做法|情形|行为|安排|工作|活动|清单|条款|名称)(?:名称|描述|说明|分解|[及和与]?(?:要求|标准|分值|目标|措施|(?:完成)?(?:时限|时间)|(?:责任)?分工))?$`,
    ),
    'hierarchy',
  ],
];

const LEAD_IN_BRACKETS = /[(（](?:牵头|主责)[)）]/;
const SUPPORT_IN_BRACKETS = /[(（](?:配合|协办|参与)[)）]/;

/** Reads a column's label by what it means, whatever blanks, line breaks and brackets it is written with; undefined for no label. */
export function columnMeaning(label: string): ColumnMeaning | undefined {
  if (label.length > 30) return undefined;
  const written = label.normalize('NFKC').replace(/\s+/g, '');
  const word = written.replace(/\(.*?\)|【.*?】|\*/g, '').replace(/[:;：。]$/, '');
  const found = WORDS.find(([pattern]) => pattern.test(word))?.[1];
  if (found !== 'departments') return found;
  if (LEAD_IN_BRACKETS.test(written)) return 'lead';
  return SUPPORT_IN_BRACKETS.test(written) ? 'support' : found;
}
