import { insertExport, listExportsOf } from '../db/exports.ts';
import type { ExportRow, InboundRow } from '../db/tables.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { audit } from './audit.ts';
import { getCurrentPlan } from './current-plan.ts';
import type { Deps } from './deps.ts';

export interface StartExportInput {
  inbound: InboundRow;
  sender: Member;
  /** The year named, for what is of a year. */
  year: number | undefined;
  kind: ExportRow['kind'];
  form: ExportRow['form'];
}

const NAMES = { ledger: '台账', archive: '档案', trail: '操作留痕' } as const;

/** What is being made: 2023年度台账. */
export interface ExportView {
  kind: ExportRow['kind'];
  form: ExportRow['form'];
  year: number | null;
}

/** 「导出 台账」: writes down what is to be made, for a job to make it. Asked twice, it is made once. */
export async function startExport(deps: Deps, { inbound, sender, year, kind, form }: StartExportInput): Promise<ExportView> {
  const plan = kind === 'trail' ? null : await getCurrentPlan(deps, year);
  const view = { kind, form, year: plan?.year ?? null };
  const planId = plan?.id ?? null;
  const underWay = (await listExportsOf(deps.db, sender.id, LAST_LOOKED_AT)).some(
    (row) => row.state === 'building' && row.kind === kind && row.form === form && row.planId === planId,
  );
  if (underWay) return view;
  const name = plan === null ? '操作留痕' : `${plan.year}年度文明创建${NAMES[kind]}`;
  const now = deps.clock.now();
  const id = deps.newId();
  await insertExport(deps.db, {
    id,
    kind,
    form,
    planId,
    memberId: sender.id,
    channel: inbound.channel,
    accountId: inbound.senderId,
    state: 'building',
    claimedUntil: null,
    attempts: 0,
    name: `${name}-${dayOf(now).replaceAll('-', '')}.${form}`,
    size: null,
    sha256: null,
    createdAt: now.toISOString(),
    expiresAt: null,
  });
  const what = plan === null ? '操作留痕' : `${plan.year} 年度${NAMES[kind]}`;
  await audit(deps, { id: sender.id, source: inbound.channel }, 'export', `${sender.name}导出 ${what}（${form}）`);
  await deps.queue.add('build-export', { exportId: id }, { id: `export-${id}` });
  return view;
}

const LAST_LOOKED_AT = 20;
