/** Who is played, where, and who there is. `room` is null in private. */
export const state = { cast: undefined, who: 'stranger', room: null };

/** Somebody the directory does not know: what an unknown sender is told can be seen too. */
export const STRANGER = { id: 'stranger', name: '陌生人', roles: [], departments: [] };

export const currentPerson = () => personOf(state.who);
export const personOf = (id) => state.cast?.members.find((member) => member.id === id) ?? STRANGER;
export const roomsOf = (id) => state.cast?.rooms.filter(({ members }) => members.includes(id)) ?? [];

const STORE = 'wenming-sandbox';

/** What this browser remembers between visits. */
export function recall() {
  try {
    return JSON.parse(localStorage.getItem(STORE)) ?? {};
  } catch {
    return {};
  }
}

export function keep(changes) {
  try {
    localStorage.setItem(STORE, JSON.stringify({ ...recall(), ...changes }));
  } catch {
    // A browser that may not remember still works.
  }
}
