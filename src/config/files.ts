import { join } from 'node:path';
import { z } from 'zod';
import { readArchivePolicy, type ArchivePolicy } from './archive.ts';
import { readParts, refuse } from './parts.ts';
import { isDay, type CalendarOverrides, type Day } from '../domain/calendar.ts';
import type { MilestoneProposal } from '../domain/milestone-proposal.ts';
import { keyOfRung } from '../domain/ladder.ts';
import type { ReminderPolicy, Rung } from '../domain/reminder-policy.ts';
import type { ReturnReason } from '../domain/return-reason.ts';
import { readYamlFile, type YamlFile, type YamlPath } from './yaml-file.ts';

/** What the YAML files of CONFIG_DIR say, the directory (通讯录) apart. */
export interface ConfigFiles {
  reminders: ReminderPolicy;
  calendar: CalendarOverrides;
  milestones: MilestoneProposal[];
  evidence: EvidencePolicy;
  reasons: ReturnReason[];
  archive: ArchivePolicy;
}

/** Limits on what people send (`config/evidence.yaml`). */
export interface EvidencePolicy {
  maxFileMb: number;
  /** Files of one person at most this far apart are one 报送. */
  burstMinutes: number;
  /** How long an upload link (上传链接) opens. */
  uploadLinkHours: number;
  /** Of a file on the upload page. */
  maxUploadMb: number;
  /** What is proposed for an activity whose row asks for no papers: 「方案、照片3张、总结」; empty for nothing. */
  activityPapers: string;
  /** Hosts whose pages are read for title and day when somebody hands in a link: `host` or `host:port`. From no other anything is fetched. */
  linkHosts: string[];
}

export function loadConfigFiles(dir: string): ConfigFiles {
  return readParts({
    reminders: () => readReminders(join(dir, 'reminders.yaml')),
    calendar: () => readCalendar(join(dir, 'calendar.yaml')),
    milestones: () => readMilestones(join(dir, 'milestones.yaml')),
    evidence: () => readYamlFile(join(dir, 'evidence.yaml'), EVIDENCE).value,
    reasons: () => readReasons(join(dir, 'reasons.yaml')),
    archive: () => readArchivePolicy(join(dir, 'archive.yaml')),
  });
}

const text = z.string('must be text').trim().min(1, 'must not be empty');
const wholeNumber = (least: number, most: number, example: number) => {
  const error = `must be a whole number from ${least} to ${most}, e.g. ${example}`;
  return z.int(error).min(least, error).max(most, error);
};
const time = z.string('must be a time such as "09:00"').regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "09:00"');
const day = z.string('must be a day such as 2027-01-01').refine(isDay, 'must be a day that exists, such as 2027-01-01');

const RECIPIENTS = ['liaison', 'leader', 'admin', 'reviewer'] as const;

const recipients = z
  .array(z.enum(RECIPIENTS, `must be one of ${RECIPIENTS.join(', ')}`), 'must be a list such as [liaison, leader]')
  .min(1, 'must name somebody, such as [liaison]')
  .refine((roles) => new Set(roles).size === roles.length, 'names somebody twice; remove one of them');
const to = recipients.default(['liaison']);

const RUNG: z.ZodType<Rung> = z.discriminatedUnion(
  'when',
  [
    z.strictObject({ when: z.enum(['before', 'after', 'quarterly']), days: wholeNumber(1, 60, 3), to }),
    z.strictObject({ when: z.literal('unreviewed'), days: wholeNumber(1, 60, 2), to: recipients.default(['reviewer']) }),
    z.strictObject({ when: z.enum(['on', 'weekly']), to }),
  ],
  'must be before, on, after, weekly, unreviewed or quarterly',
);

const QUOTA = z.strictObject({
  person: z.strictObject({ day: wholeNumber(1, 5, 1).default(1), week: wholeNumber(1, 35, 5).default(5) }).prefault({}),
  room: z.strictObject({ week: wholeNumber(1, 35, 1).default(1) }).prefault({}),
});

const REMINDERS: z.ZodType<ReminderPolicy> = z.strictObject({
  rungs: z.array(RUNG, 'must be a list'),
  sendAt: time,
  quiet: z.strictObject({ from: time, to: time }),
  repairWithinWorkdays: wholeNumber(1, 60, 5),
  urgeCoolingHours: wholeNumber(0, 720, 24),
  quota: QUOTA.prefault({}),
  digest: z.strictObject({ weekday: wholeNumber(1, 5, 1), at: time }).optional(),
});

function readReminders(path: string): ReminderPolicy {
  const file = readYamlFile(path, REMINDERS);
  const { rungs, sendAt, quiet, quota, digest } = file.value;
  refuseRepeated(file, rungs.map(keyOfRung), (index) => ['rungs', index]);
  if (quiet.from <= quiet.to) refuse([file.problemAt(['quiet'], 'quiet hours span the night: from is an evening time, to a morning time')]);
  const { day: aDay, week: aWeek } = quota.person;
  if (aWeek < aDay) refuse([file.problemAt(['quota', 'person', 'week'], `must be at least as many as on one day, ${aDay}`)]);
  const isQuiet = (at: string): boolean => at < quiet.to || at >= quiet.from;
  const places: YamlPath[] = [...(isQuiet(sendAt) ? [['sendAt']] : []), ...(digest && isQuiet(digest.at) ? [['digest', 'at']] : [])];
  refuse(
    places.map((place) => file.problemAt(place, `lies in the quiet hours; choose a time from ${quiet.to} until before ${quiet.from}`)),
  );
  return file.value;
}

const CALENDAR = z.strictObject({
  years: z.record(z.string(), z.strictObject({ holidays: z.array(day, 'must be a list'), workdays: z.array(day, 'must be a list') })),
});

function readCalendar(path: string): CalendarOverrides {
  const file = readYamlFile(path, CALENDAR);
  const { years } = file.value;
  refuse(
    Object.entries(years).flatMap(([year, lists]) =>
      (['holidays', 'workdays'] as const).flatMap((list) =>
        daysElsewhere(year, lists[list]).map((index) =>
          file.problemAt(['years', year, list, index], `is not a day of ${year}; move it to its own year`),
        ),
      ),
    ),
  );
  return years;
}

function daysElsewhere(year: string, days: readonly Day[]): number[] {
  return days.flatMap((value, index) => (value.startsWith(`${year}-`) ? [] : [index]));
}

// Checked in a common year: a proposal on 02-29 would be missing in three years of four.
const monthDay = z
  .string('must be month and day such as 06-30')
  .refine((value) => isDay(`2023-${value}`), 'must be a day of every year, such as 06-30');

const MILESTONES = z.strictObject({ proposals: z.array(z.strictObject({ name: text, monthDay }), 'must be a list') });

function readMilestones(path: string): MilestoneProposal[] {
  const file = readYamlFile(path, MILESTONES);
  const { proposals } = file.value;
  refuseRepeated(
    file,
    proposals.map(({ name }) => name),
    (index) => ['proposals', index, 'name'],
  );
  return proposals;
}

const EVIDENCE: z.ZodType<EvidencePolicy> = z.strictObject({
  maxFileMb: wholeNumber(1, 2048, 200),
  burstMinutes: wholeNumber(1, 120, 10),
  uploadLinkHours: wholeNumber(1, 168, 24).default(24),
  maxUploadMb: wholeNumber(1, 20_480, 2048).default(2048),
  linkHosts: z
    .array(
      z.string('must be a host such as www.example.gov.cn').regex(/^[\w.-]+(?::\d{1,5})?$/, 'must be a host such as www.example.gov.cn'),
    )
    .default([]),
  activityPapers: z.string('must be text such as 方案、照片3张、总结').trim().default(''),
});

const REASON = z.strictObject({
  code: z.string('must be a code such as R1').regex(/^R[1-9]\d?$/, 'must be R and a number, such as R1'),
  text,
  example: text,
  commentRequired: z.boolean('must be true or false').default(false),
});

function readReasons(path: string): ReturnReason[] {
  const file = readYamlFile(path, z.strictObject({ reasons: z.array(REASON, 'must be a list').min(1, 'must name at least one reason') }));
  const { reasons } = file.value;
  refuseRepeated(
    file,
    reasons.map(({ code }) => code),
    (index) => ['reasons', index, 'code'],
  );
  return reasons;
}

function refuseRepeated(file: YamlFile<unknown>, keys: readonly string[], place: (index: number) => YamlPath): void {
  const repeated = keys.flatMap((key, index) => (keys.indexOf(key) < index ? [index] : []));
  refuse(repeated.map((index) => file.problemAt(place(index), 'is there twice; remove one of them')));
}
