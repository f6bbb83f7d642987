import { handleMessages } from '../chat/handle-messages.ts';
import type { JobHandlers } from '../ports/job-queue.ts';
import { buildExport } from '../usecases/build-export.ts';
import { deliverMessages } from '../usecases/deliver-messages.ts';
import type { Deps } from '../usecases/deps.ts';
import { removeBytes } from '../usecases/remove-bytes.ts';
import { readImport } from '../usecases/read-import.ts';
import { storeEvidence } from '../usecases/store-evidence.ts';

/** Which use case each job runs. */
export function createJobHandlers(deps: Deps): JobHandlers {
  return {
    'handle-messages': (sender) => handleMessages(deps, sender),
    'store-evidence': ({ evidenceId }) => storeEvidence(deps, evidenceId),
    'remove-bytes': ({ evidenceId }) => removeBytes(deps, evidenceId),
    'read-import': (job) => readImport(deps, job),
    'build-export': (job) => buildExport(deps, job),
    'deliver-messages': (to) => deliverMessages(deps, to),
  };
}
