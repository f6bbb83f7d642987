import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../src/domain/calendar.ts';
import { deadlineSteps } from '../../src/domain/ladder.ts';
import { nextSendingMoment, type ReminderPolicy, type RungRecipient } from '../../src/domain/reminder-policy.ts';
import { dueReminders, isAbout, tellLatest, type ReminderInput } from '../../src/domain/reminder.ts';

const calendar = createCalendar();
const policy: ReminderPolicy = {
  rungs: [
    { when: 'before', days: 14, to: ['liaison'] },
    { when: 'before', days: 7, to: ['liaison'] },
    { when: 'before', days: 3, to: ['liaison'] },
    { when: 'before', days: 1, to: ['liaison'] },
    { when: 'on', to: ['liaison'] },
    { when: 'after', days: 1, to: ['liaison'] },
    { when: 'after', days: 3, to: ['liaison'] },
    { when: 'weekly', to: ['liaison'] },
    { when: 'quarterly', days: 5, to: ['liaison'] },
  ],
  sendAt: '09:00',
  quiet: { from: '18:30', to: '08:30' },
  repairWithinWorkdays: 5,
  urgeCoolingHours: 24,
  quota: { person: { day: 1, week: 5 }, room: { week: 1 } },
};
const open: ReminderInput['deliverable'] = {
  state: 'open',
  startsOn: null,
  dueOn: '2023-06-30',
  supplementary: 0,
  detached: 0,
  extendedOn: null,
  ladderFrom: '2023-06-01T02:00:00.000Z',
};

/** Shanghai time as `2023-06-30 09:00`. */
const at = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const shown = (instant: Date | null): string | null =>
  instant && new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

function look(now: string, deliverable: Partial<typeof open> = {}, decided: string[] = []) {
  const { decisions, nextAt, nextStepAt } = dueReminders({
    deliverable: { ...open, ...deliverable },
    policy,
    calendar,
    waitsSince: null,
    toldOn: undefined,
    decided: new Set(decided.map((key) => (key.includes(' ') ? key : `${key} ${deliverable.dueOn ?? open.dueOn}`))),
    recipientsOf: (to) => to,
    now: at(now),
  });
  return { said: decisions.map(({ rung, verdict }) => `${rung} ${verdict}`), nextAt: shown(nextAt ?? nextStepAt), decisions };
}

/** Lets time pass from one next moment to the next, as the cron tick does, and notes every day somebody is told. */
function live(from: string, until: string, deliverable: Partial<typeof open> = {}): string[] {
  const decided: string[] = [];
  const told: string[] = [];
  for (let now: string | null = from; now !== null && now <= until;) {
    const { decisions, nextAt } = look(now, deliverable, decided);
    for (const { rung, dueOn, verdict } of decisions) {
      decided.push(`${rung} ${dueOn}`);
      if (verdict === 'send') told.push(`${now} ${rung}`);
    }
    now = nextAt;
  }
  return told;
}

describe('the ladder', () => {
  it('tells about 6月30日 on the right working days, over 端午 and the Sunday worked for it', () => {
    expect(live('2023-06-01 10:00', '2023-07-20 23:00')).toEqual([
      '2023-06-09 09:00 before-14',
      '2023-06-20 09:00 before-7',
      '2023-06-27 09:00 before-3',
      '2023-06-29 09:00 before-1',
      '2023-06-30 09:00 on',
      '2023-07-03 09:00 after+1',
      '2023-07-05 09:00 after+3',
      '2023-07-10 09:00 weekly-1',
      '2023-07-17 09:00 weekly-2',
    ]);
  });

  it('counts from the working day before when the deadline is a day off', () => {
    const told = live('2023-09-01 10:00', '2023-10-12 23:00', { dueOn: '2023-09-30', ladderFrom: '2023-08-01T00:00:00.000Z' });
    expect(told).toEqual([
      '2023-09-08 09:00 before-14',
      '2023-09-19 09:00 before-7',
      '2023-09-25 09:00 before-3',
      '2023-09-27 09:00 before-1',
      '2023-09-28 09:00 on',
      '2023-10-07 09:00 after+1',
      '2023-10-09 09:00 after+3',
    ]);
  });

  it('leaves out the week of a long holiday, of which but a worked weekend is left, and comes on Tuesday after a Monday off', () => {
    const told = live('2023-09-15 09:00', '2024-01-02 23:00', { dueOn: '2023-09-05', ladderFrom: at('2023-09-15 08:00').toISOString() });
    expect([...told.slice(0, 3), told.at(-1)]).toEqual([
      '2023-09-18 09:00 weekly-1',
      '2023-09-25 09:00 weekly-2',
      '2023-10-09 09:00 weekly-4',
      '2024-01-02 09:00 weekly-16',
    ]);
  });

  it.each(['2023-05-31', '2023-06-05', '2023-06-07', '2023-06-09'])(
    'tells what was due on %s on the same day of the week as all that is late',
    (dueOn) => {
      const told = live('2023-06-19 10:00', '2023-07-04 23:00', { dueOn, ladderFrom: '2023-05-01T00:00:00.000Z' });
      expect(told.slice(-2).map((line) => line.split(' ')[0])).toEqual(['2023-06-26', '2023-07-03']);
    },
  );

  it('goes on over the turn of the year, on plain weekdays where no notice is known', () => {
    const told = live('2026-12-28 10:00', '2027-01-20 23:00', { dueOn: '2026-12-31', ladderFrom: '2026-12-28T00:00:00.000Z' });
    expect(told).toEqual([
      '2026-12-28 10:00 before-3',
      '2026-12-30 09:00 before-1',
      '2026-12-31 09:00 on',
      '2027-01-01 09:00 after+1',
      '2027-01-05 09:00 after+3',
      '2027-01-11 09:00 weekly-1',
      '2027-01-18 09:00 weekly-2',
    ]);
  });
});

describe('a span', () => {
  const span = { startsOn: '2023-06-25', ladderFrom: '2023-06-01T02:00:00.000Z' };

  it('says on its first working day what would have come before', () => {
    expect(live('2023-06-01 10:00', '2023-07-03 23:00', span)).toEqual([
      '2023-06-25 09:00 before-7',
      '2023-06-27 09:00 before-3',
      '2023-06-29 09:00 before-1',
      '2023-06-30 09:00 on',
      '2023-07-03 09:00 after+1',
    ]);
  });

  it('that begins on a day off begins after it', () => {
    expect(live('2023-06-01 10:00', '2023-06-26 23:00', { ...span, startsOn: '2023-06-22' })).toEqual(['2023-06-25 09:00 before-7']);
  });

  it('that lies in a holiday is told before it, once', () => {
    const holiday = { ...span, startsOn: '2023-10-01', dueOn: '2023-10-06' };
    expect(live('2023-06-01 10:00', '2023-10-07 08:00', holiday)).toEqual(['2023-09-28 09:00 on']);
  });

  it.each([
    ['2023-10-01', '2023-10-07', '2023-09-28'],
    ['2023-07-08', '2023-07-10', '2023-07-07'],
  ])('from %s to %s, of which but the last day is worked, is told before the days off, too', (startsOn, dueOn, before) => {
    expect(live('2023-06-01 10:00', `${dueOn} 23:00`, { ...span, startsOn, dueOn })).toEqual([
      `${before} 09:00 before-1`,
      `${dueOn} 09:00 on`,
    ]);
  });
});

describe('what has no deadline', () => {
  const undated = { dueOn: null, ladderFrom: at('2023-06-12 09:30').toISOString() };

  it('is nudged before the end of each quarter, over 国庆 and into the next year', () => {
    expect(live('2023-06-12 10:00', '2024-04-01 23:00', undated)).toEqual([
      '2023-09-21 09:00 quarterly-5',
      '2023-12-22 09:00 quarterly-5',
      '2024-03-22 09:00 quarterly-5',
    ]);
  });

  it('but not in its first weeks', () => {
    expect(live('2023-09-05 10:00', '2023-12-31 23:00', { ...undated, ladderFrom: at('2023-09-05 10:00').toISOString() })).toEqual([
      '2023-12-22 09:00 quarterly-5',
    ]);
    expect(live('2023-05-22 10:00', '2023-06-30 23:00', { ...undated, ladderFrom: at('2023-05-22 10:00').toISOString() })).toEqual([
      '2023-06-25 09:00 quarterly-5',
    ]);
  });

  it('is made up within the quarter, and not in the next', () => {
    expect(look('2023-09-27 10:00', undated).said).toEqual(['quarterly-5 send']);
    expect(look('2023-10-09 10:00', undated)).toMatchObject({ said: [], nextAt: '2023-12-22 09:00' });
    const nudge = { rung: 'quarterly-5', dueOn: '2023-09-30' };
    expect(isAbout(nudge, { ...open, dueOn: null }, '2023-09-30')).toBe(true);
    expect(isAbout(nudge, { ...open, dueOn: null }, '2023-10-01')).toBe(false);
    expect(isAbout(nudge, { ...open, dueOn: '2023-09-30' }, '2023-09-30')).toBe(false);
  });

  it.each(['submitted', 'approved', 'waived'] as const)('is left in peace when %s', (state) => {
    expect(look('2023-09-27 10:00', { ...undated, state })).toMatchObject({ said: [], nextAt: null });
  });

  it('is left in peace without the line in reminders.yaml', () => {
    const quiet = { ...policy, rungs: policy.rungs.filter(({ when }) => when !== 'quarterly') };
    const input = {
      deliverable: { ...open, ...undated },
      waitsSince: null,
      toldOn: undefined,
      policy: quiet,
      calendar,
      decided: new Set<string>(),
    };
    const outlook = dueReminders({ ...input, recipientsOf: (to) => to, now: at('2023-09-27 10:00') });
    expect(outlook).toEqual({ decisions: [], nextAt: null, nextStepAt: null });
  });
});

describe('a date set late', () => {
  it('skips the rungs already past and says why, at any hour', () => {
    const late = { ladderFrom: at('2023-06-25 20:00').toISOString() };
    const { decisions, nextAt } = look('2023-06-25 20:00', late);
    expect(decisions).toMatchObject([
      { rung: 'before-14', dueOn: '2023-06-30', memberId: 'liaison', verdict: 'skipped', reason: 'set-later' },
      { rung: 'before-7', dueOn: '2023-06-30', memberId: 'liaison', verdict: 'skipped', reason: 'set-later' },
    ]);
    expect(nextAt).toBe('2023-06-27 09:00');
  });

  it('starts again after a return with a new date', () => {
    const returned = { state: 'returned', dueOn: '2023-07-14', ladderFrom: at('2023-07-07 15:00').toISOString() } as const;
    expect(look('2023-07-07 15:01', returned).said).toEqual(['before-14 skipped', 'before-7 skipped']);
    expect(live('2023-07-07 15:01', '2023-07-14 23:00', returned)).toEqual([
      '2023-07-11 09:00 before-3',
      '2023-07-13 09:00 before-1',
      '2023-07-14 09:00 on',
    ]);
  });

  it('does not chase a date that was already past by weeks when set', () => {
    const past = { dueOn: '2023-05-31', ladderFrom: at('2023-06-26 10:00').toISOString() };
    const { decisions, nextAt } = look('2023-06-26 10:00', past);
    expect(decisions.every(({ verdict }) => verdict === 'skipped')).toBe(true);
    expect(nextAt).toBe('2023-07-03 09:00');
  });
});

describe('after downtime', () => {
  it('makes up for several missed rungs with the latest, once', () => {
    const missed = look('2023-06-29 10:12', {}, ['before-14']);
    expect(missed.said).toEqual(['before-7 merged', 'before-3 merged', 'before-1 send']);
    expect(missed.nextAt).toBe('2023-06-30 09:00');
    const again = look('2023-06-29 10:13', {}, ['before-14', 'before-7', 'before-3', 'before-1']);
    expect(again).toMatchObject({ said: [], nextAt: '2023-06-30 09:00' });
  });

  it('stays bounded after half a year away', () => {
    const { said } = look('2023-12-29 09:00', {}, ['before-14']);
    expect(said.filter((line) => line.endsWith('send'))).toEqual(['weekly-25 send']);
    expect(said).toHaveLength(6 + 24);
  });

  it.each([
    ['in the quiet hours', '2023-06-27 18:30', '2023-06-28 09:00'],
    ['before the sending time', '2023-06-28 08:45', '2023-06-28 09:00'],
    ['on a holiday', '2023-06-22 11:00', '2023-06-25 09:00'],
    ['on a Saturday', '2023-07-01 11:00', '2023-07-03 09:00'],
  ])('%s it decides nothing and waits for the next sending moment', (_when, now, nextAt) => {
    expect(look(now)).toMatchObject({ said: [], nextAt });
  });
});

describe('silence', () => {
  it.each([
    ['submitted', { state: 'submitted' }],
    ['approved', { state: 'approved' }],
    ['waived', { state: 'waived' }],
    ['补报', { supplementary: 1 }],
    ['its checkpoint was deleted', { detached: 1 }],
  ] as const)('%s', (_what, deliverable) => {
    expect(look('2023-06-30 09:00', deliverable)).toMatchObject({ said: [], nextAt: null });
  });

  it('ends with the last rung when nothing is weekly', () => {
    const once = { ...policy, rungs: [{ when: 'on' as const, to: ['liaison' as const] }] };
    const outlook = dueReminders({
      deliverable: open,
      waitsSince: null,
      toldOn: undefined,
      policy: once,
      calendar,
      decided: new Set(),
      recipientsOf: () => ['zhang'],
      now: at('2023-06-30 09:00'),
    });
    const decision = { rung: 'on', dueOn: '2023-06-30', at: at('2023-06-30 09:00'), memberId: 'zhang', verdict: 'send' };
    expect(outlook).toEqual({ decisions: [decision], nextAt: null, nextStepAt: null });
  });
});

describe('all that is owed by one day', () => {
  it('has the ladder of each of them', () => {
    const together: string[] = [];
    let decidedUntil = at('2023-06-01 10:00');
    for (let now: Date | null = decidedUntil; now !== null && now <= at('2023-07-20 23:00');) {
      const { due, nextAt } = deadlineSteps('2023-06-30', decidedUntil, { policy, calendar, now });
      for (const { rung } of tellLatest(due, (to) => to)) together.push(`${shown(now)} ${rung}`);
      [decidedUntil, now] = [now, nextAt];
    }
    expect(together).toEqual(live('2023-06-01 10:00', '2023-07-20 23:00'));
  });

  it('is told the latest of several steps that were missed', () => {
    const now = at('2023-06-29 10:12');
    const { due, nextAt } = deadlineSteps('2023-06-30', at('2023-06-09 09:00'), { policy, calendar, now });
    expect(tellLatest(due, (to) => to).map(({ rung, verdict }) => `${rung} ${verdict}`)).toEqual([
      'before-7 merged',
      'before-3 merged',
      'before-1 send',
    ]);
    expect(shown(nextAt)).toBe('2023-06-30 09:00');
  });
});

describe('a rung for somebody else', () => {
  const escalating: ReminderPolicy = {
    ...policy,
    rungs: [
      { when: 'on', to: ['liaison'] },
      { when: 'after', days: 1, to: ['liaison', 'leader'] },
      { when: 'after', days: 3, to: ['leader'] },
      { when: 'weekly', to: ['liaison'] },
    ],
  };
  const people = { liaison: ['zhang', 'chen'], leader: ['zheng'], admin: [], reviewer: [] };

  function decide(now: string, recipients: Record<RungRecipient, string[]> = people): string[] {
    const { decisions } = dueReminders({
      deliverable: open,
      waitsSince: null,
      toldOn: undefined,
      policy: escalating,
      calendar,
      decided: new Set(),
      recipientsOf: (to) => [...new Set(to.flatMap((role) => recipients[role]))],
      now: at(now),
    });
    return decisions.map(({ rung, memberId, verdict }) => `${rung} ${memberId} ${verdict}`);
  }

  it('tells each the latest that is for them, after a downtime too', () => {
    expect(decide('2023-07-14 09:00')).toEqual([
      'on zhang merged',
      'on chen merged',
      'after+1 zhang merged',
      'after+1 chen merged',
      'after+1 zheng merged',
      'after+3 zheng send',
      'weekly-1 zhang send',
      'weekly-1 chen send',
    ]);
  });

  it('tells one person in two roles once', () => {
    expect(decide('2023-07-14 09:00', { ...people, liaison: ['zheng'] })).toEqual([
      'on zheng merged',
      'after+1 zheng merged',
      'after+3 zheng merged',
      'weekly-1 zheng send',
    ]);
  });

  it('says so where there is nobody', () => {
    expect(decide('2023-07-05 09:00', { ...people, leader: [] })).toEqual([
      'on zhang merged',
      'on chen merged',
      'after+1 zhang send',
      'after+1 chen send',
      'after+3 null send',
    ]);
  });
});

describe('what waits for review', () => {
  const reviewing: ReminderPolicy = {
    ...policy,
    rungs: [...policy.rungs, { when: 'unreviewed', days: 2, to: ['reviewer'] }, { when: 'unreviewed', days: 5, to: ['reviewer', 'admin'] }],
  };
  const waiting: typeof open = { ...open, state: 'submitted', dueOn: null };

  function wait(now: string, since: string, decided: string[] = [], ladder = reviewing) {
    const waitsSince = at(since).toISOString();
    const { decisions, nextAt } = dueReminders({
      deliverable: waiting,
      waitsSince,
      toldOn: undefined,
      policy: ladder,
      calendar,
      decided: new Set(decided),
      recipientsOf: (to) => to,
      now: at(now),
    });
    return {
      said: decisions.map(({ rung, dueOn, memberId, verdict }) => `${rung} ${dueOn} ${memberId} ${verdict}`),
      nextAt: shown(nextAt),
    };
  }

  it('is told to the reviewers on the right working days, also of what has no deadline', () => {
    expect(wait('2023-06-21 10:00', '2023-06-21 10:00')).toEqual({ said: [], nextAt: '2023-06-26 09:00' });
    expect(wait('2023-06-26 09:00', '2023-06-21 10:00')).toEqual({
      said: ['unreviewed+2 2023-06-21 reviewer send'],
      nextAt: '2023-06-29 09:00',
    });
    expect(wait('2023-06-29 09:00', '2023-06-21 10:00', ['unreviewed+2 2023-06-21'])).toEqual({
      said: ['unreviewed+5 2023-06-21 reviewer send', 'unreviewed+5 2023-06-21 admin send'],
      nextAt: '2023-07-03 09:00',
    });
    expect(wait('2023-07-03 09:00', '2023-06-21 10:00', ['unreviewed+2 2023-06-21', 'unreviewed+5 2023-06-21']).said).toEqual([
      'unreviewed-weekly-1 2023-06-21 reviewer send',
      'unreviewed-weekly-1 2023-06-21 admin send',
    ]);
  });

  it('begins anew when it is handed in again', () => {
    expect(wait('2023-07-03 09:00', '2023-06-29 15:00', ['unreviewed+2 2023-06-21']).said).toEqual([
      'unreviewed+2 2023-06-29 reviewer send',
    ]);
  });

  it('is told to nobody where no rung says so', () => {
    expect(wait('2023-07-20 09:00', '2023-06-21 10:00', [], policy)).toEqual({ said: [], nextAt: null });
  });
});

it.each([
  ['2023-06-25 09:00', '2023-06-25 09:00', 'a working Sunday'],
  ['2023-06-25 18:29', '2023-06-25 18:29', 'just before the quiet hours'],
  ['2023-06-25 18:30', '2023-06-26 09:00', 'the quiet hours'],
  ['2023-06-26 00:10', '2023-06-26 09:00', 'after midnight'],
  ['2023-06-26 08:59', '2023-06-26 09:00', 'just before the sending time'],
  ['2023-06-21 19:00', '2023-06-25 09:00', 'the eve of 端午'],
  ['2023-09-29 10:00', '2023-10-07 09:00', 'the first of eight days off'],
])('sending at %s waits until %s (%s)', (now, expected) => {
  expect(shown(nextSendingMoment(at(now), policy, calendar))).toBe(expected);
});
