import type { CommandTable } from '../reply.ts';
import { approve } from './approve.ts';
import { bind } from './bind.ts';
import { choose } from './choose.ts';
import { done } from './done.ts';
import { help } from './help.ts';
import { cancel, confirmImport, startImport } from './import.ts';
import { incomplete } from './incomplete.ts';
import { adoptMilestones, deleteMilestone, listMilestones, setMilestones } from './milestones.ts';
import { pendingReviews } from './pending-reviews.ts';
import { approveRequest, refuseRequest } from './requests.ts';
import { returnSubmission } from './return.ts';
import { setAlias, unsetAlias } from './set-alias.ts';
import { showSubmission } from './show-submission.ts';
import { submit } from './submit.ts';
import { unknown } from './unknown.ts';
import { urge } from './urge.ts';
import { whoami } from './whoami.ts';
import { withdraw } from './withdraw.ts';

/** Every command and who answers it. */
export const commands: CommandTable = {
  help,
  whoami,
  bind,
  import: startImport,
  'confirm-import': confirmImport,
  cancel,
  'list-milestones': listMilestones,
  'set-milestones': setMilestones,
  'delete-milestone': deleteMilestone,
  'adopt-milestones': adoptMilestones,
  submit,
  choose,
  done,
  withdraw,
  'pending-reviews': pendingReviews,
  'show-submission': showSubmission,
  approve,
  return: returnSubmission,
  'approve-request': approveRequest,
  'refuse-request': refuseRequest,
  'set-alias': setAlias,
  'unset-alias': unsetAlias,
  urge,
  incomplete,
  unknown,
};
