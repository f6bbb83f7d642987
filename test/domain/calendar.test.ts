import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, createCalendar, dayOf, formatDay, instantAt, isDay, parseDay, timeOf, weekdayName } from '../../src/domain/calendar.ts';

const calendar = createCalendar();

describe('working days', () => {
  it.each([
    ['2023-06-21', true, 'an ordinary Wednesday'],
    ['2023-06-22', false, '端午节, a Thursday'],
    ['2023-06-24', false, 'an ordinary Saturday'],
    ['2023-06-25', true, 'a Sunday worked instead of the 23rd'],
    ['2023-09-29', false, '中秋节'],
    ['2023-10-07', true, 'a Saturday worked'],
    ['2024-02-04', true, 'a Sunday worked before 春节'],
    ['2004-01-01', false, 'the first day known'],
    ['2026-02-14', true, 'a Saturday worked in the last year known'],
  ])('%s → %s (%s)', (day, expected) => {
    expect(calendar.isWorkday(day)).toBe(expected);
  });

  it('moves a day off to the working day before and leaves a working day alone', () => {
    expect(calendar.workdayOnOrBefore('2023-09-30')).toBe('2023-09-28');
    expect(calendar.workdayOnOrBefore('2023-06-25')).toBe('2023-06-25');
    expect(calendar.workdayOnOrBefore('2024-01-01')).toBe('2023-12-29');
  });

  it.each([
    ['2023-06-30', -14, '2023-06-09'],
    ['2023-06-30', -7, '2023-06-20'],
    ['2023-06-30', -3, '2023-06-27'],
    ['2023-06-30', 3, '2023-07-05'],
    ['2023-06-21', 1, '2023-06-25'],
    ['2023-06-24', -1, '2023-06-21'],
    ['2023-06-24', 0, '2023-06-24'],
    ['2023-12-29', 1, '2024-01-02'],
  ])('%s %i working days is %s', (day, n, expected) => {
    expect(calendar.addWorkdays(day, n)).toBe(expected);
  });

  it.each([
    ['2023-06-09', '2023-06-30', 14],
    ['2023-06-27', '2023-06-30', 3],
    ['2023-06-30', '2023-06-30', 0],
    ['2023-06-30', '2023-07-05', 3],
    ['2023-07-05', '2023-06-30', -3],
    ['2023-06-21', '2023-06-24', 0],
  ])('from %s to %s there are %i', (from, to, expected) => {
    expect(calendar.workdaysBetween(from, to)).toBe(expected);
  });
});

it('counts as one who goes from day to day', () => {
  const days = fc.integer({ min: 0, max: 9_000 }).map((n) => addDays('2003-06-01', n));
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 600 }), fc.constantFrom(1, -1), (day, n, step) => {
      let reached = day;
      for (let left = n; left > 0; left -= calendar.isWorkday(reached) ? 1 : 0) reached = addDays(reached, step);
      expect(calendar.addWorkdays(day, step * n)).toBe(reached);
      const fromWorkday = calendar.workdayOnOrBefore(day);
      expect(calendar.workdaysBetween(fromWorkday, calendar.addWorkdays(fromWorkday, step * n))).toBe(step * n);
    }),
  );
});

describe('years without a notice', () => {
  it('are plain weekdays and say so', () => {
    expect([2003, 2004, 2026, 2027].map((year) => calendar.knowsYear(year))).toEqual([false, true, true, false]);
    expect(calendar.isWorkday('2027-01-01')).toBe(true);
    expect(calendar.isWorkday('2027-01-02')).toBe(false);
  });

  it('become known by config/calendar.yaml, which also wins over the published data', () => {
    const own = createCalendar({
      2027: { holidays: ['2027-01-01'], workdays: ['2027-01-02'] },
      2023: { holidays: [], workdays: [] },
    });
    expect(own.knowsYear(2027)).toBe(true);
    expect(own.isWorkday('2027-01-01')).toBe(false);
    expect(own.isWorkday('2027-01-02')).toBe(true);
    expect(own.isWorkday('2023-06-22')).toBe(true);
    expect(own.isWorkday('2024-02-04')).toBe(true);
  });
});

describe('Shanghai time', () => {
  it.each([
    ['2023-06-30T15:59:59.999Z', '2023-06-30', '23:59'],
    ['2023-06-30T16:00:00.000Z', '2023-07-01', '00:00'],
    ['2023-12-31T20:00:00.000Z', '2024-01-01', '04:00'],
  ])('%s is %s %s', (instant, day, time) => {
    expect(dayOf(new Date(instant))).toBe(day);
    expect(timeOf(new Date(instant))).toBe(time);
  });

  it('turns a day and a time into the instant', () => {
    expect(instantAt('2023-06-30', '09:00').toISOString()).toBe('2023-06-30T01:00:00.000Z');
    expect(instantAt('2023-01-01', '00:30').toISOString()).toBe('2022-12-31T16:30:00.000Z');
  });

  it('is the same wherever the process runs', () => {
    const program = `
      import { addDays, createCalendar, dayOf, formatDay, instantAt, parseDay } from './src/domain/calendar.ts';
      const calendar = createCalendar();
      console.log(JSON.stringify([
        calendar.isWorkday('2023-06-22'), calendar.isWorkday('2023-06-25'), calendar.addWorkdays('2023-06-30', -14),
        dayOf(new Date('2023-06-30T16:00:00Z')), instantAt('2023-03-12', '02:30').toISOString(),
        formatDay('2023-06-30'), addDays('2023-03-11', 1), parseDay('6-30', 2023),
      ]));`;
    for (const TZ of ['America/New_York', 'Pacific/Kiritimati']) {
      const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], { env: { ...process.env, TZ }, encoding: 'utf8' });
      expect(JSON.parse(run.stdout || run.stderr), TZ).toEqual([
        false,
        true,
        '2023-06-09',
        '2023-07-01',
        '2023-03-11T18:30:00.000Z',
        '6月30日（周五）',
        '2023-03-12',
        '2023-06-30',
      ]);
    }
  });
});

describe('days as people read and write them', () => {
  it('names the weekday and leaves out the plan’s own year', () => {
    expect(formatDay('2023-06-30', 2023)).toBe('6月30日（周五）');
    expect(formatDay('2024-01-07', 2023)).toBe('2024年1月7日（周日）');
    expect(formatDay('2023-06-30')).toBe('6月30日（周五）');
    expect(weekdayName('2023-06-24')).toBe('周六');
  });

  it.each([
    ['6-30', '2023-06-30'],
    ['6.30', '2023-06-30'],
    ['06/30', '2023-06-30'],
    ['6月30日', '2023-06-30'],
    ['6月30号', '2023-06-30'],
    ['6 月 30 日', '2023-06-30'],
    ['６月３０日（周五）', '2023-06-30'],
    ['６－３０', '2023-06-30'],
    ['2023-06-30', '2023-06-30'],
    ['2024年1月5日', '2024-01-05'],
    ['2024.2.29', '2024-02-29'],
  ])('reads %s', (text, expected) => {
    expect(parseDay(text, 2023)).toBe(expected);
  });

  it.each(['2-30', '2-29', '13-1', '0-5', '6-31', '6', '6-', '年中', '', '6-30-1', '3 6-30', '2023-6', '123-06-30'])(
    'does not read %j',
    (text) => {
      expect(parseDay(text, 2023)).toBeUndefined();
    },
  );

  it('knows which days exist', () => {
    expect(['2024-02-29', '2023-02-29', '2023-6-30', '2023-00-10', 'x'].map(isDay)).toEqual([true, false, false, false, false]);
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
  });
});
