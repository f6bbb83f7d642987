import { expect, it } from 'vitest';
import type { Deliverable } from '../../../src/domain/deliverable.ts';
import { scoreItem, type ScoredItem } from '../../../src/domain/score/share-score.ts';

type Owed = ScoredItem['deliverables'][number];

function owed(state: Deliverable['state'], milestoneId = 'mid', detached: 0 | 1 = 0): Owed {
  return { state, milestoneId, detached };
}

function score(deliverables: Owed[], { points = 3 as number | null, completion = 'all' as 'all' | 'any', unclaimed = 0 } = {}) {
  return scoreItem({ task: { points, completion }, deliverables, unclaimed });
}

it.each<[string, ReturnType<typeof score>, evidenced: number, approved: number]>([
  ['nothing handed in', score([owed('open'), owed('returned')]), 0, 0],
  ['one of two handed in', score([owed('submitted'), owed('open')]), 1.5, 0],
  ['one of three approved, one waiting', score([owed('approved'), owed('submitted'), owed('open')]), 2, 1],
  ['all approved', score([owed('approved'), owed('approved')]), 3, 3],
  ['a share given up counts no more', score([owed('approved'), owed('waived')]), 3, 3],
  ['a checkpoint that was deleted counts no more', score([owed('approved'), owed('open', 'old', 1)]), 3, 3],
  ['a share nobody answers to is owed', score([owed('approved')], { unclaimed: 1 }), 1.5, 1.5],
  [
    'one is enough at each checkpoint',
    score([owed('approved', 'mid'), owed('open', 'mid'), owed('open', 'end')], { completion: 'any' }),
    1.5,
    1.5,
  ],
  ['one is enough, whoever else is not known', score([owed('approved')], { completion: 'any', unclaimed: 2 }), 3, 3],
  ['nobody owes anything', score([]), 0, 0],
  ['thirds are rounded to hundredths', score([owed('approved'), owed('open'), owed('open')], { points: 5 }), 1.67, 1.67],
])('%s', (_, found, evidenced, approved) => {
  expect(found).toMatchObject({ evidenced, approved });
});

it('says nothing of an item without points (未计分)', () => {
  expect(score([owed('approved')], { points: null })).toBeNull();
});
