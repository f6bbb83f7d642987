import type { Migration } from 'kysely/migration';
import { firstConversation } from './001-first-conversation.ts';
import { auditChain } from './002-audit-chain.ts';
import { requests } from './003-requests.ts';
import { turns } from './004-turns.ts';
import { verdicts } from './005-verdicts.ts';
import { failures } from './006-failures.ts';
import { people } from './007-people.ts';
import { progress } from './008-progress.ts';
import { readings } from './009-readings.ts';
import { adjustmentCases } from './010-adjustment-cases.ts';
import { replacedTables } from './011-replaced-tables.ts';
import { replies } from './012-replies.ts';
import { arrivalOrder } from './013-arrival-order.ts';
import { reviewReminders } from './014-review-reminders.ts';
import { urgePreviews } from './015-urge-previews.ts';
import { digests } from './016-digests.ts';
import { waitingReminders } from './017-waiting-reminders.ts';
import { rhythms } from './018-rhythms.ts';
import { deadlines } from './019-deadlines.ts';
import { messageQuota } from './020-message-quota.ts';
import { failureSummaries } from './021-failure-summaries.ts';
import { evidenceWaits } from './022-evidence-waits.ts';
import { evidenceForms } from './023-evidence-forms.ts';
import { exports } from './024-exports.ts';
import { uploads } from './025-uploads.ts';
import { waitingEvidence } from './026-waiting-evidence.ts';
import { awardedPoints } from './027-awarded-points.ts';
import { exportProgress } from './028-export-progress.ts';
import { numberedReminders } from './029-numbered-reminders.ts';
import { evidenceViews } from './030-evidence-views.ts';
import { previewSizes } from './031-preview-sizes.ts';
import { withdrawnPieces } from './032-withdrawn-pieces.ts';
import { openedExports } from './033-opened-exports.ts';
import { burstYears } from './034-burst-years.ts';
import { waitingInOrder } from './035-waiting-in-order.ts';

/** All of them, by hand, in order. A name once shipped never changes. */
export const migrations: Record<string, Migration> = {
  '001-first-conversation': firstConversation,
  '002-audit-chain': auditChain,
  '003-requests': requests,
  '004-turns': turns,
  '005-verdicts': verdicts,
  '006-failures': failures,
  '007-people': people,
  '008-progress': progress,
  '009-readings': readings,
  '010-adjustment-cases': adjustmentCases,
  '011-replaced-tables': replacedTables,
  '012-replies': replies,
  '013-arrival-order': arrivalOrder,
  '014-review-reminders': reviewReminders,
  '015-urge-previews': urgePreviews,
  '016-digests': digests,
  '017-waiting-reminders': waitingReminders,
  '018-rhythms': rhythms,
  '019-deadlines': deadlines,
  '020-message-quota': messageQuota,
  '021-failure-summaries': failureSummaries,
  '022-evidence-waits': evidenceWaits,
  '023-evidence-forms': evidenceForms,
  '024-exports': exports,
  '025-uploads': uploads,
  '026-waiting-evidence': waitingEvidence,
  '027-awarded-points': awardedPoints,
  '028-export-progress': exportProgress,
  '029-numbered-reminders': numberedReminders,
  '030-evidence-views': evidenceViews,
  '031-preview-sizes': previewSizes,
  '032-withdrawn-pieces': withdrawnPieces,
  '033-opened-exports': openedExports,
  '034-burst-years': burstYears,
  '035-waiting-in-order': waitingInOrder,
};
