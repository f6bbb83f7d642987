/** What an examination found: in order, doubtful, or not working; the latter two with what to do about it (English, for operators). */
export type Finding = { level: 'ok'; what: string } | { level: 'warn' | 'fail'; what: string; cure: string };

export function ok(what: string): Finding {
  return { level: 'ok', what };
}

/** It works, but not as well or as safely as it should. */
export function warn(what: string, cure: string): Finding {
  return { level: 'warn', what, cure };
}

/** It does not work, or will not once it matters. */
export function fail(what: string, cure: string): Finding {
  return { level: 'fail', what, cure };
}

/** The first few names of a list, and how many more there are. */
export function listed(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return more > 0 ? `${names.slice(0, SHOWN).join(', ')} and ${more} more` : names.join(', ');
}

const SHOWN = 8;
