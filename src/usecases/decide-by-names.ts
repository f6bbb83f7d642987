import { getBurst } from '../db/bursts.ts';
import { chooseByFiles } from '../domain/choose-deliverable.ts';
import { decideBurst, listUnclearFiles } from './burst-steps.ts';
import type { Deps } from './deps.ts';
import { listOpenDeliverables } from './own-deliverables.ts';

/** File names that came only with the bytes may say what a burst (同一批) is for, as those known before did in the hand-in. */
export async function decideByNames(deps: Deps, burstId: string): Promise<void> {
  const burst = await getBurst(deps.db, burstId);
  if (burst.question !== 'item' || burst.problem !== null) return;
  const names = (await listUnclearFiles(deps, burst)).map(({ originalName }) => originalName);
  const choice = chooseByFiles(await listOpenDeliverables(deps, burst), burst.note, names);
  if (choice.kind === 'chosen' || choice.question === 'department') await decideBurst(deps, burst, choice);
}
