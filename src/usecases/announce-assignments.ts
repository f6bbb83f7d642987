import type { AssignmentOfTask } from '../db/assignments.ts';
import type { Department } from '../domain/directory.ts';
import type { AssessmentPlan } from '../domain/plan.ts';
import { taskTitle } from '../domain/task-title.ts';
import { listContacts, type Contact } from './contacts.ts';
import { ofYearOf } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { queueMessage } from './queue-message.ts';
import { addressOf } from './reach-member.ts';

export interface Announcement {
  plan: AssessmentPlan;
  /** What is new to the departments that share it. */
  assignments: readonly AssignmentOfTask[];
  departments: readonly Department[];
  /** Tells this announcement from others about the same plan; `published` is the first. */
  key: string;
}

/**
 * Tells each liaison (联络员), or who stands in, in one private message what their departments lead and support. Returns the departments nobody
 * could be told for.
 */
export async function announceAssignments(deps: Deps, announcement: Announcement): Promise<Department[]> {
  const told = new Set<string>();
  for (const contact of await listContacts(deps)) {
    if (await tell(deps, contact, announcement)) for (const id of contact.departments) told.add(id);
  }
  const owing = new Set(announcement.assignments.map(({ departmentId }) => departmentId));
  return announcement.departments.filter(({ id }) => owing.has(id) && !told.has(id));
}

/** False when there is no way to reach the person. */
async function tell(deps: Deps, contact: Contact, { plan, assignments, departments, key }: Announcement): Promise<boolean> {
  const shares = assignments.filter(({ departmentId }) => departmentId !== null && contact.departments.includes(departmentId));
  if (shares.length === 0) return true;
  const address = await addressOf(deps, contact.member);
  if (address === undefined) return false;
  const view = { ...assignmentsView(contact, plan, shares, departments), ofYear: await ofYearOf(deps, plan), added: key !== 'published' };
  const message = deps.render('assignments', view);
  await queueMessage(deps, address, message, { purpose: 'assignment', dedupeKey: `assignments-${plan.id}-${key}-${contact.member.id}` });
  return true;
}

function assignmentsView(
  { member, standsInFor }: Contact,
  plan: AssessmentPlan,
  shares: readonly AssignmentOfTask[],
  departments: readonly Department[],
) {
  const own = departments.filter(({ id }) => shares.some(({ departmentId }) => departmentId === id));
  const items = [...Map.groupBy(shares, ({ taskId }) => taskId).values()].map((group) => itemView(group, own)).sort(leadFirst);
  return {
    name: member.name,
    standsInFor: standsInFor.map(({ name }) => name),
    year: plan.year,
    several: own.length > 1,
    departments: own.map(({ id, name }) => {
      const roles = shares.filter(({ departmentId }) => departmentId === id).map(({ role }) => role);
      const lead = roles.filter((role) => role === 'lead').length;
      return { name, lead, support: roles.length - lead };
    }),
    count: items.length,
    items: items.slice(0, ITEMS_SHOWN),
    example: items[0]!.code,
  };
}

const ITEMS_SHOWN = 10;

function itemView(group: readonly AssignmentOfTask[], own: readonly Department[]) {
  const { task } = group[0]!;
  return {
    code: task.code,
    position: task.position,
    title: taskTitle(task.text),
    points: task.points,
    lead: group.some(({ role }) => role === 'lead'),
    shares: group.map(({ departmentId, role }) => ({ department: own.find(({ id }) => id === departmentId)?.name, lead: role === 'lead' })),
  };
}

type ItemView = ReturnType<typeof itemView>;

function leadFirst(a: ItemView, b: ItemView): number {
  return Number(b.lead) - Number(a.lead) || a.position - b.position;
}
