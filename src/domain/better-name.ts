import { stemOf } from './file-name.ts';
import { dayInName } from './made-on.ts';
import { isTellingName } from './telling-name.ts';

/** Whether a file that came again says more by its name than before: a person called it so, and it is no 副本 of what it was called. */
export function isBetterName(name: string, before: string): boolean {
  if (copiedFrom(name) === copiedFrom(before)) return false;
  // A leap year: 2月29日 is a day as well.
  return isTellingName(name) || (!isTellingName(before) && dayInName(name, 2000) !== undefined);
}

function copiedFrom(name: string): string {
  return stemOf(name).normalize('NFKC').toLowerCase().replace(SECOND_COPY, '').trim();
}

/** What a browser, a phone or a desktop puts behind the name of a second copy: (1), - 副本, copy 2. */
const SECOND_COPY = /(?:[-_\s]*(?:\(\d{1,3}\)|副本|copy(?: \d{1,2})?))+$/;
