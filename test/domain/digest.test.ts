import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../src/domain/calendar.ts';
import { dueDigest, nextDigestAt } from '../../src/domain/digest.ts';

// 2023: 22 to 24 June (Thursday to Saturday) are off and Sunday 25 June is worked; 29 September to 6 October are off, 7 and 8 October worked.
const calendar = createCalendar();
const quiet = { from: '18:30', to: '08:30' };
const at = '09:30';

const weekOf = (moment: string, weekday = 1): string | undefined =>
  dueDigest(new Date(`${moment.replace(' ', 'T')}:00+08:00`), { digest: { weekday, at }, quiet }, calendar)?.week;

const nextAfter = (moment: string, weekday = 1): string => {
  const next = nextDigestAt(new Date(`${moment.replace(' ', 'T')}:00+08:00`), { weekday, at }, calendar);
  return new Date(next.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
};

describe('the moment of a digest', () => {
  it.each([
    ['its weekday', '2023-06-12 08:00', 1, '2023-06-12 09:30'],
    ['the next week, once it is past', '2023-06-12 09:30', 1, '2023-06-19 09:30'],
    ['the next working day of the week, on a holiday', '2023-06-21 10:00', 4, '2023-06-25 09:30'],
    ['the last one before, when none is left', '2023-09-25 08:00', 5, '2023-09-28 09:30'],
    ['the next week, where only a worked weekend is left of this one', '2023-09-28 10:00', 1, '2023-10-09 09:30'],
    ['the same after 春节, which ends with a worked Sunday', '2024-02-09 10:00', 1, '2024-02-19 09:30'],
  ])('%s', (_, now, weekday, moment) => {
    expect(nextAfter(now, weekday)).toBe(moment);
  });

  it('is none in a week without a working day', () => {
    const off = createCalendar({
      2023: { holidays: ['2023-06-12', '2023-06-13', '2023-06-14', '2023-06-15', '2023-06-16'], workdays: [] },
    });
    expect(nextDigestAt(new Date('2023-06-09T12:00:00+08:00'), { weekday: 1, at }, off)).toEqual(new Date('2023-06-19T09:30:00+08:00'));
    expect(dueDigest(new Date('2023-06-14T12:00:00+08:00'), { digest: { weekday: 1, at }, quiet }, off)).toBeUndefined();
  });
});

describe('a digest is due', () => {
  it.each([
    ['not before its time', '2023-06-12 09:29', undefined],
    ['at its time', '2023-06-12 09:30', '2023-06-12'],
    ['not in the night', '2023-06-12 18:30', undefined],
    ['not early on the next day', '2023-06-13 09:00', undefined],
    ['later in its week, when it was missed', '2023-06-15 18:29', '2023-06-12'],
    ['not when the next one is near', '2023-06-16 10:00', undefined],
    ['not on a day off', '2023-06-17 10:00', undefined],
    ['not on a worked Sunday, the day before the next one', '2023-06-25 10:00', undefined],
    ['in the next week only the next one', '2023-06-26 10:00', '2023-06-26'],
  ])('%s', (_, now, week) => {
    expect(weekOf(now)).toBe(week);
  });

  it('never, where it was taken out of the file', () => {
    expect(dueDigest(new Date('2023-06-12T10:00:00+08:00'), { quiet }, calendar)).toBeUndefined();
  });

  it('looks ahead a week, or to the next one when that is later', () => {
    const until = (moment: string): string | undefined =>
      dueDigest(new Date(moment), { digest: { weekday: 1, at }, quiet }, calendar)?.until;
    expect(until('2023-06-12T10:00:00+08:00')).toBe('2023-06-19');
    expect(until('2023-06-14T10:00:00+08:00')).toBe('2023-06-21');
    expect(until('2023-09-25T10:00:00+08:00')).toBe('2023-10-09');
  });
});
