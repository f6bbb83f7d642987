/** Runs one thing at a time for one token: the next asks the one before to break off, and waits until it has ended. */
export function createTurns(): <T>(token: string, run: (signal: AbortSignal) => Promise<T>) => Promise<T> {
  const last = new Map<string, { breakOff: AbortController; ended: Promise<unknown> }>();
  return async (token, run) => {
    const before = last.get(token);
    const breakOff = new AbortController();
    const result = Promise.resolve(before?.ended).then(() => run(breakOff.signal));
    const turn = { breakOff, ended: result.catch(() => {}) };
    last.set(token, turn);
    before?.breakOff.abort();
    try {
      return await result;
    } finally {
      if (last.get(token) === turn) last.delete(token);
    }
  };
}
