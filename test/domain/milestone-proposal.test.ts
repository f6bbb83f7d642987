import { expect, it } from 'vitest';
import { createCalendar } from '../../src/domain/calendar.ts';
import { proposeMilestones } from '../../src/domain/milestone-proposal.ts';

it('moves 9月30日 to the 28th in 2023, because 中秋 and 国庆 begin on the 29th', () => {
  const proposals = [
    { name: '年中', monthDay: '06-30' },
    { name: '三季度', monthDay: '09-30' },
    { name: '年终', monthDay: '11-30' },
  ];
  expect(proposeMilestones(proposals, 2023, createCalendar())).toEqual([
    { name: '年中', dueOn: '2023-06-30', movedFrom: null },
    { name: '三季度', dueOn: '2023-09-28', movedFrom: '2023-09-30' },
    { name: '年终', dueOn: '2023-11-30', movedFrom: null },
  ]);
});
