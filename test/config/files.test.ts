import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadConfigFiles } from '../../src/config/files.ts';
import { createCalendar } from '../../src/domain/calendar.ts';
import { proposeMilestones } from '../../src/domain/milestone-proposal.ts';
import { changedConfig } from '../helpers/changed-config.ts';
import { problemsOf } from './problems-of.ts';

/** The shipped files with one of them changed; its problems, without the folder. */
function problemsWith(name: string, change: (text: string) => string): string[] {
  const { dir, remove } = changedConfig(name, change);
  const problems = problemsOf(() => loadConfigFiles(dir)).map((line) => line.replace(`${dir}/`, ''));
  remove();
  return problems;
}

describe('the shipped files', () => {
  const files = loadConfigFiles('config');

  it('hold the ladder, the sending time and the quiet hours', () => {
    expect(files.reminders).toEqual({
      rungs: [
        ...[14, 7, 3, 1].map((days) => ({ when: 'before', days, to: ['liaison'] })),
        { when: 'on', to: ['liaison'] },
        { when: 'after', days: 1, to: ['liaison'] },
        { when: 'after', days: 3, to: ['liaison', 'leader'] },
        ...[2, 5].map((days) => ({ when: 'unreviewed', days, to: ['reviewer'] })),
        { when: 'weekly', to: ['liaison'] },
        { when: 'quarterly', days: 5, to: ['liaison'] },
      ],
      sendAt: '09:00',
      quiet: { from: '18:30', to: '08:30' },
      repairWithinWorkdays: 5,
      urgeCoolingHours: 24,
      quota: { person: { day: 1, week: 5 }, room: { week: 1 } },
      digest: { weekday: 1, at: '09:30' },
    });
    expect(files.evidence).toEqual({
      maxFileMb: 200,
      burstMinutes: 10,
      uploadLinkHours: 24,
      maxUploadMb: 2048,
      activityPapers: '方案、照片3张、总结',
      linkHosts: [],
    });
  });

  it('know the quota where a file does not name it, or only a part of it', () => {
    for (const line of ['', 'quota: { person: { week: 3 } }\n'])
      expect(problemsWith('reminders.yaml', (text) => text.replace(/^quota:.*\n/m, line))).toEqual([]);
  });

  it('work without the digest of rooms', () => {
    expect(problemsWith('reminders.yaml', (text) => text.replace(/^digest:.*\n/m, ''))).toEqual([]);
  });

  it('propose the checkpoints the notice lacks', () => {
    const proposed = proposeMilestones(files.milestones, 2023, createCalendar(files.calendar));
    expect(proposed.map(({ name, dueOn }) => `${name} ${dueOn}`)).toEqual(['年中 2023-06-30', '三季度 2023-09-28', '年终 2023-11-30']);
  });

  it('list R1 to R10, of which only 其他 needs more words', () => {
    expect(files.reasons.map(({ code }) => code)).toEqual(['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R10']);
    expect(files.reasons.filter(({ commentRequired }) => commentRequired).map(({ text }) => text)).toEqual(['其他']);
  });

  it('shows in its comment how a new year is written', () => {
    const example = readFileSync('config/calendar.yaml', 'utf8')
      .replace(/^years: \{\}$/m, '')
      .replace(/^# (years|  )/gm, '$1');
    expect(problemsWith('calendar.yaml', () => example)).toEqual([]);
  });
});

describe('a mistake is shown with its line and its cure', () => {
  const yaml = (text: string) => (): string => text;
  it.each([
    [
      'reminders.yaml',
      (s: string) => s.replace('days: 14', 'days: two'),
      'reminders.yaml:8 rungs.0.days: must be a whole number from 1 to 60, e.g. 3',
    ],
    [
      'reminders.yaml',
      (s: string) => s.replace('days: 14', 'days: 0'),
      'reminders.yaml:8 rungs.0.days: must be a whole number from 1 to 60, e.g. 3',
    ],
    ['reminders.yaml', (s: string) => s.replace(', days: 14', ''), 'reminders.yaml:8 rungs.0.days: is missing; add it'],
    [
      'reminders.yaml',
      (s: string) => s.replace('when: on', 'when: at'),
      'reminders.yaml:12 rungs.4.when: must be before, on, after, weekly, unreviewed or quarterly',
    ],
    ['reminders.yaml', (s: string) => s.replace('days: 7', 'days: 14'), 'reminders.yaml:9 rungs.1: is there twice; remove one of them'],
    [
      'reminders.yaml',
      (s: string) => s.replace('[liaison, leader]', '[boss]'),
      'reminders.yaml:14 rungs.6.to.0: must be one of liaison, leader, admin, reviewer',
    ],
    [
      'reminders.yaml',
      (s: string) => s.replace('[liaison, leader]', '[]'),
      'reminders.yaml:14 rungs.6.to: must name somebody, such as [liaison]',
    ],
    [
      'reminders.yaml',
      (s: string) => s.replace('[liaison, leader]', '[leader, leader]'),
      'reminders.yaml:14 rungs.6.to: names somebody twice; remove one of them',
    ],
    [
      'reminders.yaml',
      (s: string) => s.replace('days: 1 }', 'days: 3, to: [leader] }').replace('days: 1 }', 'days: 3, to: [admin] }'),
      'reminders.yaml:14 rungs.6: is there twice; remove one of them',
    ],
    ['reminders.yaml', (s: string) => s.replace('sendAt', 'sentAt'), 'reminders.yaml:1 sendAt: is missing; add it'],
    [
      'reminders.yaml',
      (s: string) => `${s}emoji: yes\n`,
      'reminders.yaml:43 emoji: is not a setting of this place; check the spelling or remove the line',
    ],
    ['reminders.yaml', (s: string) => s.replace('"09:00"', '"9"'), 'reminders.yaml:21 sendAt: must be a time such as "09:00"'],
    [
      'reminders.yaml',
      (s: string) => s.replace('"09:00"', '"08:00"'),
      'reminders.yaml:21 sendAt: lies in the quiet hours; choose a time from 08:30 until before 18:30',
    ],
    [
      'reminders.yaml',
      (s: string) => s.replace('"09:30"', '"18:30"'),
      'reminders.yaml:42 digest.at: lies in the quiet hours; choose a time from 08:30 until before 18:30',
    ],
    [
      'reminders.yaml',
      (s: string) => s.replace('{ day: 1, week: 5 }', '{ day: 0, week: 5 }'),
      'reminders.yaml:37 quota.person.day: must be a whole number from 1 to 5, e.g. 1',
    ],
    [
      'reminders.yaml',
      (s: string) => s.replace('{ day: 1, week: 5 }', '{ day: 3, week: 2 }'),
      'reminders.yaml:37 quota.person.week: must be at least as many as on one day, 3',
    ],
    [
      'reminders.yaml',
      (s: string) => s.replace('room: { week: 1 }', 'room: { day: 1 }'),
      'reminders.yaml:37 quota.room.day: is not a setting of this place',
    ],
    [
      'reminders.yaml',
      (s: string) => s.replace('weekday: 1', 'weekday: 周一'),
      'reminders.yaml:42 digest.weekday: must be a whole number from 1 to 5, e.g. 1',
    ],
    ['reminders.yaml', (s: string) => s.replace('"18:30"', '"08:00"'), 'reminders.yaml:25 quiet: quiet hours span the night'],
    [
      'calendar.yaml',
      yaml('years:\n  2027:\n    holidays: [2027-02-30]\n    workdays: []\n'),
      'calendar.yaml:3 years.2027.holidays.0: must be a day that exists, such as 2027-01-01',
    ],
    [
      'calendar.yaml',
      yaml('years:\n  2027:\n    holidays: []\n    workdays: [2028-01-02]\n'),
      'calendar.yaml:4 years.2027.workdays.0: is not a day of 2027; move it to its own year',
    ],
    ['calendar.yaml', yaml('years:\n  2027: {}\n  2027: {}\n'), 'calendar.yaml:3 Map keys must be unique'],
    ['calendar.yaml', yaml('years: *last'), 'calendar.yaml:1 *last: put text that begins with * in quotes'],
    ['calendar.yaml', yaml(''), 'calendar.yaml:1 must hold settings, each as "name: value"'],
    [
      'milestones.yaml',
      (s: string) => s.replace('09-30', '09-31'),
      'milestones.yaml:6 proposals.1.monthDay: must be a day of every year, such as 06-30',
    ],
    [
      'milestones.yaml',
      (s: string) => s.replace('三季度', '年中'),
      'milestones.yaml:6 proposals.1.name: is there twice; remove one of them',
    ],
    ['evidence.yaml', (s: string) => s.replace('200', '-1'), 'evidence.yaml:4 maxFileMb: must be a whole number from 1 to 2048, e.g. 200'],
    ['reasons.yaml', (s: string) => s.replace('code: R2', 'code: R1'), 'reasons.yaml:8 reasons.1.code: is there twice; remove one of them'],
    ['reasons.yaml', (s: string) => s.replace('code: R2', 'code: 2'), 'reasons.yaml:8 reasons.1.code: must be a code such as R1'],
  ])('%s', (name, change, problem) => {
    expect(problemsWith(name, change)).toContainEqual(expect.stringContaining(problem));
  });
});
