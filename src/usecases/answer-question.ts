import { findOpenBurst } from '../db/bursts.ts';
import { listDepartments } from '../db/directory.ts';
import type { InboundRow } from '../db/tables.ts';
import { createDepartmentResolver, type Member } from '../domain/directory.ts';
import type { Burst } from '../domain/evidence.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import { decideBurst, listCandidates, placeOf, prolonged } from './burst-steps.ts';
import { actingFor } from './acting-sender.ts';
import type { Deps } from './deps.ts';
import { preparedView, prepareItem, type PreparedView } from './prepare-hand-in.ts';
import { findUnclear } from './unclear-bursts.ts';

/**
 * A bare item number or department name, where files wait for one (是哪一项, 是哪个部门). Undefined when nothing was asked, or
 * this is no answer to it.
 */
export async function answerQuestion(
  deps: Deps,
  { inbound, sender, answer, year }: { inbound: InboundRow; sender: Member; answer: string; year: number | undefined },
): Promise<PreparedView | undefined> {
  const place = placeOf(inbound, sender);
  const running = await findOpenBurst(deps.db, place);
  const { current, left } = await findUnclear(deps, place);
  const asked = current ?? (running?.question == null ? left : running);
  if (asked === undefined) return undefined;
  const deliverable = asked.question === 'department' ? await findCandidate(deps, asked, answer) : undefined;
  if (deliverable !== undefined) {
    const goesOn = running === undefined || running.id === asked.id;
    const burst = await decideBurst(deps, goesOn ? prolonged(deps, asked) : asked, { kind: 'chosen', deliverable, note: '' });
    return preparedView(deps, burst, false);
  }
  const isCode = createDepartmentResolver(await listDepartments(deps.db))(answer) === undefined;
  if (!isCode) return undefined;
  const acting = actingFor(sender, { ...asked, year: year ?? asked.year });
  return prepareItem(deps, { inbound, sender, code: answer, note: '', acting }, running, asked);
}

/** Whether 「是哪一项」 was asked in this conversation within the running burst (同一批), so that 「第3项」 answers it too. */
export async function isItemAsked(deps: Deps, { inbound, sender }: { inbound: InboundRow; sender: Member }): Promise<boolean> {
  return (await findOpenBurst(deps.db, placeOf(inbound, sender)))?.question === 'item';
}

async function findCandidate(deps: Deps, burst: Burst, answer: string): Promise<NamedDeliverable | undefined> {
  const department = createDepartmentResolver(await listDepartments(deps.db))(answer);
  if (department === undefined) return undefined;
  return (await listCandidates(deps, burst)).find(({ departmentId }) => departmentId === department.id);
}
