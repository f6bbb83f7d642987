/** Takes the bot's own mention (@机器人名) out of a text. A bare mention leaves ''. */
export type WithoutMention = (text: string) => string;

/**
 * Platforms hand a mention over as plain text with the name as people see it, blanks and all, wherever it stands and as often as it
 * was written: protocol-wecom §2.4, protocol-dingtalk §1.6. Mentions of others stay.
 */
export function createWithoutMention(botName: string): WithoutMention {
  const name = botName.trim().split(/\s+/).map(literally).join('\\s+');
  const whole = new RegExp(`${BLANK}?[@＠]${name}(?!\\.?[\\p{L}\\p{N}_])[,，:：]?${BLANK}*`, 'giu');
  // The blank behind a mention can be deleted. When none stands apart, the one that runs on is ours: it is what brought the text here.
  const runningOn = new RegExp(`${BLANK}?[@＠]${name}${/\w$/.test(name) ? '(?!\\.?\\w)' : ''}`, 'giu');
  return (text) => {
    const rest = text.replace(whole, gap);
    return (rest === text ? text.replace(runningOn, gap) : rest).trim();
  };
}

// Lines stay lines: a table may be pasted behind the mention. DingTalk may end a mention with a blank of no width.
const BLANK = '(?:[^\\S\\r\\n]|[\\u200B\\u2060])';

/** What is left where a mention stood: a blank between words, nothing at the edge of a line. */
function gap(mention: string, at: number, text: string): string {
  return at === 0 || text[at - 1] === '\n' || /^[\r\n]?$/.test(text.charAt(at + mention.length)) ? '' : ' ';
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
