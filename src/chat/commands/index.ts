import type { CommandTable } from '../reply.ts';
import { enterAdjustment, listAdjustments, withdrawAdjustment } from './adjustments.ts';
import { approve } from './approve.ts';
import { assign, setCompletion, unassign } from './assign.ts';
import { bind } from './bind.ts';
import { choose } from './choose.ts';
import { closePlan, confirmClose, openPlan } from './close-plan.ts';
import { done } from './done.ts';
import { handOver, takeBack } from './hand-over.ts';
import { endLeave, takeLeave } from './leave.ts';
import { acknowledge, explainReminder, keepReminding } from './reminders.ts';
import { bindRoom, unbindRoom } from './rooms.ts';
import { exportPaper, listExports, previewArchive } from './export.ts';
import { cancelExtension, extend } from './extend.ts';
import { help } from './help.ts';
import { cancel, confirmImport, showPreview, startImport } from './import.ts';
import { correctItem, correctItems } from './correct-item.ts';
import { incomplete } from './incomplete.ts';
import { adoptMilestones, deleteMilestone, listMilestones, setMilestones } from './milestones.ts';
import { due } from './due.ts';
import { myTasks } from './my-tasks.ts';
import { noteProgress } from './note-progress.ts';
import { overdue } from './overdue.ts';
import { pendingReviews } from './pending-reviews.ts';
import { progress } from './progress.ts';
import { release } from './release.ts';
import { approveRequest, listRequests, refuseRequest, withdrawRequest } from './requests.ts';
import { returnSubmission } from './return.ts';
import { score } from './score.ts';
import { setAlias, unsetAlias } from './set-alias.ts';
import { showSubmission } from './show-submission.ts';
import { showTask } from './show-task.ts';
import { purge } from './purge.ts';
import { submit, submitFor } from './submit.ts';
import { trail } from './trail.ts';
import { undelivered } from './undelivered.ts';
import { revokeUpload, uploadLink, uploadLinkFor } from './upload.ts';
import { unclearDecision } from './unclear-decision.ts';
import { unknown } from './unknown.ts';
import { cancelUrge, confirmUrge, urge } from './urge.ts';
import { reject, reopen } from './verdicts.ts';
import { whoOwes } from './who-owes.ts';
import { whoami } from './whoami.ts';
import { withdraw, withdrawWaiting } from './withdraw.ts';
import { confirmDetails, describe, useForItem } from './substance.ts';
import { register, submitText } from './typed.ts';

/** Every command and who answers it. */
export const commands: CommandTable = {
  help,
  whoami,
  bind,
  import: startImport,
  'confirm-import': confirmImport,
  cancel,
  'show-preview': showPreview,
  'correct-item': correctItem,
  'correct-items': correctItems,
  'list-milestones': listMilestones,
  'set-milestones': setMilestones,
  'delete-milestone': deleteMilestone,
  'adopt-milestones': adoptMilestones,
  'show-task': showTask,
  submit,
  'submit-for': submitFor,
  'upload-link': uploadLink,
  'upload-link-for': uploadLinkFor,
  'revoke-upload': revokeUpload,
  choose,
  done,
  withdraw,
  'withdraw-waiting': withdrawWaiting,
  'submit-text': submitText,
  register,
  describe,
  'use-for': useForItem,
  'confirm-details': confirmDetails,
  'note-progress': noteProgress,
  'pending-reviews': pendingReviews,
  'show-submission': showSubmission,
  approve,
  return: returnSubmission,
  reject,
  reopen,
  purge,
  'close-plan': closePlan,
  'confirm-close': confirmClose,
  'open-plan': openPlan,
  trail,
  export: exportPaper,
  'preview-archive': previewArchive,
  'list-exports': listExports,
  undelivered,
  extend,
  'cancel-extension': cancelExtension,
  release,
  assign,
  unassign,
  'set-completion': setCompletion,
  'take-leave': takeLeave,
  'end-leave': endLeave,
  'hand-over': handOver,
  'take-back': takeBack,
  'bind-room': bindRoom,
  'unbind-room': unbindRoom,
  acknowledge,
  'keep-reminding': keepReminding,
  'explain-reminder': explainReminder,
  'list-adjustments': listAdjustments,
  'enter-adjustment': enterAdjustment,
  'withdraw-adjustment': withdrawAdjustment,
  score,
  'list-requests': listRequests,
  'withdraw-request': withdrawRequest,
  'approve-request': approveRequest,
  'refuse-request': refuseRequest,
  'set-alias': setAlias,
  'unset-alias': unsetAlias,
  urge,
  'confirm-urge': confirmUrge,
  'cancel-urge': cancelUrge,
  'my-tasks': myTasks,
  due,
  progress,
  'who-owes': whoOwes,
  overdue,
  incomplete,
  'unclear-decision': unclearDecision,
  unknown,
};
