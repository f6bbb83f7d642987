/**
 * An item's short name for lists (全文 only in 「第N项」): its first clause without the openings every item of such a table
 * shares, at most `length` characters.
 */
export function taskTitle(text: string, length = 16): string {
  const clause = firstClause(withoutNumber(text).replace(OPENINGS, ''));
  const characters = [...clause];
  return characters.length > length ? `${characters.slice(0, length).join('')}…` : clause;
}

/** An item's first clause as its notice begins it (题名): 开展全民阅读进机关活动. */
export function taskClause(text: string): string {
  return firstClause(withoutNumber(text));
}

function withoutNumber(text: string): string {
  return text.replace(/^[（(]?\d+(?:[.．]\d+)*[）)]?[、.．]?\s*/u, '');
}

function firstClause(text: string): string {
  return text.split(/[，。；,;\n]/u, 1)[0]!.replace(/\s+/gu, '');
}

const OPENINGS = /^(?:严格落实|严格|认真|深入|扎实开展|扎实|做好|贯彻落实|落实|开展|加强|健全完善|健全落实|建立健全|大力|积极)/u;
