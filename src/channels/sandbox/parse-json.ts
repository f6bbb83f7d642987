/** The value, or a sentence why the bytes are not JSON that means one thing only. */
export function parseJson(body: Buffer): { value: unknown } | { problem: string } {
  const text = decode(body);
  if (text === undefined) return { problem: 'the body is not UTF-8' };
  try {
    const value: unknown = JSON.parse(text);
    return countKeys(value) === countWrittenKeys(text) ? { value } : { problem: 'the body names the same key twice' };
  } catch {
    return { problem: 'the body is not JSON' };
  }
}

function decode(body: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

/** Keys of all objects, without recursion: depth comes from outside. */
function countKeys(value: unknown): number {
  const open: unknown[] = [value];
  let count = 0;
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    const inner: unknown[] = Object.values(next);
    if (!Array.isArray(next)) count += inner.length;
    for (const part of inner) open.push(part);
  }
  return count;
}

/** Strings that a colon follows, in text known to be JSON. Jumps from quote to quote: a string may be many megabytes. */
function countWrittenKeys(json: string): number {
  let count = 0;
  for (let start = json.indexOf('"'); start >= 0;) {
    const end = endOfString(json, start);
    if (/^\s*:/.test(json.slice(end + 1, end + 1 + BLANKS_LOOKED_AT))) count++;
    start = json.indexOf('"', end + 1);
  }
  return count;
}

// More blanks than this before a colon are no message anybody writes; such a key counts as missing and the body is refused.
const BLANKS_LOOKED_AT = 64;

function endOfString(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end;
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0;
  while (json[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}
