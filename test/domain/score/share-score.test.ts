import { expect, it } from 'vitest';
import type { Deliverable } from '../../../src/domain/deliverable.ts';
import { scoreItem, type ScoredItem } from '../../../src/domain/score/share-score.ts';

type Owed = ScoredItem['deliverables'][number];

function owed(state: Deliverable['state'], milestoneId = 'mid', detached: 0 | 1 = 0): Owed {
  return { state, milestoneId, detached, awarded: null };
}

function awarded(points: number, milestoneId = 'mid'): Owed {
  return { ...owed('approved', milestoneId), awarded: points };
}

function score(deliverables: Owed[], { points = 3 as number | null, completion = 'all' as 'all' | 'any', unclaimed = 0 } = {}) {
  return scoreItem({ task: { points, completion }, deliverables, unclaimed });
}

it.each<[string, ReturnType<typeof score>, evidenced: number, approved: number, expected: number]>([
  ['nothing handed in', score([owed('open'), owed('returned')]), 0, 0, 0],
  ['one of two handed in', score([owed('submitted'), owed('open')]), 1.5, 0, 1.5],
  ['one of three approved, one waiting', score([owed('approved'), owed('submitted'), owed('open')]), 2, 1, 2],
  ['all approved', score([owed('approved'), owed('approved')]), 3, 3, 3],
  ['a share given up counts no more', score([owed('approved'), owed('waived')]), 3, 3, 3],
  ['a checkpoint that was deleted counts no more', score([owed('approved'), owed('open', 'old', 1)]), 3, 3, 3],
  ['a share nobody answers to is owed', score([owed('approved')], { unclaimed: 1 }), 1.5, 1.5, 1.5],
  [
    'one is enough at each checkpoint',
    score([owed('approved', 'mid'), owed('open', 'mid'), owed('open', 'end')], { completion: 'any' }),
    1.5,
    1.5,
    1.5,
  ],
  ['one is enough, whoever else is not known', score([owed('approved')], { completion: 'any', unclaimed: 2 }), 3, 3, 3],
  ['nobody owes anything', score([]), 0, 0, 0],
  ['of what was awarded its part', score([awarded(1.5), owed('open')]), 1.5, 0.75, 0.75],
  ['what waits counts in full for what is expected', score([awarded(1), owed('submitted')]), 3, 0.5, 2],
  ['nothing awarded is handed in all the same', score([awarded(0)]), 3, 0, 0],
  ['more than the item has now brings all of it', score([awarded(5)]), 3, 3, 3],
  ['of several of which one is enough the best', score([awarded(1), awarded(2)], { completion: 'any' }), 3, 2, 2],
  ['or what waits beside it', score([awarded(1), owed('submitted')], { completion: 'any' }), 3, 1, 3],
  ['an item worth nothing', score([owed('approved')], { points: 0 }), 0, 0, 0],
  [
    'several alike',
    score([
      { ...owed('approved'), count: 2 },
      { ...owed('open'), count: 4 },
    ]),
    1,
    1,
    1,
  ],
  ['thirds are rounded to hundredths', score([owed('approved'), owed('open'), owed('open')], { points: 5 }), 1.67, 1.67, 1.67],
])('%s', (_, found, evidenced, approved, expected) => {
  expect(found).toMatchObject({ evidenced, approved, expected });
});

it('says nothing of an item without points (未计分)', () => {
  expect(score([owed('approved')], { points: null })).toBeNull();
});
