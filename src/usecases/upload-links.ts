import { createHash, randomBytes } from 'node:crypto';
import { listDepartments } from '../db/directory.ts';
import { findNamedDeliverable } from '../db/named-deliverables.ts';
import { getPlan } from '../db/plans.ts';
import { endLink, insertUploadLink, listOpenLinks } from '../db/upload-links.ts';
import { splitDepartment, type Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { formatSize } from '../domain/file-size.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import { forOther } from './acting-sender.ts';
import { audit } from './audit.ts';
import { refuseClosedYear } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { itemView, type ItemView } from './item-view.ts';
import { chooseByCode, listOwnDeliverables } from './own-deliverables.ts';

export interface UploadLinkInput {
  sender: Member;
  /** Channel it is asked on. */
  source: string;
  code: string;
  /** May begin with a department of the sender's, then a 时间节点. */
  words: string;
  /** The department the office sends for (代交). */
  forDepartment?: string;
  /** The year that was named. */
  year: number | undefined;
}

export interface UploadLinkView extends ItemView {
  url: string;
  hours: number;
  /** Of one file. */
  limit: string;
}

/**
 * 「上传 3」: a link (上传链接) for this person and one 应报事项. An earlier one of theirs for the same ends; refused where 「提交 3」 is.
 * It opens for some real hours, wherever the sandbox's clock stands.
 */
export async function createUploadLink(deps: Deps, input: UploadLinkInput): Promise<UploadLinkView> {
  const { sender, source, code, forDepartment } = input;
  const acting = forDepartment === undefined ? undefined : await forOther(deps, forDepartment);
  const deliverable = await chooseDeliverable(deps, acting?.departments ?? sender.departments, input);
  const now = new Date();
  for (const older of await listOpenLinks(deps.db, sender.id, now.toISOString())) {
    if (older.deliverableId === deliverable.id) await endLink(deps.db, older.id, 'revoked');
  }
  const token = randomBytes(32).toString('base64url');
  const { uploadLinkHours: hours, maxUploadMb } = deps.config.evidence;
  await insertUploadLink(deps.db, {
    id: deps.newId(),
    tokenHash: hashToken(token),
    memberId: sender.id,
    deliverableId: deliverable.id,
    forDepartmentId: acting?.forDepartmentId ?? null,
    createdAt: deps.clock.now().toISOString(),
    expiresAt: new Date(now.getTime() + hours * 3_600_000).toISOString(),
    claimHash: null,
    state: 'open',
  });
  await audit(deps, { id: sender.id, source }, 'upload-link', `${sender.name}领取第${code}项（${deliverable.departmentName}）的上传链接`, {
    taskId: deliverable.taskId,
  });
  const url = `${deps.config.http.publicUrl ?? ''}/upload/${token}`;
  return { ...itemView(deliverable), url, hours, limit: formatSize(maxUploadMb * 1024 * 1024) };
}

async function chooseDeliverable(
  deps: Deps,
  departmentIds: readonly string[],
  { code, words, year }: UploadLinkInput,
): Promise<NamedDeliverable> {
  const all = await listOwnDeliverables(deps, departmentIds, year ?? null);
  const own = (await listDepartments(deps.db)).filter(({ id }) => departmentIds.includes(id));
  const { department, rest } = splitDepartment(words, own);
  const meant = department === undefined ? all : all.filter(({ departmentId }) => departmentId === department.id);
  const choice = await chooseByCode(deps, meant, code, rest);
  if (choice.kind === 'chosen') return choice.deliverable;
  const departments = choice.candidates.map(({ departmentName }) => departmentName);
  throw new DomainError('which-department', { code, command: `上传 ${code}`, departments });
}

/** 「取消上传 3」: what came over the links stays. `open`: another may be asked for; a closed year only ends them. */
export async function revokeUploadLinks(
  deps: Deps,
  { sender, source, code, year }: Pick<UploadLinkInput, 'sender' | 'source' | 'code' | 'year'>,
): Promise<ItemView & { open: boolean }> {
  let revoked: NamedDeliverable | undefined;
  for (const link of await listOpenLinks(deps.db, sender.id, new Date().toISOString())) {
    const deliverable = await findNamedDeliverable(deps.db, link.deliverableId);
    if (deliverable?.code !== code || (year !== undefined && deliverable.year !== year) || !(await endLink(deps.db, link.id, 'revoked')))
      continue;
    revoked = deliverable;
    await audit(
      deps,
      { id: sender.id, source },
      'revoke-upload',
      `${sender.name}取消第${code}项（${deliverable.departmentName}）的上传链接`,
      {
        taskId: deliverable.taskId,
      },
    );
  }
  if (revoked === undefined) {
    await refuseClosedYear(deps);
    throw new DomainError('no-upload-link', { code });
  }
  const { state } = await getPlan(deps.db, revoked.planId);
  return { ...itemView(revoked), open: state !== 'closed' };
}

/** How a secret is kept and looked for. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
