/** What lies under a path of keys in JSON from outside; undefined where there is nothing. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}

/** '' where there is no text. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** A text as the databases keep it: no NUL (PostgreSQL has none), no half characters. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}

/** An id as platforms give them: short, without control or half characters. */
export function isId(text: string): boolean {
  return /^[^\p{Cc}\p{Cs}]{1,256}$/u.test(text);
}

/** undefined for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
