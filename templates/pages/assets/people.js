import { badge, byId, element } from './dom.js';
import { STRANGER, currentPerson, state } from './state.js';
import { unreadOf } from './unread.js';

const ROLES = [
  ['admin', '管理员'],
  ['reviewer', '审核人'],
  ['leader', '分管领导'],
  ['liaison', '联络员'],
  ['member', '普通成员'],
  ['observer', '观察员'],
];

const rankOf = ({ roles }) => ROLES.findIndex(([role]) => roles.includes(role) || (role === 'member' && roles.length === 0));
const titleOf = (person) => (person === STRANGER ? '不在通讯录里' : (ROLES[rankOf(person)]?.[1] ?? ''));
const departmentsOf = ({ departments }) => departments.map(({ name }) => name).join('、');

/** Whom one can be: beside the chat where there is room, else in a dialog. */
export function startPeople(choose) {
  const dialog = byId('people-dialog');
  byId('open-people').addEventListener('click', () => dialog.showModal());
  dialog.querySelector('.close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  const chooseAndClose = (id) => {
    dialog.close();
    choose(id);
  };
  return {
    first: () => sorted()[0]?.id,
    show() {
      for (const list of document.querySelectorAll('.people-list')) refill(list, listItems(chooseAndClose));
      byId('who-label').textContent = `${currentPerson().name} · ${titleOf(currentPerson())}`;
      showTotal();
    },
  };
}

/** Whoever has the keyboard on a person keeps it there. */
function refill(list, items) {
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.person : undefined;
  list.replaceChildren(...items);
  if (focused !== undefined) list.querySelector(`[data-person="${CSS.escape(focused)}"]`)?.focus();
}

const sorted = () => state.cast.members.toSorted((a, b) => rankOf(a) - rankOf(b));

function listItems(choose) {
  const groups = Map.groupBy([...sorted(), STRANGER], titleOf);
  return [...groups].flatMap(([title, people]) => [
    element('h3', {}, title),
    element('ul', {}, ...people.map((person) => element('li', {}, personButton(person, choose)))),
  ]);
}

function personButton(person, choose) {
  const button = element(
    'button',
    { type: 'button', onclick: () => choose(person.id) },
    element('span', { className: 'face', ariaHidden: 'true' }, person.name.slice(0, 1)),
    element('span', { className: 'name' }, person.name, element('small', {}, departmentsOf(person) || '看看不认识的人会怎样')),
    badge(unreadOf('person', person.id)),
  );
  button.dataset.person = person.id;
  if (person.id === state.who) button.setAttribute('aria-current', 'true');
  return button;
}

/** On a phone the list is closed: the button tells that somebody else has something new. */
function showTotal() {
  const total = [...state.cast.members, STRANGER].reduce((sum, { id }) => sum + unreadOf('person', id), 0);
  byId('people-unread').hidden = total === 0;
  byId('people-unread').textContent = total > 99 ? '99+' : String(total);
}
