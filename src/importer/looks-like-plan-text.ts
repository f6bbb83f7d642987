import { readText } from './readers/text.ts';

const MIN_LENGTH = 60;

/** Whether a text pasted into the chat is worth trying as an import: it holds cells under a header. Cheap for ordinary messages. */
export function looksLikePlanText(text: string): boolean {
  if (text.length < MIN_LENGTH || !/^\t/m.test(text)) return false;
  return readText(text.slice(0, 20_000)).tables.length > 0;
}
