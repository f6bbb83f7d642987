import { element } from './dom.js';
import { personOf, state } from './state.js';
import { readableTime } from './times.js';

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

/** What the bot said: words to type (in 「」) can be picked up, buttons speak at once. */
export function botBubble({ text, actions, files }) {
  return bubble(
    { who: document.body.dataset.botName, face: '管', side: 'bot' },
    element('p', { className: 'text' }, ...withSayings(text)),
    files.length > 0 ? element('ul', { className: 'files' }, ...files.map((file) => element('li', {}, fileLink(file)))) : null,
    actions.length > 0 ? element('div', { className: 'actions' }, ...actions.map(actionButton)) : null,
  );
}

export function saidBubble({ from, name, text, files }) {
  return bubble(
    speaker(from, name),
    text === '' ? null : element('p', { className: 'text' }, text),
    files.length > 0 ? element('ul', { className: 'files' }, ...files.map(sentFile)) : null,
    // Words of handled messages are let go after a month.
    text === '' && files.length === 0 ? element('p', { className: 'note' }, '（原文已清理）') : null,
  );
}

/** A file that lies in the room. */
export function fileBubble(entry) {
  const quote = element('button', { type: 'button', onclick: () => tell('quote', entry.file) }, '引用');
  return bubble(
    speaker(entry.from),
    element('p', { className: 'text file-name' }, entry.file.name),
    element('p', { className: 'note' }, '机器人看不到群里的文件，引用后才行'),
    element('div', { className: 'actions' }, quote),
  );
}

export const timeLine = (at) => element('p', { className: 'time-line' }, element('time', { dateTime: at }, readableTime(at)));

function speaker(id, name = personOf(id).name) {
  const who = name ?? personOf(id).name;
  return { who, face: who.slice(0, 1), side: id === state.who ? 'me' : 'other' };
}

function bubble({ who, face, side }, ...content) {
  return element(
    'article',
    { className: `entry ${side}`, ariaLabel: who },
    element('span', { className: 'face', ariaHidden: 'true' }, face),
    element('div', { className: 'bubble' }, side === 'other' ? element('p', { className: 'speaker' }, who) : null, ...content),
  );
}

const fileLink = ({ name, url }) => element('a', { href: url, target: '_blank', rel: 'noopener' }, name);
const sentFile = ({ name, quoted }) => element('li', {}, element('small', {}, quoted ? '引用' : '附件'), name);
const actionButton = ({ label, command }) =>
  element('button', { type: 'button', title: `说「${command}」`, onclick: () => tell('say', command) }, label);

/** A link, because a button is one block: the full stop behind it would fall into a line of its own. */
function saying(quoted) {
  const onclick = (event) => {
    event.preventDefault();
    tell('pick', quoted.slice(1, -1));
  };
  return element('a', { href: '#words', className: 'saying', title: '放进输入框', onclick }, quoted);
}

/** Links people are given are opened, words to type picked up. */
function withSayings(text) {
  return text.split(/(「[^」\n]{1,40}」|(?:https?:\/\/[^\s「」]+)?\/upload\/[\w-]+)/).map((part, index) => {
    if (index % 2 === 0) return part;
    return part.startsWith('「') ? saying(part) : element('a', { href: part, target: '_blank', rel: 'noopener', className: 'address' }, part);
  });
}
