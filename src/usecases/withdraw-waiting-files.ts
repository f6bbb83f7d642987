import { endBurst, findUnclearBurst } from '../db/bursts.ts';
import { markWithdrawn } from '../db/evidence.ts';
import type { InboundRow } from '../db/tables.ts';
import type { Member } from '../domain/directory.ts';
import { audit, type Actor } from './audit.ts';
import { listUnclearFiles, placeOf } from './burst-steps.ts';
import type { Deps } from './deps.ts';
import { trailNames } from './trail-name.ts';
import { namedFiles, type NamedFilesView } from './unclear-bursts.ts';

export interface WithdrawnWaitingView {
  files: NamedFilesView;
  /** Files on their way stay: nobody knows yet what they are. */
  pending: number;
}

/** 「撤回」 alone: files whose item nobody said go nowhere (没有归入). Undefined: none waits in this conversation. */
export async function withdrawWaitingFiles(
  deps: Deps,
  { inbound, sender, actor }: { inbound: InboundRow; sender: Member; actor: Actor },
): Promise<WithdrawnWaitingView | undefined> {
  const burst = await findUnclearBurst(deps.db, placeOf(inbound, sender));
  if (burst === undefined) return undefined;
  const files = await listUnclearFiles(deps, burst);
  const stored = files.filter(({ state }) => state === 'stored');
  const view = { files: namedFiles(stored), pending: files.length - stored.length };
  if (stored.length === 0) return view;
  for (const { id } of stored) await markWithdrawn(deps.db, id);
  if (view.pending === 0) await endBurst(deps.db, burst.id);
  await audit(deps, actor, 'withdraw', `${sender.name}撤回没有归入的${trailNames(stored)}`);
  return view;
}
