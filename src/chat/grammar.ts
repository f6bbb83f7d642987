import { alone, freeText, type ReadArguments } from './arguments.ts';
import {
  readApprove,
  readApproveRequest,
  readConfirmClose,
  readPurge,
  readReopen,
  readYearOf,
  readReject,
  readCancel,
  readWithdraw,
  readRefuseRequest,
  readReturn,
} from './read-decisions.ts';
import { readAssign, readCancelExtension, readCompletion, readExtend, readRelease, readUnassign } from './read-duties.ts';
import { readExport } from './read-export.ts';
import { readNoteProgress, readRevokeUpload, readSubmit, readUploadLink } from './read-hand-in.ts';
import { readTakeLeave, readHandover, readBindRoom, readBind } from './read-people.ts';
import { readConfirmUrge, readOverdue, readProgress, readTrail, readUrge, readWhoOwes } from './read-questions.ts';
import { readConfirmDetails, readUseFor } from './read-substance.ts';
import { readRegister, readSubmitText } from './read-typed.ts';
import type { Command } from './command.ts';
import { readAdjustment, readScore, readWithdrawAdjustment } from './read-adjustment.ts';
import { readDelete, readMilestones } from './read-milestones.ts';
import { isBlank, part, trim, type Said } from './said.ts';
import { WORDS } from './words.ts';

type Verb = keyof typeof WORDS;

/** What may follow each command's words. */
const ARGUMENTS: Record<Verb, ReadArguments> = {
  help: readHelp,
  whoami: alone({ name: 'whoami' }),
  bind: readBind,
  import: (rest) => ({ name: 'import', text: freeText(rest) }),
  'confirm-import': alone({ name: 'confirm-import' }),
  cancel: readCancel,
  'show-preview': alone({ name: 'show-preview' }),
  'list-milestones': readMilestones,
  'delete-milestone': readDelete,
  'adopt-milestones': alone({ name: 'adopt-milestones' }),
  'my-tasks': alone({ name: 'my-tasks' }),
  'due-this-week': alone({ name: 'due', week: 'this' }),
  'due-next-week': alone({ name: 'due', week: 'next' }),
  submit: readSubmit,
  done: alone({ name: 'done' }),
  'upload-link': readUploadLink,
  'revoke-upload': readRevokeUpload,
  withdraw: readWithdraw,
  'submit-text': readSubmitText,
  register: readRegister,
  'use-for': readUseFor,
  'confirm-details': readConfirmDetails,
  'note-progress': readNoteProgress,
  'pending-reviews': alone({ name: 'pending-reviews' }),
  approve: readApprove,
  return: readReturn,
  reject: readReject,
  reopen: readReopen,
  purge: readPurge(false),
  'confirm-purge': readPurge(true),
  'close-plan': readYearOf('close-plan'),
  'confirm-close': readConfirmClose,
  'open-plan': readYearOf('open-plan'),
  progress: readProgress,
  'who-owes': readWhoOwes,
  overdue: readOverdue,
  urge: readUrge,
  'confirm-urge': readConfirmUrge,
  'cancel-urge': alone({ name: 'cancel-urge' }),
  trail: readTrail,
  export: readExport,
  undelivered: alone({ name: 'undelivered' }),
  extend: readExtend,
  'cancel-extension': readCancelExtension,
  release: readRelease,
  assign: readAssign,
  unassign: readUnassign,
  'take-leave': readTakeLeave,
  'end-leave': alone({ name: 'end-leave' }),
  'hand-over': readHandover('hand-over'),
  'take-back': readHandover('take-back'),
  'bind-room': readBindRoom,
  'unbind-room': alone({ name: 'unbind-room' }),
  acknowledge: alone({ name: 'acknowledge' }),
  'keep-reminding': alone({ name: 'keep-reminding' }),
  'explain-reminder': alone({ name: 'explain-reminder' }),
  'any-completes': readCompletion('any'),
  'all-complete': readCompletion('all'),
  bonus: readAdjustment('bonus'),
  deduction: readAdjustment('deduction'),
  'withdraw-adjustment': readWithdrawAdjustment,
  score: readScore,
  'list-requests': alone({ name: 'list-requests' }),
  'approve-request': readApproveRequest,
  'refuse-request': readRefuseRequest,
};

function readHelp(rest: Said): Command | undefined {
  if (isBlank(rest)) return { name: 'help', all: false };
  return /^(?:全部|所有|详细|完整)/.test(rest.folded) && rest.folded.length <= 6 ? { name: 'help', all: true } : undefined;
}

const ENTRIES: readonly { verb: Verb; pattern: RegExp }[] = Object.entries(WORDS)
  .flatMap(([verb, words]) => words.map((word) => ({ verb: verb as Verb, pattern: patternOf(word), length: word.length })))
  .sort((a, b) => b.length - a.length);

function patternOf(word: string): RegExp {
  const spelled = [...word].map((character) => (character === '?' ? '\\?' : character)).join(' ?');
  const end = /[a-z]$/.test(word) ? '(?![a-z])' : '';
  return new RegExp(`^${spelled}${end}(?: ?(?:一下|了(?=[ ,.:;\\dBbSs第(]|$)))?`, 'i');
}

/** The command whose words stand at the beginning and whose arguments fit; only among `verbs` when given. */
export function readCommand(said: Said, verbs?: readonly Verb[]): Command | undefined {
  for (const { verb, pattern } of ENTRIES) {
    if (verbs !== undefined && !verbs.includes(verb)) continue;
    const match = pattern.exec(said.folded);
    const command = match && ARGUMENTS[verb](trim(part(said, match[0].length)));
    if (command) return command;
  }
  return undefined;
}
