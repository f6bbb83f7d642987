import { insertAudit } from '../db/audit.ts';
import type { Deps } from './deps.ts';

/** Who does something, and from where. */
export interface Actor {
  /** Member id, `cli` (命令行) or `system`. */
  id: string;
  /** Channel name, or `cli`. */
  source: string;
}

/** Writes 操作留痕 inside the change's own transaction. `summary` is one Chinese sentence with names and numbers. */
export async function audit(
  deps: Deps,
  actor: Actor,
  action: string,
  summary: string,
  about: { taskId?: string; submissionId?: string } = {},
): Promise<void> {
  await insertAudit(deps.db, {
    at: deps.clock.now().toISOString(),
    actor: actor.id,
    source: actor.source,
    action,
    taskId: about.taskId ?? null,
    submissionId: about.submissionId ?? null,
    summary,
  });
}
