import { expect, it } from 'vitest';
import { readLeaveDays } from '../../src/domain/leave.ts';

const today = '2023-06-12';

it.each([
  ['6-20', '6-28', { fromDay: '2023-06-20', toDay: '2023-06-28' }],
  ['6-20', '6-20', { fromDay: '2023-06-20', toDay: '2023-06-20' }],
  ['6-1', '6-12', { fromDay: '2023-06-01', toDay: '2023-06-12' }],
  ['12-1', '1-5', { fromDay: '2023-12-01', toDay: '2024-01-05' }],
  ['2023-6-20', '2023-7-1', { fromDay: '2023-06-20', toDay: '2023-07-01' }],
  ['6-20', '2023-6-28', { fromDay: '2023-06-20', toDay: '2023-06-28' }],
  ['6-31', '7-2', { problem: 'no-such-day' }],
  ['6-20', '2-30', { problem: 'no-such-day' }],
  ['6-1', '6-11', { problem: 'out-of-range' }],
  ['6-28', '6-20', { problem: 'out-of-range' }],
  ['2022-6-20', '2022-6-28', { problem: 'out-of-range' }],
  ['2023-6-28', '2023-6-20', { problem: 'out-of-range' }],
  ['1-3', '1-5', { problem: 'out-of-range' }],
])('reads %s to %s', (from, to, days) => {
  expect(readLeaveDays(from, to, today)).toEqual(days);
});

it('takes the days of next January for those of next year in December, and keeps a leave that began last year', () => {
  expect(readLeaveDays('1-3', '1-5', '2023-12-28')).toEqual({ fromDay: '2024-01-03', toDay: '2024-01-05' });
  expect(readLeaveDays('12-28', '1-5', '2024-01-02')).toEqual({ fromDay: '2023-12-28', toDay: '2024-01-05' });
});
