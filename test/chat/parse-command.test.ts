import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/chat/command.ts';
import { parseMessage } from '../../src/chat/parse-command.ts';
import { cpuMs } from '../helpers/cpu-time.ts';

const BOT = '创建管家';
const parse = (text: string): Command => parseMessage(text, BOT).command;

/** What each way of saying it means. */
const MEANINGS: readonly [Command, readonly string[]][] = [
  [
    { name: 'help', all: false },
    ['帮助', '你好', '您好！', 'help', 'HELP', '?', '？', '菜单', '使用说明', '', '@创建管家', '  ', '谢谢', '在吗'],
  ],
  [{ name: 'help', all: true }, ['帮助 全部', '帮助全部', '帮助　全部', '请帮助 全部']],
  [
    { name: 'extend', code: '3', about: '', day: '7-10', reason: '读书会改期' },
    [
      '延期 3 7-10 读书会改期',
      '延期3 7月10日 读书会改期',
      '申请延期 第3项 到7月10日，读书会改期',
      '第3项 延期 到7月10日 读书会改期',
      '第三项延期到7.10 读书会改期',
    ],
  ],
  [{ name: 'extend', code: '3', about: '机关工会 年中', day: '2023-7-10', reason: '' }, ['延期 3 机关工会 年中 2023-07-10']],
  [{ name: 'incomplete', of: 'extend' }, ['延期', '延期 3', '申请延期 3 读书会改期']],
  [{ name: 'cancel-extension', code: '3', words: '办公室' }, ['取消延期 3 办公室', '取消延期第3项办公室']],
  [
    { name: 'release', code: '3', words: '归机关工会' },
    ['不属于 3 归机关工会', '第3项不属于我们，归机关工会', '3不是我们的 归机关工会', '不是我们的 3 归机关工会'],
  ],
  [
    { name: 'assign', code: '3', departments: ['办公室'], role: 'lead' },
    ['分派 3 办公室 牵头', '分派3办公室牵头', '第3项分派给办公室牵头', '指派 第3项 办公室 负责'],
  ],
  [
    { name: 'assign', code: '3', departments: ['办公室', '机关工会'], role: 'support' },
    ['分派 3 办公室、机关工会 配合', '分派 3 办公室 机关工会 配合'],
  ],
  [{ name: 'assign', code: '3', departments: ['办公室'] }, ['分派 3 办公室', '分配 3 给办公室']],
  [{ name: 'incomplete', of: 'assign' }, ['分派', '分派 3', '分派 3 牵头']],
  [{ name: 'unassign', code: '3', department: '办公室' }, ['取消分派 3 办公室', '撤销分派3办公室']],
  [{ name: 'set-completion', code: '16', completion: 'any' }, ['第16项 任一完成', '任一完成 16', '第16项任一部门完成即可']],
  [{ name: 'set-completion', code: '16', completion: 'all' }, ['第16项 全部完成', '第16项各部门都完成']],
  [
    { name: 'take-leave', from: '6-20', to: '6-28', words: '' },
    ['请假 6-20 6-28', '请假6月20日至6月28日', '我要请假，从6月20日到6月28日', '请假 6.20-6.28', '请假 6月20日到28日', '请假6月20-28日'],
  ],
  [{ name: 'take-leave', from: '6-20', to: '6-20', words: '' }, ['请假 6-20', '请假6月20日']],
  [{ name: 'take-leave', from: '6-20', to: '2024-1-2', words: '由李四代' }, ['请假 6-20 2024-1-2 由李四代']],
  [{ name: 'take-leave', from: '6-20', to: '6-20', words: '出差' }, ['请假 6-20 出差']],
  [{ name: 'incomplete', of: 'take-leave' }, ['请假', '请假三天', '休假', '请假 6-20 3天', '请假 6-20 三天', '请假 6-20到']],
  [{ name: 'end-leave' }, ['销假', '取消请假']],
  [{ name: 'hand-over', from: '张三', to: '李四' }, ['移交 张三 李四', '移交张三给李四', '移交 张三的工作给李四', '移交：张三→李四']],
  [{ name: 'take-back', from: '张三', to: '李四' }, ['取消移交 张三 李四', '撤销移交 张三给李四']],
  [{ name: 'incomplete', of: 'hand-over' }, ['移交', '移交 张三', '移交 张三 李四 王五']],
  [{ name: 'bind-room', departments: ['办公室'] }, ['绑定本群 办公室', '绑定本群办公室', '绑定 本群 办公室', '@创建管家 绑定本群为办公室']],
  [{ name: 'bind-room', departments: ['全院'] }, ['绑定本群 全院']],
  [{ name: 'incomplete', of: 'bind-room' }, ['绑定本群']],
  [{ name: 'bind', department: '群团工作部', person: '刘一' }, ['绑定 群团工作部 刘一']],
  [{ name: 'unbind-room' }, ['解绑本群', '取消绑定本群']],
  [{ name: 'acknowledge' }, ['收到', '收到！', '收到，谢谢', '已收到', '知道了']],
  [{ name: 'keep-reminding' }, ['继续提醒']],
  [{ name: 'explain-reminder' }, ['为什么提醒我', '为什么提醒我？', '请问为什么提醒我']],
  [{ name: 'list-adjustments', kind: 'bonus' }, ['加分', '加分吗？', '查看加分', '加分项有哪些？', '请问加分规则']],
  [{ name: 'list-adjustments', kind: 'deduction' }, ['扣分', '扣分了吗', '扣分标准', '看看扣分项']],
  [
    { name: 'enter-adjustment', kind: 'bonus', words: '荣誉称号 国家级', day: '2023-5-10', source: '文号 湘文明〔2023〕5号' },
    [
      '加分 荣誉称号 国家级 2023-05-10 文号 湘文明〔2023〕5号',
      '加分　荣誉称号 国家级 2023年5月10日 文号 湘文明〔2023〕5号',
      '登记加分：荣誉称号 国家级 2023.5.10，文号 湘文明〔2023〕5号',
      '@创建管家 加分荣誉称号 国家级 2023/5/10 文号 湘文明〔2023〕5号',
    ],
  ],
  [
    { name: 'enter-adjustment', kind: 'deduction', words: '党纪处分 3.5分', day: '5-10', source: '湘纪〔2023〕5-10号' },
    ['扣分 党纪处分 3.5分 5-10 湘纪〔2023〕5-10号', '扣分 党纪处分 3.5分 5月10日 湘纪〔2023〕5-10号'],
  ],
  [{ name: 'enter-adjustment', kind: 'deduction', words: '党纪处分 2-6分', source: '' }, ['扣分 党纪处分 2-6分', '减分 党纪处分 2-6分']],
  [
    { name: 'withdraw-adjustment', number: 3, reason: '文号写错了' },
    [
      '撤回 J3 文号写错了',
      '取消 J3 文号写错了',
      '撤回j3，文号写错了',
      'J3 撤回 文号写错了',
      '取消加分 J3 文号写错了',
      '撤销扣分 3 文号写错了',
    ],
  ],
  [{ name: 'incomplete', of: 'withdraw-adjustment' }, ['撤销加分', '删除扣分']],
  [{ name: 'incomplete', of: 'withdraw-adjustment', number: 3 }, ['撤回 J3', '取消 J3', 'J3 撤回', '撤销加分 J3']],
  [
    { name: 'score' },
    [
      '得分',
      '得分？',
      '查看得分',
      '得分多少',
      '总分',
      '得分情况怎么样',
      'J3',
      '得分 加分',
      '得分扣分情况',
      '加分记录',
      '扣分明细',
      '加分了多少',
    ],
  ],
  [{ name: 'score', code: '3' }, ['得分 3', '得分 第3项', '第3项得分', '第三项的得分', '第3项多少分', '得分 第三项。']],
  [{ name: 'score', scope: '办公室' }, ['得分 办公室', '得分办公室', '办公室得分', '办公室的得分', '看看办公室得分', '办公室总分']],
  [{ name: 'score', scope: '政治建设' }, ['得分 政治建设', '政治建设得分', '政治建设得分多少']],
  [{ name: 'list-requests' }, ['申请', '看申请', '有哪些申请？']],
  [{ name: 'withdraw-request', number: 5 }, ['撤回 S5', '撤回s5', 'S5 撤回']],
  [
    { name: 'reject', number: 12, reason: '与考评标准无关' },
    ['不采用 B12 与考评标准无关', '不采用b12，与考评标准无关', '不采用 12 与考评标准无关'],
  ],
  [{ name: 'reopen', number: 12, reason: '看错了文件' }, ['重新打开 B12 看错了文件', '重新打开B12：看错了文件']],
  [{ name: 'purge', number: 12, reason: '误传名册', confirmed: false }, ['清除 B12 误传名册']],
  [{ name: 'purge', number: 12, reason: '误传名册', confirmed: true }, ['确认清除 B12 误传名册']],
  [{ name: 'submit-for', department: '机关工会', code: '3', note: '' }, ['代 机关工会 提交 3', '代机关工会提交第3项']],
  [{ name: 'close-plan' }, ['关闭年度']],
  [{ name: 'confirm-close', year: 2023 }, ['确认关闭 2023', '确认关闭2023年']],
  [{ name: 'open-plan' }, ['重新开放']],
  [{ name: 'open-plan', year: 2023 }, ['重新开放 2023年', '重新开放2023年度', '重新打开 2023年', '重新打开2023年度']],
  [
    { name: 'upload-link', code: '3', words: '' },
    ['上传 3', '上传3', '上传第3项', '上传第三项', '上传材料 3', '网页上传 第3项', '上传 3，谢谢', '第3项上传', '第3项 上传', '请上传 3'],
  ],
  [{ name: 'upload-link', code: '3', words: '三季度' }, ['上传 3 三季度']],
  [{ name: 'upload-link-for', department: '机关工会', code: '3', words: '' }, ['代 机关工会 上传 3', '代机关工会上传第3项']],
  [{ name: 'revoke-upload', code: '3' }, ['取消上传 3', '取消上传第3项', '撤销上传 3', '第3项取消上传', '作废上传链接 3']],
  [{ name: 'incomplete', of: 'upload-link' }, ['上传', '上传材料', '上传链接', '上传文件。']],
  [{ name: 'incomplete', of: 'upload-link-for' }, ['代 机关工会 上传', '代机关工会上传材料']],
  [{ name: 'incomplete', of: 'revoke-upload' }, ['取消上传', '取消上传链接']],
  [{ name: 'incomplete', of: 'submit-for' }, ['代', '代交', '代 提交 3', '代 机关工会']],
  [{ name: 'close-plan', year: 2023 }, ['关闭年度 2023', '关闭 2023年度']],
  [{ name: 'reopen', number: 2023, reason: '年份看错了' }, ['重新打开 B2023 年份看错了']],
  [{ name: 'whoami' }, ['我是谁', '我是谁？', '我是谁呀', '请问我是谁']],
  [
    { name: 'bind', department: '办公室', person: '张三' },
    ['绑定 办公室 张三', '绑定办公室张三', '绑定：办公室，张三', '绑定 办公室、张三', '绑定办公室 张三。', '@创建管家 绑定 办公室/张三'],
  ],
  [{ name: 'bind', department: '机关党委', person: '阿依古丽' }, ['绑定 机关党委 阿依古丽', '绑定机关党委阿依古丽']],
  [{ name: 'bind', department: '张三', person: '办公室' }, ['绑定 张三 办公室']],
  [{ name: 'import', text: '' }, ['导入', '导入吧', '导入。', '请导入', '@创建管家 导入']],
  [
    { name: 'import', text: '考评项目\t责任部门\n（1） 学习\t办公室' },
    ['导入\n考评项目\t责任部门\n（1） 学习\t办公室', '@创建管家 导入：\n考评项目\t责任部门\n（1） 学习\t办公室'],
  ],
  [{ name: 'confirm-import' }, ['确认导入', '确认导入。', '确认 导入', '导入确认', '确认导入吧']],
  [{ name: 'show-preview' }, ['预览', '全部问题', '看预览', '查看预览', '还有哪些问题']],
  [
    { name: 'correct-item', code: '3', field: 'deadlines', days: ['6-30'], words: '' },
    [
      '第3项 截止 6-30',
      '第3项截止6月30日',
      '第三项 截止日期：6-30',
      '第3项的截止时间改为 6月30日前',
      '第3项 时限 6.30',
      '（3）截止 6-30',
      '3、截止 6-30',
    ],
  ],
  [
    { name: 'correct-item', code: '3', field: 'deadlines', days: ['3-31', '9-30'], words: '' },
    ['第3项 截止 3-31 9-30', '第3项 截止 3月31日、9月30日'],
  ],
  [{ name: 'correct-item', code: '3', field: 'deadlines', days: [], words: '每季度末' }, ['第3项 截止 每季度末', '第3项截止每季度末。']],
  [{ name: 'correct-item', code: '3', field: 'deadlines', days: [], words: '12月底' }, ['第3项 截止 12月底', '第三项 完成时限：12月底']],
  [{ name: 'correct-item', code: '3', field: 'deadlines', days: [], words: '上半年' }, ['第3项 截止 上半年', '第3项截止上半年。']],
  [{ name: 'correct-item', code: '3', field: 'deadlines', days: [], words: '年底前' }, ['第3项 时限 年底前']],
  [{ name: 'correct-item', code: '3', field: 'deadlines', days: [], words: '无' }, ['第3项 截止 无']],
  [
    { name: 'correct-item', code: '3', field: 'departments', names: [{ name: '办公室' }, { name: '机关党委' }] },
    ['第3项 责任部门 办公室、机关党委', '第3项责任部门：办公室 机关党委', '第3项 责任单位是办公室，机关党委'],
  ],
  [
    {
      name: 'correct-item',
      code: 'Ⅲ-1-①',
      field: 'departments',
      names: [
        { name: '办公室', role: 'support' },
        { name: '机关党委', role: 'lead' },
      ],
    },
    ['第Ⅲ-1-①项 责任部门 办公室配合、机关党委牵头'],
  ],
  [
    {
      name: 'correct-items',
      items: [
        { name: 'correct-item', code: '3', field: 'deadlines', days: ['6-30'], words: '' },
        { name: 'correct-item', code: '4', field: 'points', points: 5 },
        { name: 'correct-item', code: '6', field: 'departments', names: [{ name: '办公室' }, { name: '机关党委' }] },
      ],
    },
    [
      '第3项 截止 6-30\n第4项 5分\n第6项 责任部门 办公室、机关党委',
      '第3项截止6月30日，第四项 5分；第6项责任部门：办公室，机关党委。',
      '第3项 截止 6-30 第4项 5分 第6项 责任部门 办公室 机关党委',
    ],
  ],
  [{ name: 'correct-item', code: '3', field: 'departments', names: [] }, ['第3项 责任部门 无']],
  [
    { name: 'correct-item', code: '3', field: 'points', points: 5 },
    ['第3项 5分', '第3项分值5分', '第3项 分值：5 分', '第３项 ５分', '第三项 五分', '第3项改成5分'],
  ],
  [{ name: 'correct-item', code: '3', field: 'points', points: 0.5 }, ['第3项 0.5分', '第3项是0.5分']],
  [{ name: 'correct-item', code: '3', field: 'points', points: null }, ['第3项 不计分']],
  [{ name: 'cancel' }, ['取消', '取消导入', '放弃', '取消吧']],
  [{ name: 'list-milestones' }, ['时间节点', '时间节点？', '截止日期', '节点', '查看时间节点']],
  [{ name: 'list-milestones', code: '11' }, ['时间节点 第11项', '时间节点第十一项', '时间节点 11', '第11项时间节点', '第11项的截止日期']],
  [
    { name: 'set-milestones', stages: [{ title: '年中', days: ['6-30'] }] },
    [
      '时间节点 年中 6-30',
      '时间节点年中6-30',
      '时间节点：年中 6月30日',
      '时间节点 年中　６－３０',
      '时间节点 年中 6.30',
      '时间节点 年中 6/30',
      '时间节点 年中 六月三十日',
      '时间节点 年中 6月30日前',
      '时间节点 年中: 06-30',
      '请设置时间节点 年中 6月30号',
    ],
  ],
  [
    { name: 'set-milestones', code: '11', stages: [{ title: '', days: ['3-31', '6-30', '9-30', '12-10'] }] },
    ['时间节点 第11项 3-31 6-30 9-30 12-10', '时间节点 11 3-31、6-30、9-30、12-10', '时间节点第十一项3月31日，6月30日，9月30日和12月10日'],
  ],
  [
    { name: 'set-milestones', code: '11', stages: [{ title: '初稿', days: ['11-20'] }] },
    ['时间节点 第11项 初稿 11-20', '时间节点第11项初稿11月20日前', '时间节点（11）初稿 11-20'],
  ],
  [{ name: 'set-milestones', stages: [{ title: '', days: ['6-30'] }] }, ['时间节点 6-30', '时间节点6月30日']],
  [
    { name: 'set-milestones', stages: [{ title: '年终', days: ['2023-12-10'] }] },
    ['时间节点 年终 2023-12-10', '时间节点 年终 2023年12月10日'],
  ],
  [{ name: 'set-milestones', stages: [{ title: '年中', days: ['2-30'] }] }, ['时间节点 年中 2-30']],
  [{ name: 'delete-milestone', title: '年中' }, ['时间节点 删除 年中', '时间节点删除年中', '删除时间节点 年中', '时间节点 年中 删除']],
  [{ name: 'delete-milestone', code: '11', title: '' }, ['时间节点 删除 第11项', '时间节点删除11', '时间节点 第11项 删除']],
  [{ name: 'delete-milestone', code: '11', title: '初稿' }, ['时间节点 删除 第11项 初稿', '时间节点删除第十一项初稿']],
  [{ name: 'adopt-milestones' }, ['采用默认节点', '采用默认', '采用默认节点吧', '采用 默认 节点']],
  [{ name: 'due', week: 'this' }, ['本周要交什么', '这周要交什么', '这周有什么要交的？', '这个星期要交什么', '本周到期', '请问本周截止的']],
  [{ name: 'due', week: 'next' }, ['下周要交什么', '下星期要交什么', '下个星期截止']],
  [{ name: 'progress', scope: '办公室' }, ['办公室完成情况怎么样', '请问办公室的完成情况怎么样？']],
  [{ name: 'who-owes', code: '3' }, ['第三项谁没交', '谁还没交第3项']],
  [{ name: 'my-tasks' }, ['我的任务', '我的任务呢', '任务', '我要交什么', '待办', '看看我的任务', '我的 任务']],
  [
    { name: 'show-task', code: '3' },
    [
      '第3项',
      '第三项',
      '第 3 项',
      '第３项',
      '第三项是什么',
      '第3项？',
      '查看第3项',
      '看一下第三项',
      '看3',
      '第3项进度',
      '进度 3',
      '第3项要求',
      '第3项逾期了吗',
    ],
  ],
  [{ name: 'show-task', code: '12' }, ['第十二项', '第12项', '第 十二 项']],
  [{ name: 'show-task', code: '22' }, ['第二十二项', '第22条']],
  [{ name: 'show-task', code: 'Ⅲ-1-①' }, ['第Ⅲ-1-①项', '第 Ⅲ—1—① 项', '第III-1-①项']],
  [{ name: 'choose', answer: '3' }, ['3', '３', '三', '（3）', '(三)', '3.', '3、', '3。', '第3', '3项', '③', '3吧', ' 3 ']],
  [{ name: 'choose', answer: 'Ⅲ-1-①' }, ['Ⅲ-1-①', 'Ⅲ－１－①', 'Ⅲ—1—①']],
  [{ name: 'choose', answer: '机关党委' }, ['机关党委', '机关党委。', '机关党委吧']],
  [{ name: 'choose', answer: '第三支部' }, ['第三支部']],
  [{ name: 'submit', note: '' }, ['提交', '提交一下', '提交。', '提交材料', '请提交']],
  [
    { name: 'submit', code: '3', note: '' },
    [
      '提交 3',
      '提交3',
      '提交第3项',
      '提交 第三项',
      '提交（3）',
      '提交 ３',
      '提交三',
      '提交 3.',
      '提交 3、',
      '提交一下3',
      '提交:3',
      '报送 3',
      '3 提交',
      '第3项提交',
      '提交材料 3',
    ],
  ],
  [
    { name: 'submit', code: '6', note: '' },
    [
      '@创建管家 提交 6',
      '@创建管家\u2005提交 6',
      '@创建管家\u00a0提交6',
      '@创建管家提交 6',
      '＠创建管家　提交　６',
      '提交 6 @创建管家',
      '@创建管家 @李四 提交 6',
      '「提交 6」',
    ],
  ],
  [
    { name: 'submit', code: '3', note: '读书会方案，共2份' },
    ['提交 3 读书会方案，共2份', '提交3读书会方案，共2份', '提交第三项：读书会方案，共2份', '提交（3）读书会方案，共2份'],
  ],
  [{ name: 'submit', code: 'Ⅲ-1-①', note: '说明' }, ['提交 Ⅲ-1-① 说明', '提交Ⅲ—1—①说明']],
  [{ name: 'submit', note: '3份材料' }, ['提交 3份材料']],
  [{ name: 'submit', note: '一份材料' }, ['提交一份材料']],
  [{ name: 'submit', note: '6月总结' }, ['提交 6月总结']],
  [{ name: 'done' }, ['完成', '完成了', '发完了', '好了', '好了，谢谢', '完成。', '交完了', '都发了']],
  [
    { name: 'withdraw', number: 12, reason: '' },
    ['撤回 B12', '撤回B12', '撤回 12', '撤回 b12', '撤回Ｂ１２', '撤回B-12', 'B12 撤回', '撤回 B12 吧', '撤回第12号'],
  ],
  [
    { name: 'withdraw', number: 12, reason: '发错了' },
    ['撤回 B12 发错了', '撤回B12，发错了', '撤回 b12：发错了', 'B12 撤回 发错了', '撤销 B12 发错了'],
  ],
  [
    { name: 'describe', number: 12, field: 'madeOn', value: '4-20' },
    ['B12 日期 4-20', 'B12日期4-20', 'b12 日期：4-20', 'B12的日期改成4-20', 'B12 形成日期 4-20', 'B12 时间是4-20', 'Ｂ１２ 日期 4-20'],
  ],
  [{ name: 'describe', number: 12, field: 'madeOn', value: '3-1' }, ['B12 日期 三月一日', 'B12日期：三月一号']],
  [
    { name: 'describe', number: 12, piece: 2, field: 'madeOn', value: '2023年4月20日' },
    [
      'B12-2 日期 2023年4月20日',
      'B12 - 2 日期：2023年4月20日',
      'B12第2份日期2023年4月20日',
      'B12 第2张 拍摄日期 2023年4月20日',
      'B12的第2份的日期 2023年4月20日',
    ],
  ],
  [
    { name: 'describe', number: 12, field: 'docNumber', value: '湘文明〔2023〕5号' },
    ['B12 文号 湘文明〔2023〕5号', 'B12 文号：湘文明〔2023〕5号', 'B12文号是湘文明〔2023〕5号', 'B12 文号改为湘文明〔2023〕5号'],
  ],
  [{ name: 'describe', number: 12, field: 'docNumber', value: '' }, ['B12 文号 无', 'B12 文号：没有', 'B12 文号 无。']],
  [{ name: 'describe', number: 12, field: 'place', value: '二楼阅览室' }, ['B12 地点 二楼阅览室', 'B12 活动地点：二楼阅览室']],
  [{ name: 'describe', number: 12, field: 'sourceDepartment', value: '机关党委' }, ['B12 来源 机关党委', 'B12 来源部门：机关党委']],
  [{ name: 'describe', number: 12, field: 'kind', value: '总结' }, ['B12 类型 总结', 'B12类型是总结', 'B12 类型改成总结']],
  [{ name: 'describe', number: 12, piece: 3, field: 'title', value: '读书会报道' }, ['B12-3 题名 读书会报道', 'B12-3 标题：读书会报道']],
  [
    { name: 'describe', number: 12, piece: 1, field: 'caption', value: '读书会，30人' },
    ['B12-1 说明 读书会，30人', 'B12-1 照片说明：读书会，30人'],
  ],
  [{ name: 'describe', number: 12, field: 'keptAt', value: '档案室3柜' }, ['B12 存放处 档案室3柜', 'B12 存放：档案室3柜']],
  [{ name: 'incomplete', of: 'describe', number: 12 }, ['B12 日期', 'B12 文号。', 'B12-2 地点']],
  [
    { name: 'use-for', number: 12, code: '9', words: '' },
    ['B12 也用于 9', 'B12也用于9', 'B12 也用于第9项', '也用于 B12 9', 'b12 还用于 九', 'B12 同时用于（9）', 'B12 也用于 9。'],
  ],
  [
    { name: 'use-for', number: 12, piece: 2, code: '9', words: '三季度' },
    ['B12-2 也用于 9 三季度', 'B12第2份也用于第9项 三季度', '也用于 B12-2 9 三季度'],
  ],
  [{ name: 'incomplete', of: 'use-for' }, ['B12 也用于', '也用于', 'B12 也用于 9、10', 'B12 也用于 9 和 10', '也用于 B12']],
  [{ name: 'show-submission', number: 12, piece: 51 }, ['B12-51', 'B12 - 51', 'B12第51份']],
  [{ name: 'confirm-details', number: 12 }, ['B12 无误', 'B12无误', 'b12 核对无误', '无误 B12', 'B12 都对', 'B12 没有错。']],
  [{ name: 'incomplete', of: 'confirm-details' }, ['无误', '核对无误']],
  [
    { name: 'note-progress', code: '3', text: '已开展两次' },
    ['进展 3 已开展两次', '进展3已开展两次', '进展第三项：已开展两次', '第3项进展 已开展两次', '进展 三 已开展两次'],
  ],
  [{ name: 'pending-reviews' }, ['待审', '待审核', '看看待审', '待审材料', '有什么要审？']],
  [
    { name: 'show-submission', number: 12 },
    ['B12', 'b12', 'Ｂ１２', 'B 12', '查看 B12', 'B12？', 'B12怎么样了', 'B12通过了吗？', '通过 B12 吗'],
  ],
  [
    { name: 'approve', numbers: [12] },
    ['通过 B12', '通过B12', '通过 b12', '通过12', '审核通过 B12', 'B12 通过', 'B12通过了', '同意 B12', '通过 B12。', '请通过 B12'],
  ],
  [
    { name: 'approve', numbers: [12, 13, 15] },
    [
      '通过 B12 B13 B15',
      '通过B12B13B15',
      '通过 B12、B13、B15',
      '通过 B12、13、15',
      '通过 B12，13和B15',
      '通过 B12 和 B13 及 15。',
      '通过 12、13、15',
      'B12 B13 B15 通过',
      'B12、B13、B15都通过',
      '通过 B12 B13 B12 B15',
      '同意 B12 B13 B15',
      '通过Ｂ１２、Ｂ１３、Ｂ１５',
    ],
  ],
  [
    { name: 'approve', numbers: [12], points: 4.5 },
    ['通过 B12 4.5分', '通过 B12 4.5', '通过B12 4.5分', '通过 B12，4.5 分', '通过 B12 得4.5分', '通过 B12 ４.５分。', 'B12 通过 4.5分'],
  ],
  [{ name: 'approve', numbers: [12], points: 4 }, ['通过 B12 4分', '通过 B12，4分', '通过 B12：给 4 分', '同意 B12 4分', '通过12 4分']],
  [{ name: 'approve', numbers: [12], points: 0 }, ['通过 B12 0分', '通过 B12 零分']],
  [{ name: 'approve', numbers: [12], points: 2 }, ['通过 B12 两分', '通过 B12 得二分', '通过B12两分']],
  [{ name: 'approve', numbers: [12], points: 1.5 }, ['通过 B12 一点五分', '通过 B12 1.5分']],
  [{ name: 'approve', numbers: [12], points: 'full' }, ['通过 B12 满分', '通过 B12 给满分', 'B12 通过 满分']],
  [{ name: 'approve', numbers: [12], points: -1 }, ['通过 B12 -1分', '通过 B12，-1 分']],
  [
    { name: 'approve', numbers: [12], points: 1.5, comment: '写得好' },
    ['通过 B12 1.5分 写得好', '通过 B12 1.5分，写得好', '通过 B12 1.5 写得好', '通过 B12 一点五分写得好'],
  ],
  [{ name: 'unclear-decision', of: 'approve', number: 12, scored: true }, ['通过 B12 B13 4分', '通过 B12、13 两分', '通过 B12 4.5分 B13']],
  [{ name: 'unclear-decision', of: 'approve', number: 12, words: '写得好' }, ['通过 B12 写得好']],
  [{ name: 'unclear-decision', of: 'approve', number: 12, words: '13' }, ['通过 B12 13']],
  [{ name: 'unclear-decision', of: 'approve', number: 12, words: '4' }, ['通过 B12 4']],
  [{ name: 'return', number: 12, comment: '' }, ['退回 B12', '退回12', '退回补正 B12', '退回 B12。', '打回 B12', 'B12 退回']],
  [
    { name: 'return', number: 12, reason: 'R2', comment: '照片没有时间' },
    [
      '退回 B12 R2 照片没有时间',
      '退回B12R2照片没有时间',
      '退回 b12 r2，照片没有时间',
      '退回Ｂ１２ Ｒ２ 照片没有时间',
      'B12退回R2 照片没有时间',
    ],
  ],
  [{ name: 'return', number: 12, reason: 'R10', comment: '请补公章。' }, ['退回 B12 R10 请补公章。']],
  [{ name: 'return', number: 12, comment: '照片没有时间' }, ['退回 B12 照片没有时间', '退回B12，照片没有时间']],
  [
    { name: 'progress' },
    ['进度', '进度？', '总进度', '完成情况', '进度怎么样', '看一下进度', '你好，请问进度', '进度 全部', '查询进度', '进展如何'],
  ],
  [
    { name: 'progress', scope: '办公室' },
    [
      '进度 办公室',
      '进度办公室',
      '办公室完成情况',
      '办公室进度',
      '办公室的完成情况',
      '办公室完成情况怎么样？',
      '帮我查一下办公室的进度',
      '进度：办公室',
      '办公室 进度',
    ],
  ],
  [{ name: 'progress', scope: '政治建设' }, ['进度 政治建设', '政治建设进度', '政治建设完成情况']],
  [{ name: 'who-owes' }, ['谁还没交', '谁没交', '谁还没交？', '还有谁没交', '哪些部门没交', '谁还没有交呢']],
  [
    { name: 'who-owes', code: '3' },
    ['谁还没交 3', '谁还没交3', '第3项谁没交', '第三项谁还没交？', '3谁没交', '第3项还有谁没交', '谁没交 第三项', '（3）谁没交'],
  ],
  [{ name: 'overdue' }, ['逾期', '逾期了吗', '谁逾期了', '逾期情况', '查看逾期']],
  [{ name: 'overdue', department: '办公室' }, ['逾期 办公室', '逾期办公室', '办公室逾期', '办公室逾期情况']],
  [{ name: 'urge', code: '3', anyway: false }, ['催办 3', '催办3', '催办第三项', '催一下 3', '催 3', '第3项催办', '催办（3）']],
  [{ name: 'urge', code: '3', anyway: true }, ['催办 3 仍然', '催办3仍然', '催办 第三项，仍然']],
  [{ name: 'urge', department: '办公室', anyway: false }, ['催办 办公室', '催办办公室', '催一下办公室']],
  [{ name: 'urge', department: '办公室', anyway: true }, ['催办 办公室 仍然', '催办办公室仍然']],
  [{ name: 'confirm-urge' }, ['确认催办', '确认催办。', '确定催办吧', '同意催办', '「确认催办」', '2022年 确认催办']],
  [{ name: 'confirm-urge', of: { name: 'urge', overdue: true, anyway: true } }, ['确认催办 逾期 仍然', '确认催办逾期仍然']],
  [{ name: 'confirm-urge', of: { name: 'urge', code: '3', anyway: false } }, ['确认催办 3', '确认催办第三项']],
  [{ name: 'cancel-urge' }, ['取消催办', '放弃催办', '不催了', '先不催了']],
  [{ name: 'urge', overdue: true, anyway: false }, ['催办 逾期', '催办逾期', '催办逾期的', '催一下逾期部门']],
  [{ name: 'undelivered' }, ['未送达', '哪些消息没送到', '谁没收到']],
  [
    { name: 'export', kind: 'ledger', form: 'xlsx' },
    ['导出 台账', '导出台账', '导出年度台账。', '导出 台账 Excel', '导出台账（xlsx）', '@创建管家 导出 台账', '导出一下台账'],
  ],
  [{ name: 'export', kind: 'ledger', form: 'docx' }, ['导出 台账 Word', '导出台账word版', '导出 台账 docx', '导出台账，Word格式']],
  [{ name: 'export', kind: 'trail', form: 'xlsx' }, ['导出 留痕', '导出操作留痕', '导出 操作记录']],
  [{ name: 'export', kind: 'trail', form: 'jsonl' }, ['导出 留痕 jsonl', '导出留痕 JSONL']],
  [
    { name: 'export', kind: 'archive', form: 'zip' },
    ['导出 档案', '导出档案', '导出 年度档案。', '导出档案包', '导出 档案（zip）', '导出一下档案', '@创建管家 导出 档案'],
  ],
  [{ name: 'preview-archive' }, ['导出 档案 预览', '导出档案预览', '导出档案（预览）']],
  [{ name: 'incomplete', of: 'export' }, ['导出 档案 Word', '导出 档案 第3项']],
  [{ name: 'list-exports' }, ['导出', '导出。', '导出文件']],
  [{ name: 'incomplete', of: 'export' }, ['导出 材料', '导出 台账 jsonl', '导出 留痕 Word']],
  [{ name: 'trail' }, ['留痕', '操作留痕']],
  [{ name: 'trail', code: '3' }, ['留痕 3', '留痕3', '留痕 第三项', '第3项留痕']],
  [{ name: 'trail', number: 12 }, ['留痕 B12', '留痕b12', 'B12留痕']],
  [{ name: 'approve-request', number: 5 }, ['同意 S5', '同意S5', '同意 s5', '同意 5', 'S5 同意', '同意Ｓ５。']],
  [
    { name: 'refuse-request', number: 5, reason: '不是本院的人' },
    ['拒绝 S5 不是本院的人', '拒绝S5不是本院的人', '拒绝 s5：不是本院的人', 'S5 拒绝 不是本院的人'],
  ],
  [{ name: 'refuse-request', number: 5, reason: '' }, ['拒绝 S5', '拒绝5']],
  [
    { name: 'set-alias', alias: '地质工会', department: '机关工会' },
    ['地质工会=机关工会', '地质工会＝机关工会', '地质工会 = 机关工会', '地质工会就是机关工会', '@创建管家 地质工会=机关工会。'],
  ],
  [
    { name: 'unset-alias', alias: '地质工会', department: '机关工会' },
    ['取消 地质工会=机关工会', '取消地质工会＝机关工会', '删除 地质工会=机关工会'],
  ],
  [{ name: 'incomplete', of: 'bind' }, ['绑定', '绑定 办公室', '绑定 张三']],
  [
    { name: 'incomplete', of: 'set-milestones' },
    ['时间节点 初稿 6-10 定稿', '时间节点 6-10 初稿 6-25', '时间节点 第11项 活动结束后5个工作日内'],
  ],
  [
    { name: 'incomplete', of: 'set-milestones', several: true },
    [
      '时间节点 第3项、第5项 5-30',
      '时间节点 3,5 5-31',
      '时间节点 3和5 5-31',
      '时间节点 第11项、12项 4-30',
      '时间节点 第3、5项 5-30',
      '时间节点 第3项到第5项 5-30',
      '时间节点 第3项 6-30，第5项 7-15',
      '时间节点 3、5 每季度末',
      '时间节点 第3项、第5项 长期',
      '时间节点 第3项、第5项',
      '时间节点 机关工会 12 4-30',
    ],
  ],
  [
    { name: 'set-milestones', code: '12', stages: [{ title: '机关工会', days: ['4-30'] }] },
    ['时间节点 机关工会 第12项 4-30', '时间节点 机关工会第12项 4-30', '时间节点 第12项 机关工会 4-30', '时间节点 机关工会 12项 4-30'],
  ],
  [{ name: 'set-milestones', code: '3', stages: [{ title: '', days: ['6-30'] }] }, ['时间节点 6-30 第3项', '时间节点 第3项 6-30']],
  [{ name: 'set-milestones', stages: [{ title: '第一批评审事项', days: ['6-30'] }] }, ['时间节点 第一批评审事项 6-30']],
  [
    { name: 'set-milestones', code: '3.5', stages: [{ title: '', days: ['5-31'] }] },
    ['时间节点 第3.5项 5-31', '时间节点 3.5项 5.31', '时间节点 第3.5 5-31', '时间节点 5-31 第3.5项'],
  ],
  [
    {
      name: 'set-milestones',
      stages: [{ title: '', days: ['3-5', '5-31'] }],
      likeItem: { code: '3.5', stages: [{ title: '', days: ['5-31'] }] },
    },
    ['时间节点 3.5 5-31', '时间节点 3.5 5月31日'],
  ],
  [{ name: 'set-milestones', code: '3.5', stages: [{ title: '初稿', days: ['5-31'] }] }, ['时间节点 3.5 初稿 5-31']],
  [{ name: 'set-milestones', stages: [{ title: '', days: ['3-5', '5-31'] }], likeItem: { code: '3.5' } }, ['时间节点 3.5 5.31']],
  [{ name: 'set-milestones', stages: [{ title: '', days: ['6-1/6-30'] }] }, ['时间节点 6.1到6月30日']],
  [{ name: 'show-task', code: '1.1.2' }, ['第1.1.2项', '第 1.1.2 项']],
  [{ name: 'submit', code: '1.1.2', note: '' }, ['提交 1.1.2', '提交 第1.1.2项']],
  [{ name: 'submit', note: '(6.30) 总结' }, ['提交 (6.30) 总结']],
  [{ name: 'submit', note: '23.6.30 总结' }, ['提交 23.6.30 总结']],
  [{ name: 'set-milestones', stages: [{ title: '阶段1', days: ['5-31'] }] }, ['时间节点 阶段 1 5-31', '时间节点 阶段1 5-31']],
  [
    {
      name: 'set-milestones',
      code: '3',
      stages: [
        { title: '阶段1', days: ['5-31'] },
        { title: '阶段2', days: ['6-30'] },
      ],
    },
    ['时间节点 第3项 阶段 1 5-31 阶段 2 6-30', '时间节点 3 阶段1 5-31，阶段2 6-30'],
  ],
  [{ name: 'delete-milestone', title: '阶段1' }, ['时间节点 删除 阶段 1', '时间节点 删除 阶段1']],
  [{ name: 'list-milestones', code: '12', words: '机关工会' }, ['时间节点 机关工会 第12项', '时间节点 第12项 机关工会']],
  [{ name: 'delete-milestone', code: '12', title: '机关工会' }, ['时间节点 删除 机关工会 第12项', '时间节点 删除 第12项 机关工会']],
  [{ name: 'list-milestones', words: '办公室' }, ['时间节点 办公室']],
  [{ name: 'list-milestones', words: '年中 月底' }, ['时间节点 年中 月底']],
  [{ name: 'list-milestones', code: '11', words: '办公室' }, ['时间节点 第11项 办公室']],
  [
    {
      name: 'set-milestones',
      code: '11',
      stages: [
        { title: '初稿', days: ['6-10'] },
        { title: '定稿', days: ['6-25'] },
      ],
    },
    ['时间节点 第11项 初稿 6-10 定稿 6-25', '时间节点 11 初稿6月10日前，定稿6月25日前', '时间节点 第11项 6月10日前初稿，6月25日前定稿'],
  ],
  [
    { name: 'set-milestones', code: '6', stages: [{ title: '', days: ['6-1/6-30'] }] },
    [
      '时间节点 第6项 6-1到6-30',
      '时间节点 第6项 6.1—6.30',
      '时间节点 第6项 6月1日至6月30日',
      '时间节点 第6项 6月1日-30日',
      '时间节点 第6项 6月1－30日',
      '时间节点 第6项 6-1 至 6-30 前',
    ],
  ],
  [{ name: 'set-milestones', stages: [{ title: '办公室 自查', days: ['11-1/2024-1-31'] }] }, ['时间节点 办公室 自查 11-1到2024-1-31']],
  [
    { name: 'set-milestones', code: '11', stages: [{ title: '', days: [], words: '每月25日' }] },
    ['时间节点 第11项 每月25日', '时间节点第十一项：每月25日'],
  ],
  [{ name: 'set-milestones', code: '4', stages: [{ title: '', days: [], words: '每季末' }] }, ['时间节点 第4项 季末', '时间节点 4 每季末']],
  [{ name: 'set-milestones', stages: [{ title: '', days: [], words: '每半年' }] }, ['时间节点 半年', '时间节点 每半年']],
  [{ name: 'set-milestones', code: '8', stages: [{ title: '', days: [], words: '长期坚持' }] }, ['时间节点 第8项 长期坚持']],
  [{ name: 'set-milestones', code: '8', stages: [{ title: '办公室', days: [], words: '上半年' }] }, ['时间节点 第8项 办公室 上半年']],
  [{ name: 'set-milestones', code: '9', stages: [{ title: '6月', days: ['6-28'] }] }, ['时间节点 第9项 6月 6-28']],
  [{ name: 'set-milestones', code: '9', stages: [{ title: '9月（9月30日）', days: ['9-28'] }] }, ['时间节点 第9项 9月（9月30日） 9-28']],
  [{ name: 'set-milestones', code: '9', stages: [{ title: '3月31日', days: ['4-2'] }] }, ['时间节点 第9项 3月31日=4-2']],
  [{ name: 'incomplete', of: 'delete-milestone' }, ['时间节点 删除', '删除时间节点']],
  [{ name: 'incomplete', of: 'note-progress' }, ['进展', '进展 3']],
  [{ name: 'incomplete', of: 'withdraw' }, ['撤回 3 发错了']],
  [{ name: 'withdraw-waiting' }, ['撤回', '撤回一下', '撤回。']],
  [
    { name: 'unclear-decision', of: 'withdraw', number: 12 },
    ['撤回 B12 B13', '撤回 B12、13', '撤回 B12和B13 发错了', 'B12 B13 撤回 发错了'],
  ],
  [{ name: 'withdraw', number: 12, piece: 5, reason: '' }, ['撤回 B12-5', '撤回 B12第5份', '撤回 12-5', 'B12-5 撤回']],
  [
    { name: 'withdraw', number: 12, piece: 5, reason: '发错了' },
    ['撤回 B12 - 5 发错了', '撤回 B12 的第五张 发错了', 'B12-5 撤回 发错了', '撤回 B12-5，发错了'],
  ],
  [{ name: 'withdraw', number: 12, piece: 5, reason: '3张重复' }, ['撤回 B12-5 3张重复']],
  [
    { name: 'unclear-decision', of: 'withdraw', number: 12, piece: 5 },
    ['撤回 B12-5、6', '撤回 B12-5 B13', '撤回 B12-5 6 发错了', '撤回 B12-5和B12-6', '撤回 B12-5-8'],
  ],
  [{ name: 'unclear-decision', of: 'purge', number: 12, piece: 4 }, ['清除 B12-4 误传', '确认清除 B12-4 误传', '确认清除 B12 -4 误传']],
  [
    { name: 'unclear-decision', of: 'purge', number: 12 },
    ['清除 B12 B13 误传', '清除 B12、13 误传', '确认清除 B12 13 误传', '清除 B12~B15 误传'],
  ],
  [{ name: 'unclear-decision', of: 'reopen', number: 12 }, ['重新打开 B12 B13 看错', '重新打开 B12到B15 看错', 'B12、B13 重新打开 看错']],
  [{ name: 'unclear-decision', of: 'reopen', number: 12, piece: 1 }, ['重新打开 B12-1 看错', 'B12-1 重新打开 看错']],
  [{ name: 'unclear-decision', of: 'reject', number: 12, piece: 1 }, ['不采用 B12-1 无关', '不采用 12-1 无关']],
  [{ name: 'unclear-decision', of: 'reject', number: 12 }, ['不采用 B12和13 无关']],
  [{ name: 'unclear-decision', of: 'return', number: 12, piece: 1 }, ['退回 B12-1 R2', '退回 B12-1', 'B12-1 退回 R2']],
  [{ name: 'unclear-decision', of: 'return', number: 12 }, ['退回 B12 B13 R4', '退回 B12、B13', 'B12 B13 退回 R4']],
  [{ name: 'unclear-decision', of: 'approve', number: 12, piece: 15 }, ['通过 B12-15', 'B12-15 通过']],
  [{ name: 'purge', number: 12, reason: '3张照片误传', confirmed: false }, ['清除 B12，3张照片误传', '清除 B12 3张照片误传']],
  [{ name: 'incomplete', of: 'approve' }, ['通过', '审核通过']],
  [{ name: 'incomplete', of: 'return' }, ['退回', '退回 R2 照片没有时间', '拒绝 B12']],
  [{ name: 'incomplete', of: 'urge' }, ['催办', '催一下', '催办 仍然']],
  [{ name: 'incomplete', of: 'approve-request' }, ['同意', '同意 S5 S6']],
  [{ name: 'incomplete', of: 'refuse-request' }, ['拒绝', '拒绝。']],
  [{ name: 'incomplete', of: 'set-alias' }, ['地质工会=', '=机关工会']],
];

describe.each(MEANINGS)('%o', (command, ways) => {
  it.each(ways)('%s', (text) => expect(parse(text)).toEqual(command));
});

it.each([
  ['时间节点 2022年 年终 8-10', { name: 'set-milestones', stages: [{ title: '年终', days: ['8-10'] }] }],
  ['时间节点 2022年终 8-10', { name: 'set-milestones', stages: [{ title: '年终', days: ['8-10'] }] }],
  ['时间节点 2022年度 年终 8-10', { name: 'set-milestones', stages: [{ title: '年终', days: ['8-10'] }] }],
  ['时间节点 第3项 2022年 8-10', { name: 'set-milestones', code: '3', stages: [{ title: '', days: ['8-10'] }] }],
  ['时间节点 2022年第3项 8-10', { name: 'set-milestones', code: '3', stages: [{ title: '', days: ['8-10'] }] }],
  ['时间节点 2022年', { name: 'list-milestones' }],
  ['时间节点 删除 2022年 年终', { name: 'delete-milestone', title: '年终' }],
])('takes the year behind 时间节点: %s', (text, command) => {
  expect(parseMessage(text, BOT)).toEqual({ command, year: 2022 });
});

it.each(['时间节点 2022年8月10日', '时间节点 年终 2022年 8月10日', '时间节点 上报2022年总结 3-31'])('takes no year from %s', (text) => {
  expect(parseMessage(text, BOT).year).toBeUndefined();
});

it('takes the year named in front', () => {
  for (const text of ['得分 2022年', '2022年 得分', '得分2022年度'])
    expect(parseMessage(text, BOT)).toEqual({ command: { name: 'score' }, year: 2022 });
  for (const text of ['2022年 进度', '2022年进度', '２０２２年度的进度', '@创建管家 2022年 进度', '进度 2022年', '进度2022'])
    expect(parseMessage(text, BOT)).toEqual({ command: { name: 'progress' }, year: 2022 });
  expect(parseMessage('进度', BOT)).toEqual({ command: { name: 'progress' } });
});

it.each([
  '我要看看任务嘛',
  '今天天气不错',
  'B12 日期对吗',
  'B12 说明材料不全',
  '撤回 B12 可以吗',
  '加分 荣誉称号 国家级 2023-05-10 湘文明〔2023〕5号 可以吗',
  '撤回 J3 可以吗？',
  '扣分 作风问题 2023-05-10 湘纪〔2023〕5号 行不行',
  '确认导入 2022年',
  '代表大会几点开',
  '替换一下照片',
  '代理人是谁',
  '好的',
  '上传任务分解表',
  '上传 3 可以吗',
  'B12 也用于 9 可以吗',
  '通过学习我收获很大',
  '完成不了',
  '12345',
  '2022年',
  'https://example.com/?a=b',
])('does not guess at 「%s」', (text) => expect(parse(text)).toEqual({ name: 'unknown', text }));

it('takes a pasted table for one, with or without the word', () => {
  const table =
    '院机关文明创建任务分解表\n考评项目\t考评标准\t责任部门\n一、\t（1）学习\t办公室\n\t（2）读书\t机关工会\n\t（3）普法\t办公室';
  expect(parse(table)).toEqual({ name: 'import', text: table });
  expect(parse(`@创建管家 ${table}`)).toMatchObject({ name: 'import' });
  expect(parse(`提交 3 ${table}`)).toMatchObject({ name: 'submit', code: '3' });
  expect(parse('第一行\n第二行\n第三行\n第四行\n第五行')).toMatchObject({ name: 'unknown' });
});

it('reads another name of the bot', () => {
  expect(parseMessage('@小文（测试）提交 6', '小文(测试)').command).toEqual({ name: 'submit', code: '6', note: '' });
});

const BLANKS = fc.constantFrom(' ', '  ', '\u3000', '\u2005', '\u00a0', '\t', ' \n');
const MENTION = fc.constantFrom('', '@创建管家 ', '@创建管家', '＠创建管家\u2005', '@创建管家\u00a0\u200b');
const WIDTH = fc.constantFrom('half', 'full');
const ENDING = fc.constantFrom('', '。', ' ', '吧', '！', ' 谢谢');

/** Words that may stand apart or together. */
const PLAIN: readonly string[][] = `进度/我的任务/谁还没交 3/通过 B12/撤回 B7/留痕 B12/催办 3/催办 办公室/同意 S5/时间节点 第11项 3-31
/时间节点 年中 6-30/时间节点 删除 年中/提交 第3项/提交 12/确认导入/逾期 办公室`
  .split('/')
  .map((line) => line.trim().split(' '));

it('never minds spacing, width, mention or a polite ending', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PLAIN),
      MENTION,
      WIDTH,
      ENDING,
      fc.array(fc.option(BLANKS, { nil: '' }), { minLength: 4, maxLength: 4 }),
      (words, mention, width, ending, blanks) => {
        const spread = words.map((word, i) => word + (i < words.length - 1 ? blanks[i]! : '')).join('');
        const typed = width === 'full' ? toFullWidth(spread) : spread;
        expect(parse(mention + typed + ending)).toEqual(parse(words.join(' ')));
      },
    ),
  );
});

function toFullWidth(text: string): string {
  return text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
}

it('never throws, whatever is typed', () => {
  const pieces = fc.constantFrom(
    '提交',
    '时间节点',
    '第',
    '项',
    'B',
    '12',
    '=',
    '@',
    '三',
    '-',
    ' ',
    '\n',
    '（',
    '退回',
    'R',
    '催',
    '年',
    '2022',
    '导入',
    '\ud800',
    '📎',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(pieces).map((all) => all.join('')),
      ),
      (text) => void parse(text),
    ),
    { numRuns: 2_000 },
  );
});

it('looks at the beginning of a long text only', () => {
  const baits = ['了', '@', ' ', '提', '一', '3-', '第', '=', '\n', '1', '@ ', '你好', '请', '看', '时间节点 ', '催办 仍然'];
  for (const bait of baits) parse(bait.repeat(3));
  const texts = baits.map((bait) => Buffer.from(bait.repeat(2_000_000)).toString());
  const ms = cpuMs(() => {
    for (const text of texts) parse(text);
  });
  expect(ms / texts.length).toBeLessThan(100);
});
