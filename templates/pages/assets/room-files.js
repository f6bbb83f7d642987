import { state } from './state.js';

/** Room id → files people put into it on this page. A bot never sees them; it gets one only when somebody quotes it (引用). */
const files = new Map();

export const filesIn = (room) => files.get(room) ?? [];

export function putIntoRoom(file, after, at) {
  files.set(state.room, [...filesIn(state.room), { file, from: state.who, after, at }]);
}

/** Whether a file was put there before this entry came. */
export const fileIsDue = ({ after }, entry) => after[entry.kind] < entry.n;
