import { xmlCharacters } from '../xml-characters.ts';

/** Most characters a cell holds. */
const MAX_LENGTH = 32_767;

/** Text as XML of a sheet: what XML does not allow is left out, and `_x0041_`, which Excel takes for an escape, stays as written. */
export function xmlText(text: string): string {
  const whole = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
  if (!SPECIAL.test(whole)) return whole;
  return xmlCharacters(whole)
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}

const SPECIAL = /[&<>"_\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
