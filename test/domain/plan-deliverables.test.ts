import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Milestone } from '../../src/domain/plan.ts';
import {
  milestoneFinder,
  planDeliverables,
  type DeliverableChanges,
  type DeliverablePlace,
  type StandingDeliverable,
} from '../../src/domain/plan-deliverables.ts';

const office = { id: 'a-office', taskId: 't3', departmentId: 'office', taskPosition: 1, cancelled: 0 as const, addedOn: null };
const union = { id: 'a-union', taskId: 't3', departmentId: 'union', taskPosition: 1, cancelled: 0 as const, addedOn: null };
const unclaimed = { id: 'a-unknown', taskId: 't3', departmentId: null, taskPosition: 1, cancelled: 0 as const, addedOn: null };

function milestone(id: string, dueOn: string, taskId: string | null = null, departmentId: string | null = null): Milestone {
  return { id, planId: 'p', taskId, departmentId, name: id, startsOn: null, dueOn };
}

function standing(id: string, change: Partial<StandingDeliverable> = {}): StandingDeliverable {
  const { id: assignmentId, taskId, departmentId } = office;
  return {
    id,
    assignmentId,
    taskId,
    departmentId,
    milestoneId: null,
    state: 'open',
    startsOn: null,
    dueOn: null,
    milestoneName: null,
    milestoneDueOn: null,
    extendedOn: null,
    supplementary: 0,
    detached: 0,
    handedIn: false,
    ...change,
  };
}

function plan(milestones: Milestone[], rows: StandingDeliverable[] = [], assignments: (typeof unclaimed | typeof office)[] = [office]) {
  return planDeliverables({ assignments, milestones, publishedOn: '2023-06-12', standing: rows });
}

describe('应报事项 follow the checkpoints', () => {
  it('each department owes one for each checkpoint, and one without a date while there is none', () => {
    expect(plan([], [], [office, union]).create.map(({ assignmentId, dueOn }) => [assignmentId, dueOn])).toEqual([
      ['a-office', null],
      ['a-union', null],
    ]);
    expect(plan([milestone('end', '2023-11-30'), milestone('mid', '2023-06-30')]).create.map(({ dueOn }) => dueOn)).toEqual([
      '2023-06-30',
      '2023-11-30',
    ]);
  });

  it('nobody owes what is 待认领', () => {
    expect(plan([], [], [unclaimed]).create).toEqual([]);
  });

  it("an item's own checkpoints replace those of all items", () => {
    const changes = plan([milestone('mid', '2023-06-30'), milestone('own', '2023-07-31', 't3')]);
    expect(changes.create.map(({ milestoneId }) => milestoneId)).toEqual(['own']);
  });

  it("the narrowest apply: a department's of the item, the item's, the department's, all", () => {
    const all = [
      milestone('all', '2023-06-30'),
      milestone('office', '2023-07-14', null, 'office'),
      milestone('item', '2023-07-31', 't3'),
      milestone('both', '2023-08-31', 't3', 'office'),
    ];
    const namesOf = (milestones: Milestone[]): unknown[] => plan(milestones, [], [office, union]).create.map((place) => place.milestoneId);
    expect(namesOf(all)).toEqual(['both', 'item']);
    expect(namesOf(all.slice(0, 3))).toEqual(['item', 'item']);
    expect(namesOf(all.slice(0, 2))).toEqual(['office', 'all']);
  });

  it('长期 is owed without a day, whatever applies to the others', () => {
    const ongoing: Milestone = { ...milestone('长期', '', 't3'), dueOn: null };
    expect(plan([milestone('mid', '2023-06-30'), ongoing]).create).toMatchObject([{ milestoneId: '长期', dueOn: null, supplementary: 0 }]);
  });

  it('a checkpoint before publication is 补报; the day of publication is not', () => {
    expect(plan([milestone('q1', '2023-03-31'), milestone('today', '2023-06-12')]).create.map((place) => place.supplementary)).toEqual([
      1, 0,
    ]);
  });

  it('nothing changes when nothing changed', () => {
    const rows = [standing('d', { milestoneId: 'mid', dueOn: '2023-06-30' })];
    expect(plan([milestone('mid', '2023-06-30')], rows)).toEqual({ remove: [], detach: [], place: [], create: [] });
  });

  it('a moved checkpoint moves its date', () => {
    const rows = [standing('d', { milestoneId: 'mid', dueOn: '2023-06-30' })];
    expect(plan([milestone('mid', '2023-07-14')], rows).place.map(({ id, to }) => [id, to.dueOn])).toEqual([['d', '2023-07-14']]);
  });

  it('the later date a return gave for 补正 stays', () => {
    const rows = [standing('d', { milestoneId: 'mid', dueOn: '2023-07-07', state: 'returned', handedIn: true })];
    expect(plan([milestone('mid', '2023-06-30')], rows).place).toEqual([]);
    expect(plan([milestone('mid', '2023-07-14')], rows).place[0]!.to.dueOn).toBe('2023-07-14');
  });

  it('what stood without a date goes to the first checkpoint; what was handed in before the rest', () => {
    const milestones = [milestone('mid', '2023-06-30'), milestone('end', '2023-11-30')];
    const handedIn = plan(milestones, [standing('d', { state: 'submitted', handedIn: true })]);
    expect(handedIn.place.map(({ id, to }) => [id, to.milestoneId])).toEqual([['d', 'mid']]);
    expect(handedIn.create.map(({ milestoneId }) => milestoneId)).toEqual(['end']);
    const aside = standing('aside', { state: 'approved', handedIn: true, detached: 1 });
    const both = plan(milestones, [standing('d'), aside]);
    expect(both.place.map(({ id, to }) => [id, to.milestoneId])).toEqual([
      ['aside', 'mid'],
      ['d', 'end'],
    ]);
  });

  it('what was handed in for a day stays with it when an item gets checkpoints of its own', () => {
    const rows = [standing('mid', { milestoneId: 'mid', dueOn: '2023-06-30', state: 'submitted', handedIn: true })];
    const own = [milestone('q1', '2023-03-31', 't3'), milestone('q2', '2023-06-30', 't3')];
    const changes = plan([milestone('mid', '2023-06-30'), ...own], rows);
    expect(changes.place.map(({ id, to }) => [id, to.milestoneId])).toEqual([['mid', 'q2']]);
    expect(changes.create.map(({ milestoneId }) => milestoneId)).toEqual(['q1']);
  });

  it('a later day that was granted stays with the checkpoint of the same name, and finds back when that goes again', () => {
    const wide = [milestone('mid', '2023-06-30'), milestone('end', '2023-11-30')];
    const rows = [
      standing('mid', { milestoneId: 'mid', milestoneName: 'mid', dueOn: '2023-06-30' }),
      standing('end', { milestoneId: 'end', milestoneName: 'end', dueOn: '2023-12-09', extendedOn: '2023-12-09' }),
    ];
    const own = ['2023-10-31', '2023-12-15'].map((day, n) => ({ ...milestone(`own${n}`, day, 't3'), name: n === 0 ? 'draft' : 'end' }));
    const there = plan([...wide, ...own], rows);
    expect(there.place.map(({ id, to }) => [id, to.milestoneId, to.dueOn])).toEqual([
      ['mid', 'own0', '2023-10-31'],
      ['end', 'own1', '2023-12-15'],
    ]);
    const now = [
      { ...rows[0]!, milestoneId: 'own0', milestoneName: null, dueOn: '2023-10-31' },
      { ...rows[1]!, milestoneId: 'own1', milestoneName: null, dueOn: '2023-12-15' },
    ];
    const back = plan(wide, now);
    expect(back.place.map(({ id, to }) => [id, to.milestoneId, to.dueOn])).toEqual([
      ['mid', 'mid', '2023-06-30'],
      ['end', 'end', '2023-12-09'],
    ]);
  });

  it('what nobody handed in goes with its checkpoint', () => {
    const rows = [
      standing('mid', { milestoneId: 'mid', dueOn: '2023-06-30' }),
      standing('end', { milestoneId: 'end', dueOn: '2023-11-30' }),
    ];
    expect(plan([milestone('end', '2023-11-30')], rows)).toEqual({ remove: ['mid'], detach: [], place: [], create: [] });
  });

  it('what was handed in for a deleted checkpoint waits aside, and comes back with the next free one', () => {
    const rows = [
      standing('mid', { milestoneId: 'mid', dueOn: '2023-06-30', state: 'approved', handedIn: true }),
      standing('end', { milestoneId: 'end', dueOn: '2023-11-30' }),
    ];
    expect(plan([milestone('end', '2023-11-30')], rows)).toEqual({ remove: [], detach: ['mid'], place: [], create: [] });
    const aside = [{ ...rows[0]!, milestoneId: null, detached: 1 as const }, rows[1]!];
    const back = plan([milestone('end', '2023-11-30'), milestone('again', '2023-07-31')], aside);
    expect(back.place.map(({ id, to }) => [id, to.milestoneId])).toEqual([['mid', 'again']]);
    expect(back.create).toEqual([]);
  });
});

interface Row extends StandingDeliverable {
  place: string;
}

/** Writes the changes as the database would, unique keys included. */
function apply(rows: Map<string, Row>, changes: DeliverableChanges, newId: () => string): void {
  for (const id of changes.remove) rows.delete(id);
  for (const id of changes.detach) Object.assign(rows.get(id)!, { milestoneId: null, detached: 1 });
  const write = (id: string, to: DeliverablePlace, row?: Row): void => {
    const place = `${to.assignmentId} ${to.milestoneId}`;
    const taken = [...rows.values()].some((other) => other.id !== id && other.detached === 0 && other.place === place);
    if (taken) throw new Error(`two rows at ${place}`);
    const { assignmentId, taskId, departmentId, milestoneId, startsOn, dueOn, supplementary } = to;
    const base = {
      ...(row ?? { state: 'open' as const, handedIn: false, extendedOn: null }),
      milestoneName: null,
      milestoneDueOn: to.dueOn,
    };
    rows.set(id, { ...base, id, assignmentId, taskId, departmentId, milestoneId, startsOn, dueOn, supplementary, detached: 0, place });
  };
  for (const { id, to } of changes.place) write(id, to, rows.get(id)!);
  for (const to of changes.create) write(newId(), to);
}

const step = fc.oneof(
  fc.record({
    kind: fc.constant('set' as const),
    name: fc.constantFrom('m1', 'm2', 'm3'),
    task: fc.constantFrom(null, 't1', 't2'),
    department: fc.constantFrom(null, null, 'office', 'union'),
    day: fc.integer({ min: 1, max: 28 }),
  }),
  fc.record({ kind: fc.constant('delete' as const), which: fc.nat() }),
  fc.record({
    kind: fc.constant('hand in' as const),
    which: fc.nat(),
    state: fc.constantFrom('open', 'submitted', 'approved', 'returned'),
  }),
);

describe('whatever is set, deleted and handed in', () => {
  it('nothing handed in is lost, and each place is held exactly once', () => {
    const assignments = [
      { id: 'a1', taskId: 't1', departmentId: 'office', taskPosition: 1, cancelled: 0 as const, addedOn: null },
      { id: 'a2', taskId: 't1', departmentId: 'union', taskPosition: 1, cancelled: 0 as const, addedOn: null },
      { id: 'a3', taskId: 't2', departmentId: 'office', taskPosition: 1, cancelled: 0 as const, addedOn: null },
    ];
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const rows = new Map<string, Row>();
        const milestones: Milestone[] = [];
        let ids = 0;
        for (const one of [{ kind: 'start' as const }, ...steps]) {
          if (one.kind === 'set') {
            const dueOn = `2023-06-${String(one.day).padStart(2, '0')}`;
            const known = milestones.find(
              ({ name, taskId, departmentId }) => name === one.name && taskId === one.task && departmentId === one.department,
            );
            if (known !== undefined) known.dueOn = dueOn;
            else milestones.push({ ...milestone(`m${ids++}`, dueOn, one.task, one.department), name: one.name });
          } else if (one.kind === 'delete' && milestones.length > 0) {
            milestones.splice(one.which % milestones.length, 1);
          } else if (one.kind === 'hand in') {
            const live = [...rows.values()].filter(({ detached }) => detached === 0);
            Object.assign(live[one.which % live.length]!, { handedIn: true, state: one.state });
          }
          const kept = [...rows.values()].filter(({ handedIn }) => handedIn).map(({ id }) => id);
          apply(
            rows,
            planDeliverables({ assignments, milestones, publishedOn: '2023-06-12', standing: [...rows.values()] }),
            () => `d${ids++}`,
          );

          for (const id of kept) expect(rows.has(id)).toBe(true);
          const live = [...rows.values()].filter(({ detached }) => detached === 0).map(({ place }) => place);
          const milestonesOf = milestoneFinder(milestones);
          const wanted = assignments.flatMap(({ id, taskId, departmentId }) => {
            const own = milestonesOf(taskId, departmentId);
            return own.length === 0 ? [`${id} null`] : own.map((each) => `${id} ${each.id}`);
          });
          expect(live.sort()).toEqual(wanted.sort());
        }
      }),
      { numRuns: 300 },
    );
  });
});
