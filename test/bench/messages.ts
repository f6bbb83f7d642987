export const BOT_NAME = '创建管家';

const PEOPLE = 500;
const GROUPS = 50;

/** What a person, one of many, writes to the bot in a group. */
export interface Message {
  person: number;
  group: number;
  text: string;
}

let said = 0;

/** So many messages nobody has written yet. */
export function nextMessages(count: number): Message[] {
  return Array.from({ length: count }, () => {
    const number = said++;
    const text = `@${BOT_NAME} 进展 ${number % 22} 读书会办了第${number}次，请查看本部门未完成项`;
    return { person: number % PEOPLE, group: number % GROUPS, text };
  });
}
