import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CommandName } from '../../src/chat/command.ts';
import { commands } from '../../src/chat/commands/index.ts';
import { can, holdersOf, type Right } from '../../src/domain/access.ts';
import type { Role } from '../../src/domain/directory.ts';
import {
  ASKERS,
  createOfficeOfAllRoles,
  SCOPES,
  type Asker,
  type Holding,
  type OfficeOfAllRoles,
  type Scope,
} from './office-of-all-roles.ts';

// Every command in every role about what is one's own, another department's, another year's and nobody's, in private and in a room:
// each cell is said to a real office. Whoever may not learns who may and changes nothing; nobody reads what is not theirs to read.

/** How each command is said about a holding. `about`: it names something, so that there is another's and an unknown one. */
interface Row {
  say(holding: Holding): string;
  about?: true;
}

const ROWS: Record<CommandName, Row> = {
  help: { say: () => '帮助 全部' },
  whoami: { say: () => '我是谁' },
  bind: { say: ({ department, person }) => `绑定 ${department} ${person}`, about: true },
  import: { say: () => '导入' },
  'confirm-import': { say: () => '确认导入' },
  cancel: { say: () => '取消' },
  'show-preview': { say: () => '预览' },
  'correct-item': { say: ({ item }) => `第${item}项 截止 7-20`, about: true },
  'correct-items': { say: ({ item }) => `第${item}项 截止 7-20，第${item}项 5分` },
  'list-milestones': { say: ({ item }) => `时间节点 ${item}`, about: true },
  'set-milestones': { say: ({ item }) => `时间节点 ${item} 加报 7-20`, about: true },
  'delete-milestone': { say: () => '时间节点 删除 年中' },
  'adopt-milestones': { say: () => '采用默认节点' },
  due: { say: () => '本周要交什么' },
  'my-tasks': { say: () => '我的任务' },
  'show-task': { say: ({ item }) => `第${item}项`, about: true },
  submit: { say: ({ item }) => `提交 ${item}`, about: true },
  'submit-for': { say: ({ department, item }) => `代 ${department} 提交 ${item}`, about: true },
  'upload-link': { say: ({ item }) => `上传 ${item}`, about: true },
  'upload-link-for': { say: ({ department, item }) => `代 ${department} 上传 ${item}`, about: true },
  'revoke-upload': { say: ({ item }) => `取消上传 ${item}`, about: true },
  done: { say: () => '完成' },
  'withdraw-waiting': { say: () => '撤回' },
  withdraw: { say: ({ submission }) => `撤回 ${submission}`, about: true },
  'submit-text': { say: ({ item }) => `提交文字 ${item} 四月二十日开展了读书会。`, about: true },
  register: { say: ({ item }) => `登记 ${item} 关于读书会的通知 2023-4-20 档案室`, about: true },
  'use-for': { say: ({ submission }) => `${submission} 也用于 18`, about: true },
  describe: { say: ({ submission }) => `${submission} 日期 6-20`, about: true },
  'confirm-details': { say: ({ submission }) => `${submission} 无误`, about: true },
  'note-progress': { say: ({ item }) => `进展 ${item} 已开展两次`, about: true },
  'pending-reviews': { say: () => '待审' },
  'show-submission': { say: ({ submission }) => submission, about: true },
  approve: { say: ({ submission }) => `通过 ${submission}`, about: true },
  return: { say: ({ submission }) => `退回 ${submission} R2 没有时间`, about: true },
  reject: { say: ({ submission }) => `不采用 ${submission} 与标准无关`, about: true },
  reopen: { say: ({ approved }) => `重新打开 ${approved} 看错了`, about: true },
  purge: { say: ({ submission }) => `清除 ${submission} 误传`, about: true },
  'close-plan': { say: () => '关闭年度' },
  'confirm-close': { say: () => '确认关闭 2023' },
  'open-plan': { say: () => '重新开放' },
  progress: { say: ({ department }) => `进度 ${department}`, about: true },
  'who-owes': { say: ({ item }) => `谁还没交 ${item}`, about: true },
  overdue: { say: ({ department }) => `逾期 ${department}`, about: true },
  urge: { say: ({ item }) => `催办 ${item}`, about: true },
  'confirm-urge': { say: () => '确认催办' },
  'cancel-urge': { say: () => '取消催办' },
  trail: { say: ({ submission }) => `留痕 ${submission}`, about: true },
  export: { say: () => '导出 台账' },
  'preview-archive': { say: () => '导出 档案 预览' },
  'list-exports': { say: () => '导出' },
  undelivered: { say: () => '未送达' },
  extend: { say: ({ item }) => `延期 ${item} 7-10 读书会改期`, about: true },
  'cancel-extension': { say: ({ item, department }) => `取消延期 ${item} ${department}`, about: true },
  release: { say: ({ item }) => `不属于 ${item} 不归我们`, about: true },
  assign: { say: ({ item, department }) => `分派 ${item} ${department} 配合`, about: true },
  unassign: { say: ({ item, department }) => `取消分派 ${item} ${department}`, about: true },
  'set-completion': { say: ({ item }) => `第${item}项 任一完成`, about: true },
  'take-leave': { say: ({ person }) => `请假 6-29 6-30 由${person}代`, about: true },
  'end-leave': { say: () => '销假' },
  'hand-over': { say: ({ person }) => `移交 联络甲 ${person}`, about: true },
  'take-back': { say: ({ person }) => `取消移交 联络甲 ${person}`, about: true },
  'bind-room': { say: ({ department }) => `绑定本群 ${department}`, about: true },
  'unbind-room': { say: () => '解绑本群' },
  acknowledge: { say: () => '收到' },
  'keep-reminding': { say: () => '继续提醒' },
  'explain-reminder': { say: () => '为什么提醒我' },
  'list-adjustments': { say: () => '加分' },
  'enter-adjustment': { say: ({ department }) => `加分 荣誉称号 国家级 2022-05-10 湘文明〔2022〕5号 ${department}` },
  'withdraw-adjustment': { say: () => '撤回 J1 记错了' },
  score: { say: () => '得分' },
  'list-requests': { say: () => '申请' },
  'withdraw-request': { say: () => '撤回 S1' },
  'approve-request': { say: () => '同意 S1' },
  'refuse-request': { say: () => '拒绝 S1 不认识' },
  'set-alias': { say: ({ department }) => `新名字=${department}`, about: true },
  'unset-alias': { say: ({ department }) => `取消 新名字=${department}`, about: true },
  choose: { say: ({ item }) => item, about: true },
  incomplete: { say: () => '通过' },
  'unclear-decision': { say: () => '通过 B1-1' },
  unknown: { say: () => '今天天气不错' },
};

let office: OfficeOfAllRoles;
beforeAll(async () => {
  office = await createOfficeOfAllRoles();
});
afterAll(() => office.close());

const mayDo = (asker: Asker, right: Right): boolean => asker !== 'stranger' && can({ roles: [asker] }, right);

/** What was handed in by people this one may not read. */
function hiddenFrom(asker: Asker): readonly string[] {
  const { other } = office.holdings;
  if (asker === 'stranger') return SCOPES.flatMap((scope) => office.holdings[scope].secrets);
  return mayDo(asker, 'read-everything') ? [] : other.secrets;
}

const TITLES: Record<Role, string> = {
  admin: '管理员',
  reviewer: '审核人',
  liaison: '联络员',
  leader: '负责人',
  member: '成员',
  observer: '观察员',
};

interface Cell {
  name: CommandName;
  scope: Scope;
  asker: Asker;
  room: 'all' | undefined;
}

function cellsOf(name: CommandName): Cell[] {
  const scopes = ROWS[name].about ? SCOPES : (['own'] as const);
  return scopes.flatMap((scope) => ASKERS.flatMap((asker) => ([undefined, 'all'] as const).map((room) => ({ name, scope, asker, room }))));
}

/** What is wrong in a cell; empty when it is as it should be. */
async function faultsOf({ name, scope, asker, room }: Cell): Promise<string[]> {
  const { say, about } = ROWS[name];
  const { right } = commands[name];
  const words = `${scope === 'other-plan' ? '2022年 ' : ''}${say(office.holdings[scope])}`;
  const { templates, shown, changed } = await office.say(asker, words, room && { room });
  const seen = shown.filter(({ kind, id }) => kind === 'room' || id === asker).map(({ text, actions }) => [text, ...actions].join('\n'));
  const inRoom = shown.filter(({ kind }) => kind === 'room').map(({ text }) => text);

  const isHeldBack = asker === 'stranger' ? name !== 'bind' : !mayDo(asker, right);
  const isForeign = scope === 'other' && right === 'hand-in' && ['member', 'liaison', 'leader'].includes(asker);
  const isUnknown = scope === 'unknown' && about === true;
  const faults = {
    'is not answered': seen.length === 0,
    breaks: templates.includes('apology'),
    leaks: hiddenFrom(asker).some((secret) => seen.join('\n').includes(secret)),
    'leaks to the room': room !== undefined && office.holdings.other.secrets.some((secret) => inRoom.join('\n').includes(secret)),
    'is not refused': isHeldBack && asker !== 'stranger' && templates[0] !== 'refusals/not-allowed',
    'does not say who may': isHeldBack && asker !== 'stranger' && !holdersOf(right).some((role) => seen[0]?.includes(TITLES[role])),
    [`changes ${changed.join(', ')}`]: changed.length > 0 && (isHeldBack || isForeign || isUnknown),
  };
  const place = room === undefined ? '' : ', in a room';
  return Object.entries(faults).flatMap(([fault, isSo]) => (isSo ? [`${asker} says 「${words}」 (${scope}${place}): ${fault}`] : []));
}

it.each(Object.keys(ROWS) as CommandName[])(
  '%s',
  async (name) => {
    const faults: string[] = [];
    for (const cell of cellsOf(name)) faults.push(...(await faultsOf(cell)));
    expect(faults).toEqual([]);
  },
  120_000,
);
