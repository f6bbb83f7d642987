import { byId, element } from './dom.js';
import { currentPerson, state } from './state.js';
import { readableTime } from './times.js';

/** The day the example notice came out. */
const NOTICE_DAY = '2023-06-09T10:00:00+08:00';

const isNoticeYear = (at) => at.startsWith(NOTICE_DAY.slice(0, 4));

/** Whoever attaches the notice in another year: all its dates would be past, and no reminder would ever come. */
export function adviseOnTime() {
  const button = byId('advice').querySelector('button');
  button.textContent = readableTime(NOTICE_DAY);
  button.onclick = travel;
  byId('advice').hidden = isNoticeYear(byId('now').dateTime);
}

export function forgetAdvice(at) {
  if (isNoticeYear(at)) byId('advice').hidden = true;
}

const travel = () => document.dispatchEvent(new CustomEvent('travel', { detail: NOTICE_DAY }));

/** What to do first, where nothing was said yet. */
export function emptyHint() {
  if (state.room !== null) return hint('群里还没有消息', roomSteps());
  if (currentPerson().roles.includes('admin')) return hint('第一次来？照着走一遍', firstSteps());
  return hint('还没有消息', [['发「', say('帮助'), '」，看看', currentPerson().name, '能做什么。']]);
}

function firstSteps() {
  return [
    [`您现在是${currentPerson().name}，创建办的管理员。要扮演别人，在左边选（手机上点左上角）。`],
    ['示例通知是 2023 年的：先把演示时间调到通知发出那天。', button(readableTime(NOTICE_DAY), travel)],
    ['点下面的「', button('示例通知', () => byId('example').click()), '」，再点「发送」。'],
    ['看过预览，说「确认导入」，再说「采用默认节点」。'],
    ['换成张三，说「我的任务」；再把时间调到 6月20日，看提醒怎么来。'],
  ];
}

function roomSteps() {
  return [
    ['在这里说的话都会 @机器人，例如「', say('进度'), '」。'],
    ['点「文件」或拖进来，就把文件发到了群里。机器人看不到它：点「引用」，再说「提交 6」。'],
  ];
}

const say = (words) => button(words, () => document.dispatchEvent(new CustomEvent('pick', { detail: words })));
const button = (label, onclick) => element('button', { type: 'button', onclick }, label);

function hint(title, steps) {
  const list = steps.length > 1 ? 'ol' : 'ul';
  return element('section', { className: 'hint' }, element('h2', {}, title), element(list, {}, ...steps.map((step) => element('li', {}, ...step))));
}
