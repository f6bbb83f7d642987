import type { OutboundMessage } from '../ports/message.ts';
import type { Command, CommandName } from './command.ts';
import { parseMessage } from './parse-command.ts';

/**
 * Of an answer about a year that was named (「2022年 进度」) the next steps mean the same year: what it offers to say and its buttons get
 * the year in front, where it matters.
 */
export function keepYear(message: OutboundMessage, year: number, botName: string): OutboundMessage {
  const inYear = (words: string): string => {
    const { command, year: said } = parseMessage(words, botName);
    return said === undefined && isOfYear(command) ? `${year}年 ${words}` : words;
  };
  return {
    ...message,
    text: message.text.replace(OFFERED, (_, words: string) => `「${inYear(words)}」`),
    actions: message.actions.map(({ label, command }) => ({ label, command: inYear(command) })),
  };
}

// Long enough for 「加分 …」 with its paper.
const OFFERED = /「([^「」]{1,300})」/gu;

/** What has a number (留痕 B12) is found in every year. */
function isOfYear(command: Command): boolean {
  if (command.name === 'incomplete') return OF_A_YEAR.includes(command.of);
  return OF_A_YEAR.includes(command.name) && !('number' in command && command.number !== undefined);
}

/** Commands that speak of a plan. */
const OF_A_YEAR: readonly CommandName[] = [
  'list-milestones',
  'set-milestones',
  'delete-milestone',
  'adopt-milestones',
  'my-tasks',
  'due',
  'show-task',
  'progress',
  'who-owes',
  'overdue',
  'urge',
  'confirm-urge',
  'trail',
  'export',
  'preview-archive',
  'note-progress',
  'extend',
  'cancel-extension',
  'release',
  'assign',
  'unassign',
  'set-completion',
  'list-adjustments',
  'enter-adjustment',
  'score',
  'submit',
  'submit-for',
  'submit-text',
  'register',
  'upload-link',
  'upload-link-for',
  'revoke-upload',
  'correct-item',
  'correct-items',
];
