import { botNameOn } from '../config.ts';
import { isBusy, isOutage } from '../db/database.ts';
import { findMemberByAccount } from '../db/directory.ts';
import { findNextWaiting, listAttachments, markHandled, recordInboundFailure } from '../db/inbound.ts';
import type { InboundRow } from '../db/tables.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { areMarkedWords } from '../domain/marked-paper.ts';
import { dropMarkedWords } from '../usecases/drop-marked-words.ts';
import { withStoodInFor } from '../usecases/contacts.ts';
import type { Deps } from '../usecases/deps.ts';
import { inTransaction } from '../usecases/in-transaction.ts';
import { askerOf, conversationOf, queueAnswer, queueMessage } from '../usecases/queue-message.ts';
import { takeTurn } from '../usecases/take-turn.ts';
import { wakeHandler } from '../usecases/wake.ts';
import { mayBeTable } from '../usecases/start-import.ts';
import { allow } from './allow.ts';
import { commands } from './commands/index.ts';
import { answerStranger } from './commands/stranger.ts';
import type { Command, CommandName } from './command.ts';
import { keepYear } from './keep-year.ts';
import { isWordless, parseMessage } from './parse-command.ts';
import type { OutboundMessage } from '../ports/message.ts';
import { LATER, type CommandHandler, type Conversation, type Reply } from './reply.ts';

/** Answers what one sender said, in the order it was said; after a few messages the others have their turn. */
export async function handleMessages(deps: Deps, sender: { channel: string; senderId: string }): Promise<void> {
  for (let handled = 0; handled < ONE_TURN; handled++) {
    const inbound = await findNextWaiting(deps.db, sender.channel, sender.senderId);
    if (inbound === undefined || !(await takeTurn(deps, inbound))) return;
    await handle(deps, inbound);
  }
  await wakeHandler(deps, sender);
}

const ONE_TURN = 20;

/** One transaction: what the command changes, the row marked handled, the answer queued. So a crash repeats all of it or nothing. */
async function handle(deps: Deps, inbound: InboundRow): Promise<void> {
  try {
    await inTransaction(deps, async (tx) => {
      if (await markHandled(tx.db, inbound.id, tx.clock.now().toISOString())) await answer(tx, inbound);
    });
  } catch (error) {
    if (error instanceof DomainError) await refuse(deps, inbound, error);
    // Not the message's fault: it waits for the database, however long that takes.
    else if (isBusy(error) || isOutage(error)) throw error;
    else await giveUpOrThrow(deps, inbound, error);
  }
}

async function answer(deps: Deps, inbound: InboundRow): Promise<void> {
  if (areMarkedWords(inbound.text)) throw new DomainError('marked-words');
  const known = await findMemberByAccount(deps.db, inbound.channel, inbound.senderId);
  const parsed = parseMessage(inbound.text, botNameOn(deps.config, inbound.channel));
  if (known === undefined) return queueReply(deps, inbound, null, await answerStranger(deps, inbound, parsed.command));
  const sender = await withStoodInFor(deps, known);
  const files = await listAttachments(deps.db, inbound.id);
  const said: Conversation = {
    deps,
    inbound,
    sender,
    attachments: files.filter(({ quoted }) => quoted === 0),
    quoted: files.filter(({ quoted }) => quoted === 1),
    year: parsed.year,
  };
  const command = await withFiles(parsed.command, said);
  // What only stands beside a file (2022年 总结) is about the file.
  const keepsYear = command === parsed.command || NAMES_ITEM.includes(parsed.command.name);
  const reply = await run(keepsYear ? said : { ...said, year: undefined }, command);
  if (reply !== LATER) await queueReply(deps, inbound, sender, reply, parsed.year);
}

/**
 * A file that came with words nobody knows, or with none, is handed in, unless it may be the table an admin sends; a quoted one
 * only when the words ask for it, or there are none: then there is nothing else it could be quoted for.
 */
async function withFiles(command: Command, conversation: Conversation): Promise<Command> {
  const { deps, inbound, sender, attachments, quoted } = conversation;
  if (TAKES_FILES.includes(command.name)) return command;
  if (command.name === 'choose' && attachments.length + quoted.length > 0) return readAsHandIn(conversation, command);
  const files = attachments.length === 0 && isWordless(inbound.text, botNameOn(deps.config, inbound.channel)) ? quoted : attachments;
  if (files.length === 0) return command;
  // Who says 「上传 3」 beside a file needs no link.
  if (command.name === 'upload-link') return { name: 'submit', code: command.code, note: command.words };
  // Parsing takes an empty text for 帮助.
  if (command.name === 'help' && (await mayBeTable(deps, { inbound, sender, files }))) {
    return { name: 'import', text: '', wordless: true };
  }
  return ['choose', 'show-task', 'unknown'].includes(command.name) ? readAsHandIn(conversation, command) : { name: 'submit', note: '' };
}

const TAKES_FILES: readonly CommandName[] = ['import', 'submit', 'submit-for', 'submit-text', 'register'];

/** What names an item beside a file means that item, in the year that is named with it. */
const NAMES_ITEM: readonly CommandName[] = ['choose', 'show-task', 'upload-link'];

/** 「3」 or 「第3项的照片」 beside a file say the same as with 「提交」 in front; so does 「2022年 3」. */
function readAsHandIn({ deps, inbound: { text, channel }, year }: Conversation, command: Command): Command {
  const item = command.name === 'choose' ? command.answer : command.name === 'show-task' ? command.code : text;
  return parseMessage(`提交 ${year === undefined ? text : item}`, botNameOn(deps.config, channel)).command;
}

async function run<N extends CommandName>(conversation: Conversation, command: Command & { name: N }): Promise<Reply | typeof LATER> {
  // The table maps each name to the handler of that name; TypeScript cannot follow the pair through the look-up.
  const handler = commands[command.name] as unknown as CommandHandler<N>;
  await allow(conversation.deps, conversation.sender, handler.right);
  return handler.run(conversation, command as never);
}

async function queueReply(deps: Deps, inbound: InboundRow, sender: Member | null, reply: Reply, year?: number): Promise<void> {
  const memberId = sender?.id ?? null;
  const to = reply.privately === true ? askerOf(inbound, memberId) : conversationOf(inbound, memberId);
  const message = messageOf(deps, reply);
  await queueAnswer(
    deps,
    inbound,
    memberId,
    year === undefined ? message : keepYear(message, year, botNameOn(deps.config, inbound.channel)),
    to,
  );
  for (const [index, more] of (reply.more ?? []).entries()) {
    await queueMessage(deps, to, messageOf(deps, more), { purpose: 'notice', dedupeKey: `answer-${inbound.id}-${index + 2}` });
  }
}

function messageOf(
  { render }: Deps,
  { template, view, files, links }: Pick<Reply, 'template' | 'view' | 'files' | 'links'>,
): OutboundMessage {
  return { ...render(template, view, files), ...(links !== undefined && { links }) };
}

/** Nothing was changed: the transaction that threw is gone. Who may is a person's name in private, the role alone in a room. */
async function refuse(deps: Deps, inbound: InboundRow, refusal: DomainError): Promise<void> {
  await inTransaction(deps, async (tx) => {
    if (!(await markHandled(tx.db, inbound.id, tx.clock.now().toISOString()))) return;
    const message = tx.render(`refusals/${refusal.code}`, { ...refusal.details, inRoom: inbound.roomId !== null });
    const to = NAMING.includes(refusal.code) ? askerOf(inbound, null) : conversationOf(inbound, null);
    if (refusal.code === 'marked-words') await dropMarkedWords(tx, inbound);
    const { year: named } = parseMessage(inbound.text, botNameOn(tx.config, inbound.channel));
    const year = refusal.code === 'no-plan' ? undefined : named;
    await queueAnswer(tx, inbound, null, year === undefined ? message : keepYear(message, year, botNameOn(tx.config, inbound.channel)), to);
  });
}

/** Refusals that name people: to the asker alone. */
const NAMING: readonly string[] = ['cannot-hand-over', 'cannot-leave', 'no-such-person'];

/** A bug: thrown again so that the job tries later; after a few tries the person gets a short apology with the message's id. */
async function giveUpOrThrow(deps: Deps, inbound: InboundRow, error: unknown): Promise<void> {
  const attempts = await recordInboundFailure(deps.db, inbound.id, error instanceof Error ? error.message : String(error));
  deps.log.error({ inbound: inbound.id, attempts, err: error }, 'a message could not be handled');
  if (attempts < MAX_ATTEMPTS) throw error;
  await inTransaction(deps, async (tx) => {
    if (!(await markHandled(tx.db, inbound.id, tx.clock.now().toISOString(), 'failed'))) return;
    await queueAnswer(tx, inbound, null, tx.render('apology', { id: inbound.id.slice(-4) }));
  });
}

const MAX_ATTEMPTS = 3;
