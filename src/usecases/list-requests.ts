import { countOpenRequests, listOpenRequests } from '../db/requests.ts';
import { can } from '../domain/access.ts';
import type { Member } from '../domain/directory.ts';
import type { Deps } from './deps.ts';
import { describeRequest, type RequestView } from './describe-request.ts';

export interface RequestsView {
  /** The asker decides on them; else their own. */
  decides: boolean;
  total: number;
  requests: RequestView[];
}

/** 「申请」: what waits to be decided, oldest first; for those who decide nothing their own. */
export async function listRequests(deps: Deps, asker: Member): Promise<RequestsView> {
  const decides = can(asker, 'manage-plan');
  const of = decides ? undefined : asker.id;
  const rows = await listOpenRequests(deps.db, LINES_SHOWN, of);
  const requests: RequestView[] = [];
  for (const row of rows) requests.push(await describeRequest(deps, row));
  return { decides, total: await countOpenRequests(deps.db, of), requests };
}

const LINES_SHOWN = 10;
