import { formatDay } from './calendar.ts';
import type { ChecklistEntry } from './checklist.ts';
import type { Evidence, EvidenceFinding } from './evidence.ts';
import type { Quota } from './quota.ts';
import type { FileContents } from './file-contents.ts';
import { isTellingName } from './telling-name.ts';

/** The same bytes in another 报送. */
export interface Elsewhere {
  evidenceId: string;
  number: number;
  /** 「2022年 」 where its item is not of the current year. */
  ofYear: string;
  code: string;
  department: string;
}

/** What a file is held against. */
export interface CheckedAgainst {
  /** The assessed one (考评年度). */
  year: number;
  quotas: readonly Quota[];
  elsewhere: readonly Elsewhere[];
  /** Ids of pieces whose bytes their 报送 was returned with (退回补正). */
  returned: ReadonlySet<string>;
}

type Rule = (file: Evidence, against: CheckedAgainst) => EvidenceFinding | undefined;

/** A report (总结, 报告, 简报) that is long enough to have them and names no amounts: found with its bytes, as the text itself is not kept. */
export function checkFigures(name: string, { chars, figures }: Pick<FileContents, 'chars' | 'figures'>): EvidenceFinding[] {
  const asked = figures === false && chars !== null && chars >= LEAST_REPORT && /总结|小结|报告|汇报|简报/u.test(name);
  return asked ? [{ rule: 'no-figures', details: {} }] : [];
}

/** 字: a shorter one is a covering note. */
const LEAST_REPORT = 200;

/** What nobody sees who only looks at an archive's name. */
export function checkArchive({ program }: Pick<FileContents, 'program'>): EvidenceFinding[] {
  return program === null ? [] : [{ rule: 'program-inside', details: { program } }];
}

/** When a camera says a picture was taken: kept beside 形成日期, whatever is said of that later (真实性). */
export function checkCamera({ takenOn }: Pick<FileContents, 'takenOn'>): EvidenceFinding[] {
  return takenOn === null ? [] : [{ rule: CAMERA_DAY, details: { day: takenOn } }];
}

const CAMERA_DAY = 'camera-day';

/** Warnings (预检) about one file: they never keep it out, people decide. What was found in its bytes comes first. */
export function checkEvidence(file: Evidence, against: CheckedAgainst): EvidenceFinding[] {
  const found = file.findings.filter(({ rule }) => rule !== CAMERA_DAY);
  return [...found, ...RULES.flatMap((rule) => rule(file, against) ?? [])];
}

/** What a program wrote of itself (`meta`) is no reason until somebody says that it is right: it changes with a copy, and a template brings it along. */
const outsideYear: Rule = ({ madeOn, madeOnFrom, madeOnConfirmed }, { year }) =>
  madeOn === null || (madeOnFrom === 'meta' && madeOnConfirmed === 0) || madeOn.startsWith(`${year}-`)
    ? undefined
    : { rule: 'outside-year', details: { year, day: formatDay(madeOn, year) } };

const otherThanCamera: Rule = ({ findings, madeOn }, { year }) => {
  const camera = findings.find(({ rule }) => rule === CAMERA_DAY);
  const day = camera?.details['day'];
  return typeof day !== 'string' || day === madeOn ? undefined : { rule: CAMERA_DAY, details: { day: formatDay(day, year) } };
};

const nameSaysNothing: Rule = ({ form, originalName, title }) =>
  form !== 'file' || isTellingName(title ?? originalName) ? undefined : { rule: 'name-says-nothing', details: {} };

const sameBytes: Rule = ({ id }, { elsewhere }) => {
  const other = elsewhere.find(({ evidenceId }) => evidenceId === id);
  return (
    other && { rule: 'same-bytes', details: { number: other.number, ofYear: other.ofYear, code: other.code, department: other.department } }
  );
};

const sameAsReturned: Rule = ({ id }, { returned }) => (returned.has(id) ? { rule: 'same-as-returned', details: {} } : undefined);

/** 时间, 地点 or 说明 may stand in the name; a picture nobody said anything of shows nothing. */
const pictureUntold: Rule = ({ mime, madeOn, caption, place }) =>
  mime?.startsWith('image/') && madeOn === null && caption === null && place === null
    ? { rule: 'picture-without-date', details: {} }
    : undefined;

const noText: Rule = ({ chars }) => (chars === 0 ? { rule: 'no-text', details: {} } : undefined);

const tooShort: Rule = ({ form, chars, originalName }, { quotas }) => {
  const asked = quotas.find(({ unit }) => unit === '字');
  return asked === undefined || chars === null || chars === 0 || chars >= asked.n || !(form === 'text' || REPORT.test(originalName))
    ? undefined
    : { rule: 'too-short', details: { asks: asked.raw, chars } };
};

/** What a stated length (字数) is asked of: not of the notice or the list of names beside it. */
const REPORT = /总结|报告|汇报|信息|简报|心得|体会|材料|说明|小结|稿/u;

/** A link shows what somebody else may change, so what it was called and when it came out is kept beside it. */
const linkUntold: Rule = ({ form, title, madeOn }) =>
  form === 'link' && (title === null || madeOn === null)
    ? { rule: 'link-untold', details: { title: title === null, day: madeOn === null } }
    : undefined;

const notKept: Rule = ({ form, keptAt }) => (form === 'register' && keptAt === null ? { rule: 'not-kept', details: {} } : undefined);

const noDocNumber: Rule = ({ originalName, chars, docNumber }) =>
  chars !== null && chars > 0 && docNumber === null && /通知|批复|决定|印发/u.test(originalName)
    ? { rule: 'no-doc-number', details: {} }
    : undefined;

const RULES: readonly Rule[] = [
  outsideYear,
  otherThanCamera,
  pictureUntold,
  noText,
  tooShort,
  noDocNumber,
  sameBytes,
  sameAsReturned,
  linkUntold,
  notKept,
  nameSaysNothing,
];

/** Amounts (数量要求) of an item that are not reached yet, as its checklist has them. */
export function checkAmounts(asked: readonly ChecklistEntry[]): EvidenceFinding[] {
  return asked.flatMap(({ name, isPaper, state, have, need, unit, lacking, undated }) =>
    state === 'missing' ? [{ rule: 'too-few', details: { name, isPaper, have, need, unit, lacking, undated } }] : [],
  );
}

/** Under which reason (退回补正) a reviewer would return for a finding; some are no reason to. */
export const RETURN_REASONS: Readonly<Record<string, string>> = {
  'outside-year': 'R1',
  'picture-without-date': 'R2',
  'no-doc-number': 'R3',
  unread: 'R6',
  'too-short': 'R7',
  'no-figures': 'R7',
  'too-few': 'R5',
  'same-bytes': 'R8',
};
