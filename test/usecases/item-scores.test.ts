import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listDepartments } from '../../src/db/directory.ts';
import { listAllCategories, listTasks } from '../../src/db/plans.ts';
import { listProgress } from '../../src/db/progress.ts';
import { scoreItem, sumItems, type ItemScore } from '../../src/domain/score/share-score.ts';
import { toHundredths } from '../../src/domain/score/sum-score.ts';
import { getCurrentPlan } from '../../src/usecases/current-plan.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { listItemScores, sumScores } from '../../src/usecases/item-scores.ts';
import { readLedger } from '../../src/usecases/read-ledger.ts';
import { showPartScore } from '../../src/usecases/show-part-score.ts';
import { createPublishedWorld, type World } from '../world.ts';

// Whatever stands where: every way to a score leads to the same one.

let world: World;
let deps: Deps;

beforeAll(async () => {
  world = await createPublishedWorld();
  await world.zhou.says('时间节点 年终 11-30');
  deps = world.app.deps;
});

afterAll(() => world.close());

const STATES = ['open', 'submitted', 'returned', 'approved', 'waived'] as const;
const standing = fc.record({
  state: fc.constantFrom(...STATES),
  detached: fc.constantFrom(0 as const, 0 as const, 0 as const, 1 as const),
  part: fc.option(fc.integer({ min: 0, max: 100 })),
});
const year = fc.record({
  standings: fc.array(standing, { minLength: 20, maxLength: 20 }),
  any: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
  unscored: fc.nat({ max: 21 }),
});

/** Puts every 应报事项 where the year says, in turn. */
async function live({ standings, any, unscored }: typeof year extends fc.Arbitrary<infer T> ? T : never): Promise<void> {
  const plan = await getCurrentPlan(deps);
  const tasks = await listTasks(deps.db, plan.id);
  for (const [n, { id }] of tasks.entries()) {
    const completion = any[n % any.length] === true ? 'any' : 'all';
    await sql`update tasks set completion = ${completion}, points = case when ${n} = ${unscored} then null else coalesce(points, 2) end where id = ${id}`.execute(
      deps.db,
    );
  }
  const points = new Map((await listTasks(deps.db, plan.id)).map((task) => [task.id, task.points]));
  for (const [n, { id, taskId }] of (await listProgress(deps.db, plan.id, {})).entries()) {
    const { state, detached, part } = standings[n % standings.length]!;
    const worth = points.get(taskId) ?? null;
    const awarded = state !== 'approved' || part === null || worth === null ? null : toHundredths((worth * part) / 100);
    await deps.db
      .updateTable('deliverables')
      .set({ state, detached, awarded, waiver: state === 'waived' ? 'not-ours' : null })
      .where('id', '=', id)
      .execute();
  }
}

const plain = ({ points, evidenced, approved, expected }: ItemScore): ItemScore => ({ points, evidenced, approved, expected });

it('items, sections, categories, plan and ledger agree, and a department has what it handed in itself', async () => {
  await fc.assert(
    fc.asyncProperty(year, async (lived) => {
      await live(lived);
      const plan = await getCurrentPlan(deps);
      const all = await listItemScores(deps, plan, {});

      const inLedger: (ItemScore | null)[] = [];
      for await (const { task, shares } of (await readLedger(deps, plan)).items) {
        const deliverables = shares.flatMap((share) => share.deliverables);
        inLedger.push(scoreItem({ task, deliverables, unclaimed: shares.filter((share) => share.deliverables.length === 0).length }));
      }
      expect(all.map(({ score }) => score)).toEqual(inLedger);

      const asker = { id: 'zhou', name: '周主任', departments: ['office'], roles: ['admin' as const], deputyId: null, prefer: null };
      const parts: ItemScore[] = [];
      for (const { id, name } of await listAllCategories(deps.db, plan.id)) {
        const view = await showPartScore(deps, { asker, year: undefined, name });
        expect(plain(view.sums)).toEqual(sumItems(all.filter(({ task }) => task.categoryId === id).map(({ score }) => score)));
        expect(view.groups.length === 0 ? plain(view.sums) : sumItems(view.groups)).toEqual(plain(view.sums));
        parts.push(view.sums);
      }
      expect(sumItems(parts)).toEqual(plain(sumScores(all)));

      const entries = await listProgress(deps.db, plan.id, {});
      for (const { id } of await listDepartments(deps.db)) {
        for (const { task, score } of await listItemScores(deps, plan, { departmentIds: [id] })) {
          if (task.completion === 'any') continue;
          const own = entries.filter(({ taskId, departmentId }) => taskId === task.id && departmentId === id);
          expect(score).toEqual(scoreItem({ task, deliverables: own.map((one) => ({ ...one, milestoneId: null })), unclaimed: 0 }));
        }
      }
      for (const { score } of all) {
        if (score === null) continue;
        expect(score.approved).toBeLessThanOrEqual(score.expected);
        expect(score.expected).toBeLessThanOrEqual(score.evidenced);
        expect(score.evidenced).toBeLessThanOrEqual(score.points);
      }
    }),
    { numRuns: 8 },
  );
});
