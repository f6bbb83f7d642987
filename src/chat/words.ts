import type { CommandName } from './command.ts';

/** What people say behind 本周. */
const DUE = '要交什么 要交的 要交 有什么要交 有什么要交的 交什么 到期 到期的 截止 截止的 任务 待办';

/**
 * What people say for each command, without its arguments. Blanks inside a word do not matter; where two begin alike the
 * longer one is tried first.
 */
export const WORDS = {
  help: words('帮助 菜单 使用说明 使用帮助 怎么用 功能 你好 您好 在吗 help ?'),
  whoami: words('我是谁 我的身份 我的信息 whoami'),
  bind: words('绑定 申请绑定 绑定身份'),
  import: words('导入 导入任务分解表 导入任务表 导入方案'),
  'confirm-import': words('确认导入 导入确认 确定导入 同意导入'),
  cancel: words('取消 取消导入 放弃 放弃导入 不导入'),
  'show-preview': words('预览 导入预览 看预览 全部问题 所有问题 还有哪些问题'),
  'list-milestones': words('时间节点 节点 截止时间 截止日期 截止日 设置时间节点 设定时间节点'),
  'delete-milestone': words('删除时间节点 取消时间节点 删除节点'),
  'adopt-milestones': words('采用默认节点 采用默认时间节点 采用建议节点 采用建议的时间节点 采用默认 默认节点'),
  'my-tasks': words('我的任务 我的任务清单 任务清单 任务列表 任务 我要交什么 我们要交什么 要交什么 待办 我的待办'),
  'due-this-week': spoken('本周 这周 本星期 这星期 这个星期', DUE),
  'due-next-week': spoken('下周 下星期 下个星期', DUE),
  submit: words('提交 提交材料 提交资料 提交文件 提交佐证 提交佐证材料 提交佐证资料 重新提交 补交 报送 上报 交材料'),
  done: words('完成 完成提交 发完 交完 传完 报完 好了 发好了 都发了 全部发完 提交完成 提交完毕'),
  'upload-link': words('上传 上传材料 上传资料 上传文件 上传佐证 上传佐证材料 上传佐证资料 网页上传 上传链接'),
  'revoke-upload': words('取消上传 撤销上传 作废上传 收回上传 取消上传链接 撤销上传链接 作废上传链接'),
  withdraw: words('撤回 撤销 收回'),
  'submit-text': words('提交文字 提交正文 提交一段文字 交文字 文字提交'),
  register: words('登记 登记材料 登记纸质材料 登记文件 登记纸质文件'),
  'use-for': words('也用于 还用于 同时用于 同样用于 一并用于 也归入'),
  'confirm-details': words('无误 信息无误 核对无误 确认无误 日期无误 没有错 都对 正确'),
  'note-progress': words('进展 记录进展 工作进展 汇报进展'),
  'pending-reviews': words('待审 待审核 待审材料 待审核材料 待我审核 等着审的 审核列表 有什么要审'),
  approve: words('通过 审核通过 批准 同意通过'),
  return: words('退回 退回补正 打回 驳回 补正'),
  reject: words('不采用 不予采用 不采纳 作废'),
  reopen: words('重新打开 恢复审核 重开 重新审核'),
  purge: words('清除 销毁 彻底删除'),
  'confirm-purge': words('确认清除'),
  'close-plan': words('关闭年度 年度关闭 结束年度 关闭本年度 结束本年度 关闭'),
  'confirm-close': words('确认关闭 确认关闭年度'),
  'open-plan': words('重新开放 重新开放年度 取消关闭 撤销关闭'),
  progress: words('进度 总进度 整体进度 总体进度 完成进度 完成情况 总体情况 进展情况 整体进展 报送情况 进展如何 进展怎么样'),
  'who-owes': words(
    '谁还没交 谁没交 谁没有交 谁还没有交 谁未交 还有谁没交 谁还没报 谁没报 谁还没提交 谁没提交 哪些部门没交 哪些部门还没交 哪个部门没交 哪些没交 还没交的 没交的 未交 未交名单',
  ),
  overdue: words('逾期 逾期情况 逾期部门 逾期名单 逾期未交 逾期的 谁逾期 哪些逾期 超期 过期'),
  urge: words('催办 催一下 催交 催报 催一催 催'),
  'confirm-urge': words('确认催办 确定催办 催办确认 同意催办'),
  'cancel-urge': words('取消催办 放弃催办 不催办 不催 先不催'),
  trail: words('留痕 操作留痕 操作记录 查看留痕'),
  export: words('导出 导出文件'),
  undelivered: words('未送达 没送达 没送到 未送达消息 未送达的消息 哪些没送到 谁没收到 发送失败 哪些消息没送到'),
  extend: words('延期 申请延期 延期申请 延长 展期'),
  'cancel-extension': words('取消延期 撤销延期'),
  release: words('不属于 不属于我们 不属于本部门 不是我们的 不归我们 不该我们 不是本部门的'),
  assign: words('分派 分配 指派 派给'),
  unassign: words('取消分派 撤销分派 取消分配'),
  'take-leave': words('请假 我要请假 我请假 休假'),
  'end-leave': words('销假 取消请假 提前销假 结束请假'),
  'hand-over': words('移交 移交工作 工作移交 交接'),
  'take-back': words('取消移交 撤销移交'),
  'bind-room': words('绑定本群 绑定这个群 本群绑定'),
  'unbind-room': words('解绑本群 取消绑定本群 解除绑定本群 解绑'),
  acknowledge: words('收到 已收到 收到了 知道了'),
  'keep-reminding': words('继续提醒 恢复提醒'),
  'explain-reminder': words('为什么提醒我 为何提醒我 为什么提醒 为什么总提醒我 为什么催我'),
  'any-completes': words('任一完成 任一部门完成 任一部门完成即可 一个部门完成即可'),
  'all-complete': words('全部完成 各部门都完成 所有部门完成'),
  bonus: words('加分 登记加分 加分登记 记加分'),
  deduction: words('扣分 登记扣分 扣分登记 记扣分 减分'),
  'withdraw-adjustment': words('撤回加分 撤销加分 取消加分 删除加分 撤回扣分 撤销扣分 取消扣分 删除扣分'),
  score: words('得分 得分情况 得分明细 得分多少 总得分 现在得分 总分 现在多少分 得多少分 多少分 加减分 加分扣分'),
  'list-requests': words('申请 申请列表 看申请 查看申请 有哪些申请 待处理申请'),
  'approve-request': words('同意 同意绑定 同意申请 同意延期'),
  'refuse-request': words('拒绝 拒绝绑定 拒绝申请 不同意'),
} satisfies Partial<
  Record<
    CommandName | 'any-completes' | 'all-complete' | 'confirm-purge' | 'due-this-week' | 'due-next-week' | 'bonus' | 'deduction',
    readonly string[]
  >
>;

function words(list: string): readonly string[] {
  return list.split(' ');
}

/** Each of the first with each of the second. */
function spoken(first: string, second: string): readonly string[] {
  return words(first).flatMap((one) => words(second).map((other) => one + other));
}

/** Verbs that may follow what they are about: 「第3项谁没交」「B12 通过」. */
export const AFTER_ITEM = [
  'submit-text',
  'register',
  'submit',
  'upload-link',
  'revoke-upload',
  'note-progress',
  'who-owes',
  'urge',
  'trail',
  'progress',
  'score',
  'list-milestones',
  'extend',
  'cancel-extension',
  'release',
  'assign',
  'unassign',
  'any-completes',
  'all-complete',
] as const;
export const DECISIONS = ['withdraw', 'approve', 'return', 'reject', 'reopen', 'purge'] as const;
export const AFTER_SUBMISSION = ['use-for', 'confirm-details', 'trail', ...DECISIONS] as const;
export const AFTER_REQUEST = ['approve-request', 'refuse-request', 'withdraw'] as const;
export const AFTER_CASE = ['withdraw', 'cancel'] as const;
/** Verbs that may follow a department or category: 「办公室完成情况」「办公室逾期」. */
export const AFTER_NAME = ['progress', 'overdue', 'score'] as const;

/** What only asks: 「查看…」「看一下…」 in front of it changes nothing. */
export const QUESTIONS: readonly string[] = words(
  'help whoami show-preview list-milestones my-tasks show-task pending-reviews show-submission progress who-owes overdue due trail undelivered list-exports preview-archive list-requests explain-reminder score list-adjustments',
);
