import { botNameOn } from '../../config.ts';
import { listAttachments } from '../../db/inbound.ts';
import { findOpenRequest } from '../../db/requests.ts';
import type { InboundRow } from '../../db/tables.ts';
import { OUTSIDE } from '../../ports/channel.ts';
import type { Deps } from '../../usecases/deps.ts';
import { requestBinding } from '../../usecases/request-binding.ts';
import type { Command } from '../command.ts';
import type { Reply } from '../reply.ts';

/**
 * Somebody who is not in the directory may ask for help and ask to be bound; nothing else, and no file is kept. Somebody who is not of
 * the unit may not even that.
 */
export async function answerStranger(deps: Deps, inbound: InboundRow, command: Command): Promise<Reply> {
  if (inbound.senderId.startsWith(OUTSIDE)) return { template: 'outsider', view: {} };
  const asker = { channel: inbound.channel, accountId: inbound.senderId, inboundId: inbound.id };
  if (command.name === 'bind') return { template: 'bind-requested', view: await requestBinding(deps, asker, command) };
  if (command.name === 'incomplete' && command.of === 'bind') return { template: 'incomplete', view: { of: 'bind', requests: [] } };
  const open = await findOpenRequest(deps.db, { kind: 'bind', channel: asker.channel, accountId: asker.accountId });
  const files = await listAttachments(deps.db, inbound.id);
  const view = {
    botName: botNameOn(deps.config, inbound.channel),
    asksHelp: command.name === 'help' && files.length === 0,
    files: files.length,
    request: open?.number ?? null,
  };
  return { template: 'unregistered', view };
}
