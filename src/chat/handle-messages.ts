import { findMemberByAccount, listMembersWithRole } from '../db/directory.ts';
import { findNextWaiting, listAttachments, markHandled, recordInboundFailure } from '../db/inbound.ts';
import type { InboundRow } from '../db/tables.ts';
import { can, holdersOf, type Right } from '../domain/access.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { Deps } from '../usecases/deps.ts';
import { inTransaction } from '../usecases/in-transaction.ts';
import { queueAnswer, queuePrivateAnswer } from '../usecases/queue-message.ts';
import { commands } from './commands/index.ts';
import { answerStranger } from './commands/stranger.ts';
import type { Command, CommandName } from './command.ts';
import { parseMessage } from './parse-command.ts';
import { LATER, type CommandHandler, type Conversation, type Reply } from './reply.ts';

/** Answers what one sender said, in the order it was said, until nothing waits. */
export async function handleMessages(deps: Deps, sender: { channel: string; senderId: string }): Promise<void> {
  for (;;) {
    const inbound = await findNextWaiting(deps.db, sender.channel, sender.senderId);
    if (inbound === undefined) return;
    await handle(deps, inbound);
  }
}

/** One transaction: what the command changes, the row marked handled, the answer queued. So a crash repeats all of it or nothing. */
async function handle(deps: Deps, inbound: InboundRow): Promise<void> {
  try {
    await inTransaction(deps, async (tx) => {
      if (await markHandled(tx.db, inbound.id, tx.clock.now().toISOString())) await answer(tx, inbound);
    });
  } catch (error) {
    if (error instanceof DomainError) await refuse(deps, inbound, error);
    else await giveUpOrThrow(deps, inbound, error);
  }
}

async function answer(deps: Deps, inbound: InboundRow): Promise<void> {
  const sender = await findMemberByAccount(deps.db, inbound.channel, inbound.senderId);
  const parsed = parseMessage(inbound.text, deps.config.botName);
  if (sender === undefined) return queueReply(deps, inbound, null, await answerStranger(deps, inbound, parsed.command));
  const files = await listAttachments(deps.db, inbound.id);
  const conversation: Conversation = {
    deps,
    inbound,
    sender,
    attachments: files.filter(({ quoted }) => quoted === 0),
    quoted: files.filter(({ quoted }) => quoted === 1),
    year: parsed.year,
  };
  const reply = await run(conversation, withFiles(parsed.command, conversation));
  if (reply !== LATER) await queueReply(deps, inbound, sender, reply);
}

/** A file that came with words nobody knows, or with none, is handed in; quoted ones only when the words ask for it. */
function withFiles(command: Command, { attachments, quoted }: Conversation): Command {
  if (command.name === 'import' || command.name === 'submit') return command;
  if (command.name === 'choose' && attachments.length + quoted.length > 0) return { name: 'submit', code: command.answer, note: '' };
  if (attachments.length > 0) return { name: 'submit', note: command.name === 'unknown' ? command.text : '' };
  return command;
}

async function run<N extends CommandName>(conversation: Conversation, command: Command & { name: N }): Promise<Reply | typeof LATER> {
  // The table maps each name to the handler of that name; TypeScript cannot follow the pair through the look-up.
  const handler = commands[command.name] as unknown as CommandHandler<N>;
  await allow(conversation.deps, conversation.sender, handler.right);
  return handler.run(conversation, command as never);
}

async function allow(deps: Deps, sender: Member, right: Right): Promise<void> {
  if (can(sender, right)) return;
  const holders = await Promise.all(holdersOf(right).map((role) => listMembersWithRole(deps.db, role)));
  const names = [...new Set(holders.flat().map(({ name }) => name))];
  throw new DomainError('not-allowed', { right, names: names.slice(0, NAMES_SHOWN) });
}

const NAMES_SHOWN = 3;

async function queueReply(deps: Deps, inbound: InboundRow, sender: Member | null, reply: Reply): Promise<void> {
  const message = deps.render(reply.template, reply.view, reply.files);
  const queue = reply.privately === true ? queuePrivateAnswer : queueAnswer;
  await queue(deps, inbound, sender?.id ?? null, message);
}

/** Nothing was changed: the transaction that threw is gone. */
async function refuse(deps: Deps, inbound: InboundRow, refusal: DomainError): Promise<void> {
  await inTransaction(deps, async (tx) => {
    if (!(await markHandled(tx.db, inbound.id, tx.clock.now().toISOString()))) return;
    await queueAnswer(tx, inbound, null, tx.render(`refusals/${refusal.code}`, refusal.details));
  });
}

/** A bug: thrown again so that the job tries later; after a few tries the person gets a short apology with the message's id. */
async function giveUpOrThrow(deps: Deps, inbound: InboundRow, error: unknown): Promise<void> {
  const attempts = await recordInboundFailure(deps.db, inbound.id, error instanceof Error ? error.message : String(error));
  deps.log.error({ inbound: inbound.id, attempts, err: error }, 'a message could not be handled');
  if (attempts < MAX_ATTEMPTS) throw error;
  await inTransaction(deps, async (tx) => {
    if (!(await markHandled(tx.db, inbound.id, tx.clock.now().toISOString(), 'failed'))) return;
    await queueAnswer(tx, inbound, null, tx.render('apology', { id: inbound.id.slice(0, 4) }));
  });
}

const MAX_ATTEMPTS = 3;
