import type { InboundRow } from '../db/tables.ts';
import type { Member } from '../domain/directory.ts';
import type { Right } from '../domain/access.ts';
import type { MessageFile, MessageLink } from '../ports/message.ts';
import type { Actor } from '../usecases/audit.ts';
import type { Deps } from '../usecases/deps.ts';
import type { RequestSource } from '../usecases/request-extension.ts';
import type { CommandName, CommandOf } from './command.ts';

/** What a command answers: a template with its view. */
export interface Reply {
  template: string;
  view: object;
  files?: MessageFile[];
  links?: MessageLink[];
  /** To the asker alone, even when asked in a room: it names a person's failing. */
  privately?: boolean;
  /** A long list goes on in messages of its own. */
  more?: Pick<Reply, 'template' | 'view' | 'files' | 'links'>[];
}

/** The answer comes when a job knows the outcome (a file is being stored, a table is being read). */
export const LATER = Symbol('later');

/** Who says something, where, in one transaction. */
export interface Conversation {
  /** Bound to the transaction that also marks the message handled. */
  deps: Deps;
  inbound: InboundRow;
  sender: Member;
  /** Files sent with the message. */
  attachments: ChatFile[];
  /** Files of the message it quotes (引用). */
  quoted: ChatFile[];
  /** The year named before the command, if one was. */
  year: number | undefined;
}

/** Who is to stand in 操作留痕 for what this message changes. */
export function actorOf({ sender, inbound }: Conversation): Actor {
  return { id: sender.id, source: inbound.channel };
}

/** Where a request (申请) is made from. */
export function sourceOf({ inbound }: Conversation): RequestSource {
  return { channel: inbound.channel, accountId: inbound.senderId, inboundId: inbound.id };
}

/** A file in a chat, not fetched yet. */
export interface ChatFile {
  id: string;
  name: string;
}

/** One command: who may, and what it does. It calls one use case and returns a view; refusals are thrown as DomainError. */
export interface CommandHandler<N extends CommandName> {
  right: Right;
  run(conversation: Conversation, command: CommandOf<N>): Promise<Reply | typeof LATER>;
}

export type CommandTable = { [N in CommandName]: CommandHandler<N> };
