const ENDING =
  /(?:部|处|科|室|办|委|会|中心|局|院|所|队|站|支部|部门|单位|科室|处室|公司|厂|段|组|厅|馆|社|校|班子|联|党支部|公室|基地|车间|协会|妇联|团委|领导小组|工作组|署|司|股|庭|支行|分行|街道|社区|党组|院系|学院|系)$/;
const VERB =
  /[的了做抓]|开展|加强|完善|落实|推进|组织(?!人事|部|处|科|室|委)|参加|参与|按照|根据|每|不少于|以上|其中|包括|通过|建立|制定|召开|举办/;

/** Whether words in running text read like the name of a department: no directory is asked, so only its form counts. */
export function looksLikeDepartment(name: string): boolean {
  return name.length >= 2 && name.length <= 16 && !/[\d０-９，。；：、（(]/.test(name) && ENDING.test(name) && !VERB.test(name);
}
