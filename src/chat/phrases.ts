import type { Right } from '../domain/access.ts';
import type { CommandName } from './command.ts';
import { WORDS } from './words.ts';

/** A command as it is suggested: its words with an example, and other things people say when they mean it. */
export interface Phrase {
  name: Exclude<CommandName, 'unknown' | 'incomplete' | 'unclear-decision' | 'choose'>;
  right: Right;
  example: string;
  words: readonly string[];
}

/** Everything that can be suggested, the most used first; what each is for stands in `templates/messages/unknown.liquid`. */
export const PHRASES: readonly Phrase[] = [
  phrase('my-tasks', 'read-own', '我的任务', ['有哪些任务', '看看任务']),
  phrase('due', 'read-own', '本周要交什么', ['最近要交什么', '什么快到期了', '下周要交什么']),
  phrase('show-task', 'read-own', '第3项', ['看某一项', '任务内容', '任务要求', '查看任务', '考评标准']),
  phrase('submit', 'hand-in', '提交 3', ['发材料', '交佐证', '上交', '交链接', '交网址']),
  phrase('progress', 'read-own', '进度', ['汇总', '统计', '完成得怎么样']),
  phrase('who-owes', 'read-own', '谁还没交', ['哪些人没交', '还差谁', '催交名单']),
  phrase('overdue', 'read-own', '逾期', ['过期了', '晚了']),
  phrase('done', 'hand-in', '完成', ['发完了', '就这些', '没有了']),
  phrase('upload-link', 'hand-in', '上传 3', ['传大文件', '很多文件', '网页上传', '文件太大', '视频']),
  phrase('revoke-upload', 'hand-in', '取消上传 3', ['链接发错了', '链接作废']),
  phrase('withdraw', 'hand-in', '撤回 B12', ['发错了', '删除材料']),
  phrase('submit-text', 'hand-in', '提交文字 3 正文', ['发文字', '直接写']),
  phrase('register', 'hand-in', '登记 3 文号 题名 日期 存放处', ['登记', '纸质材料', '不能扫描', '涉密材料怎么交']),
  phrase('use-for', 'hand-in', 'B12 也用于 9', ['一份材料几项用', '同一份材料', '再交一项']),
  phrase('describe', 'hand-in', 'B12 日期 4-20', ['改日期', '改文号', '补地点', '日期不对', '文号不对', '写说明']),
  phrase('confirm-details', 'hand-in', 'B12 无误', ['日期对的', '没错']),
  phrase('note-progress', 'hand-in', '进展 3 已开展两次', ['汇报', '情况说明']),
  phrase('show-submission', 'read-own', 'B12', ['查看材料', '看材料']),
  phrase('pending-reviews', 'read-everything', '待审', ['审核', '审材料']),
  phrase('approve', 'review', '通过 B12', ['审核通过', '同意材料', '合格']),
  phrase('return', 'review', '退回 B12 R2', ['不通过', '不合格']),
  phrase('submit-for', 'hand-in-for', '代 机关工会 提交 3', ['替部门交材料', '代交']),
  phrase('upload-link-for', 'hand-in-for', '代 机关工会 上传 3', ['替部门上传']),
  phrase('reject', 'review', '不采用 B12 理由', ['不算数', '不认可']),
  phrase('reopen', 'reopen', '重新打开 B12 理由', ['重新审核', '审错了']),
  phrase('purge', 'purge', '清除 B12 理由', ['误传', '彻底删掉文件', '涉密']),
  phrase('close-plan', 'close-plan', '关闭年度', ['年度结束', '今年结束了']),
  phrase('confirm-close', 'close-plan', '确认关闭 2023', []),
  phrase('open-plan', 'close-plan', '2023年 重新开放', ['取消关闭年度']),
  phrase('urge', 'urge', '催办 逾期', ['提醒部门', '催促', '提醒']),
  phrase('confirm-urge', 'urge', '确认催办', []),
  phrase('cancel-urge', 'urge', '取消催办', []),
  phrase('list-milestones', 'read-own', '时间节点', ['什么时候交', '什么时候截止', '期限']),
  phrase('set-milestones', 'manage-plan', '时间节点 年中 6-30', ['设置截止日期', '定截止日']),
  phrase('delete-milestone', 'manage-plan', '时间节点 删除 年中', ['去掉节点']),
  phrase('adopt-milestones', 'manage-plan', '采用默认节点', ['默认时间']),
  phrase('import', 'manage-plan', '导入', ['导入任务表', '上传任务分解表', '更新任务表']),
  phrase('confirm-import', 'manage-plan', '确认导入', ['确认', '生效', '同意生效']),
  phrase('cancel', 'manage-plan', '取消', ['取消导入', '不要了']),
  phrase('show-preview', 'manage-plan', '预览', ['再看一遍预览', '还有什么没答']),
  phrase('correct-item', 'manage-plan', '第3项 截止 6-30', ['第3项 责任部门 办公室', '第3项 5分', '改截止日期', '改分值']),
  phrase('trail', 'read-trail', '留痕 3', ['操作日志', '历史记录']),
  phrase('export', 'export', '导出 台账', ['下载台账', '生成台账', '台账', '导出表格', '导出留痕']),
  phrase('export', 'export', '导出 档案', ['下载档案', '打包下载', '档案', '归档']),
  phrase('list-exports', 'export', '导出', ['下载', '下载链接']),
  phrase('undelivered', 'manage-directory', '未送达', ['消息没收到', '收不到消息', '提醒没收到', '没有收到提醒']),
  phrase('extend', 'hand-in', '延期 3 7-10 理由', ['晚几天交', '推迟', '来不及', '宽限几天']),
  phrase('cancel-extension', 'manage-plan', '取消延期 3 办公室', ['收回延期']),
  phrase('release', 'hand-in', '不属于 3 理由', ['不是我们部门的', '分错了', '与我们无关']),
  phrase('assign', 'manage-plan', '分派 3 办公室 牵头', ['增加责任部门', '改责任部门', '换牵头部门']),
  phrase('unassign', 'manage-plan', '取消分派 3 办公室', ['去掉责任部门']),
  phrase('set-completion', 'manage-plan', '第16项 任一完成', ['一个部门交就行', '任意一个部门完成']),
  phrase('take-leave', 'read-own', '请假 6-20 6-28', ['出差', '找人代', '我不在', '休息几天']),
  phrase('end-leave', 'read-own', '销假', ['请假结束', '我来上班了']),
  phrase('explain-reminder', 'read-own', '为什么提醒我', ['怎么又提醒', '为什么发给我']),
  phrase('acknowledge', 'read-own', '收到', ['不用再提醒', '别再提醒了']),
  phrase('keep-reminding', 'read-own', '继续提醒', ['还要提醒我']),
  phrase('hand-over', 'manage-directory', '移交 张三 李四', ['换联络员', '工作交接', '更换联络员']),
  phrase('take-back', 'manage-directory', '取消移交 张三 李四', []),
  phrase('bind-room', 'manage-directory', '绑定本群 办公室', ['登记群', '这个群是哪个部门的']),
  phrase('unbind-room', 'manage-directory', '解绑本群', ['取消群绑定']),
  phrase('score', 'read-own', '得分', ['打分', '评分', '分数', '考核得分', '得分办公室', '部门得分']),
  phrase('list-adjustments', 'keep-score', '加分', ['加分项', '加分规则', '扣分', '扣分项', '扣分规则']),
  phrase('enter-adjustment', 'keep-score', '加分 荣誉称号 国家级 2023-05-10 文号', ['登记加分', '登记扣分', '获奖', '荣誉', '处分']),
  phrase('withdraw-adjustment', 'keep-score', '撤回 J1 理由', ['加分记错了', '扣分记错了', '删除J3', '作废J3', '修改J3']),
  phrase('list-requests', 'read-own', '申请', ['我的申请', '申请批了没有']),
  phrase('withdraw-request', 'hand-in', '撤回 S5', ['取消申请', '不申请了']),
  phrase('approve-request', 'manage-directory', '同意 S5', ['同意绑定', '批准申请', '批准延期']),
  phrase('refuse-request', 'manage-directory', '拒绝 S5 理由', ['拒绝绑定', '拒绝申请']),
  phrase('set-alias', 'manage-directory', '地质工会=机关工会', ['部门别名', '改部门名称']),
  phrase('unset-alias', 'manage-directory', '取消 地质工会=机关工会', ['取消别名', '删除别名']),
  phrase('whoami', 'read-own', '我是谁', ['我的身份', '我的角色']),
  phrase('bind', 'read-own', '绑定 办公室 张三', ['登记身份', '换部门', '注册']),
  phrase('help', 'read-own', '帮助', ['怎么用', '能做什么', '有什么功能', '说明书']),
];

function phrase(name: Phrase['name'], right: Right, example: string, more: readonly string[]): Phrase {
  const words: readonly string[] = name in WORDS ? WORDS[name as keyof typeof WORDS] : [];
  return { name, right, example, words: [example, ...words, ...more] };
}

/** Who may use a command; reading what is one's own where it is never suggested. */
export function rightTo(name: CommandName): Right {
  return PHRASES.find((one) => one.name === name)?.right ?? 'read-own';
}
