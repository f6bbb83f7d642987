import { badge, byId, element } from './dom.js';
import { roomsOf, state } from './state.js';
import { unreadOf } from './unread.js';

/** The private chat and the person's rooms, as tabs. */
export function showConversations(open) {
  const tab = (name, kind, id, room) => {
    const button = element('button', { type: 'button', onclick: () => open(room) }, name, badge(unreadOf(kind, id)));
    if (room === state.room) button.setAttribute('aria-current', 'true');
    return button;
  };
  byId('conversations').replaceChildren(
    tab('私聊', 'person', state.who, null),
    ...roomsOf(state.who).map(({ id, name }) => tab(name, 'room', id, id)),
  );
}
