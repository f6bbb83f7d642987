/** Longer pasted texts are cut here; the notice this was built for has 5,000 characters. */
const MAX_LENGTH = 500_000;
const HEAD = 3_000;

/**
 * The text of a pasted 任务分解表, untouched: its tabs and lines are what the importer reads. With 「导入」 in front anything of
 * several lines is one; without the word it has to look like one. Undefined when it is none.
 */
export function readPastedTable(text: string, botName: string, asked: boolean): string | undefined {
  const body = text.slice(0, MAX_LENGTH).trimStart();
  const unmentioned = body.startsWith('@') || body.startsWith('＠') ? withoutMention(body.slice(1), botName) : body;
  if (asked) {
    // A tab in front is an empty cell.
    const table = unmentioned.replace(/^\s*导\s*入[^\n\t]{0,20}?(?:[:：]|\s|$)[^\S\t]*/u, '');
    return table !== unmentioned && table.includes('\n') ? table : undefined;
  }
  const head = unmentioned.slice(0, HEAD);
  return head.split('\n').length >= 5 && TABLE_WORDS.test(head) ? unmentioned : undefined;
}

const TABLE_WORDS = /责任(?:部门|单位|科室)|牵头(?:部门|单位)|任务分解/u;

function withoutMention(text: string, botName: string): string {
  return text.startsWith(botName) ? text.slice(botName.length) : text.replace(/^\S{0,40}\s/u, '');
}
