import { departmentKey, expandDepartment, type Department, type DepartmentResolver } from './directory.ts';
import type { Assignment } from './plan.ts';
import type { TaskDraft } from './plan-draft.ts';

/** One share of an item (任务分工) before it has a task. */
export type Duty = Pick<Assignment, 'departmentId' | 'label' | 'role' | 'collective'>;

/**
 * Who shares an item, in the order of its cell. Collective names are expanded; a department named twice stands once, by its own
 * name and with the stronger role; a label nobody answers to stays 待认领.
 */
export function divideDuties(cell: TaskDraft['departments'], resolve: DepartmentResolver, all: readonly Department[]): Duty[] {
  const duties = new Map<string, Duty>();
  for (const { name: label, role } of cell) {
    for (const duty of dutiesOf(label, resolve(label), all)) {
      const key = duty.departmentId ?? `?${departmentKey(label)}`;
      const known = duties.get(key);
      const named = known === undefined || (known.collective === 1 && duty.collective === 0) ? duty : known;
      duties.set(key, { ...named, role: known?.role === 'lead' ? 'lead' : role });
    }
  }
  return [...duties.values()];
}

function dutiesOf(label: string, department: Department | undefined, all: readonly Department[]): Omit<Duty, 'role'>[] {
  const owing = department === undefined ? [] : expandDepartment(department, all);
  if (owing.length === 0) return [{ departmentId: null, label, collective: 0 }];
  return owing.map(({ id }) => ({ departmentId: id, label, collective: department?.kind === 'collective' ? 1 : 0 }));
}
