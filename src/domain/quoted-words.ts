/**
 * The beginning of words somebody typed (正文, 题名, 网址), by which a message that says them is known. Undefined where they are too short to
 * tell one message from another.
 */
export function tellingBeginning(words: string): string | undefined {
  const [found = ''] = /^[^…]{1,20}/u.exec(bare(words.replace(/^https?:\/\//, ''))) ?? [];
  return [...found].length < LEAST ? undefined : found;
}

const LEAST = 4;

/** Whether a message, as it is stored (JSON), speaks of a 报送 and says one of these beginnings. */
export function quotes(message: string, { number, beginnings }: { number: number; beginnings: readonly string[] }): boolean {
  if (!new RegExp(`B${number}(?!\\d)`).test(message)) return false;
  const said = bare(message);
  return beginnings.some((beginning) => said.includes(beginning));
}

/** Without what a line break, a template or JSON makes of it. */
function bare(text: string): string {
  return text.replace(/\\[nrt]|[\s"\\[\]]|\p{C}/gu, '');
}
