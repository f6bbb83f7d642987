import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listDepartments } from '../../src/db/directory.ts';
import { listProgressFaults, listVerdictFaults } from '../../src/db/integrity.ts';
import { dayOf, timeOf } from '../../src/domain/calendar.ts';
import { isOverdue } from '../../src/domain/deliverable.ts';
import { createWorld, file, seed, type World } from '../world.ts';

/** The same walk each time, so that the suite says the same twice; `WALK_SEED=… WALK_STEPS=…` takes others and longer ones. */
const SEED = Number(process.env['WALK_SEED'] ?? 20230609);
const STEPS = Number(process.env['WALK_STEPS'] ?? 60);
const LOOK_EVERY = 12;

type Step =
  | { kind: 'hand-in'; who: string; code: number; done: boolean }
  | { kind: 'decide'; words: '通过' | '退回' | '撤回'; which: number }
  | { kind: 'say'; words: string }
  | { kind: 'travel'; hours: number }
  | { kind: 'table'; changes: number[] };

const LIAISONS = ['zhang', 'li', 'wang', 'zhao', 'qian', 'sun', 'he', 'lyu', 'shi', 'xu', 'han', 'yang', 'zhu', 'qin'] as const;
const CODE = fc.integer({ min: 1, max: 22 });
const NAME = fc.constantFrom('年中', '三季度', '年终', '初稿');
const DAY = fc.constantFrom('6-1', '6-15', '6-25', '6-30', '7-7', '7-20', '8-31', '9-30', '11-30');
const SCOPE = fc.oneof({ weight: 2, arbitrary: CODE.map((code) => `第${code}项 `) }, { weight: 1, arbitrary: fc.constant('') });
const WORDS = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(SCOPE, NAME, DAY).map(([scope, name, day]) => `时间节点 ${scope}${name} ${day}`) },
  { weight: 3, arbitrary: fc.tuple(SCOPE, NAME).map(([scope, name]) => `时间节点 删除 ${scope}${name}`) },
  { weight: 1, arbitrary: CODE.map((code) => `时间节点 第${code}项 6-30 9-28 11-30`) },
  { weight: 1, arbitrary: fc.constantFrom('采用默认节点', '催办 逾期', '确认催办', '催办 办公室 仍然') },
  { weight: 1, arbitrary: fc.constantFrom('地质工会=机关工会', '取消 地质工会=机关工会') },
);
const STEP: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('hand-in'), who: fc.constantFrom(...LIAISONS), code: CODE, done: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('decide'), words: fc.constantFrom('通过', '退回', '撤回'), which: fc.nat() }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('say'), words: WORDS }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('travel'), hours: fc.integer({ min: -60, max: 300 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('table'), changes: fc.uniqueArray(fc.nat({ max: 5 })) }) },
);

/** What offices change in a table they send out again. */
const CHANGES: readonly ((table: string) => string)[] = [
  (table) => table.replace('满足干部职工阅读需求。3分', '满足干部职工阅读需求。4分'),
  (table) =>
    table.replace('（3）开展全民阅读进机关活动', '（3）组织健步走和工间操比赛').replace(/加强单位图书室.*?阅读需求/u, '每季度一次'),
  (table) => table.replace('\t组织人事部\n机关党委\n', '\t组织人事部\n办公室\n'),
  (table) => table.replace('（3）', '（甲）').replace('（5）', '（3）').replace('（甲）', '（5）'),
  (table) => table.replace('机关党委\n机关工会\n', '机关工会\n'),
  (table) => table.replaceAll('突出政治建设', '突出党的建设'),
];

let world: World;
/** What the answers said became of each submission. */
const told = new Map<number, string>();

beforeAll(async () => {
  world = await createWorld();
  await world.zhou.sends(await seed());
  await world.zhou.says('确认导入');
  await world.zhou.says('采用默认节点');
});

afterAll(() => world.close());

it(`says the same everywhere and loses nothing, whatever came before (WALK_SEED=${SEED})`, { timeout: STEPS * 10_000 }, async () => {
  for (const [index, step] of fc.sample(STEP, { seed: SEED, numRuns: STEPS }).entries()) {
    await take(step, index);
    if (index % LOOK_EVERY === LOOK_EVERY - 1) await lookAround();
  }
  expect(told.size).toBeGreaterThan(0);
});

async function take(step: Step, index: number): Promise<void> {
  switch (step.kind) {
    case 'hand-in':
      return handIn(step, index);
    case 'decide':
      return decide(step);
    case 'say':
      return say(step.words);
    case 'travel':
      return travel(step.hours);
    case 'table':
      return importAgain(step.changes);
  }
}

async function say(words: string): Promise<void> {
  expect(await world.zhou.says(words), words).not.toMatch(/没有听懂|出了点问题|^$/);
}

/** The notice with some changes takes the place of the one in force. */
async function importAgain(changes: readonly number[]): Promise<void> {
  const { name, bytes } = await seed('txt');
  const table = changes.reduce((text, change) => CHANGES[change]!(text), Buffer.from(bytes).toString());
  expect(await world.zhou.sends({ name, bytes: Buffer.from(table) }, '导入')).toMatch(/^读好了/);
  expect(await world.zhou.says('确认导入')).toMatch(/^已更新|完全一致/);
}

async function handIn({ who, code, done }: Step & { kind: 'hand-in' }, index: number): Promise<void> {
  const person = world.person(who);
  const answer = await person.sends(file(`材料${index}.pdf`), `提交 ${code}`);
  expect(answer).toMatch(/编号 B\d+|是哪一项|是哪个部门|都已通过|已经取消/);
  const number = /编号 B(\d+)/.exec(answer)?.[1];
  if (number !== undefined) told.set(Number(number), 'submitted');
  if (done) await person.says('完成');
}

/** Any of the submissions, also where it is too late. */
async function decide({ words, which }: Step & { kind: 'decide' }): Promise<void> {
  const number = [...told.keys()][which % Math.max(1, told.size)];
  if (number === undefined) return;
  const person = words === '撤回' ? world.zhou : world.wu;
  const answer = await person.says(`${words} B${number}${words === '退回' ? ' R2' : ''}`);
  const became = { 通过: 'approved', 退回: 'returned', 撤回: 'withdrawn' }[words];
  const before = told.get(number)!;
  const may = words === '撤回' ? ['submitted', 'returned'] : ['submitted'];
  expect(new RegExp(`^B${number} 已(通过|退回补正|撤回，)`).test(answer), `${before}: ${answer}`).toBe(may.includes(before));
  if (may.includes(before)) told.set(number, became);
}

async function travel(hours: number): Promise<void> {
  const to = new Date(world.app.deps.clock.now().getTime() + hours * 3_600_000);
  await world.at(`${dayOf(to)} ${timeOf(to)}`);
}

async function lookAround(): Promise<void> {
  await expectAgreement();
  expect(await listProgressFaults(world.app.deps.db)).toEqual([]);
  expect(await listVerdictFaults(world.app.deps.db)).toEqual([]);
  await expectNothingLost();
  await expectOneAnswerEach();
  await expectQuietReminders();
}

interface Numbers {
  total: number;
  approved: number;
  submitted: number;
  returned: number;
  open: number;
  overdue: number;
}

/** 进度, 逾期 and 我的任务 against the rows, in all and by department. */
async function expectAgreement(): Promise<void> {
  const { db, clock } = world.app.deps;
  const rows = (await db.selectFrom('deliverables').selectAll().execute()).filter(({ detached }) => detached === 0);
  const today = dayOf(clock.now());
  const numbersOf = (of: typeof rows): Numbers => {
    const count = (state: string): number => of.filter((row) => row.state === state).length;
    const overdue = of.filter((row) => isOverdue(row, today)).length;
    const states = { approved: count('approved'), submitted: count('submitted'), returned: count('returned'), open: count('open') };
    return { total: of.length, ...states, overdue };
  };
  expect(readProgress(await world.zhou.says('进度'))).toEqual(numbersOf(rows));
  expect(readOverdue(await world.zhou.says('逾期'))).toBe(numbersOf(rows).overdue);
  for (const { id, name, kind } of await listDepartments(db)) {
    if (kind === 'collective') continue;
    const own = numbersOf(rows.filter(({ departmentId }) => departmentId === id));
    expect(readProgress(await world.wu.says(`进度 ${name}`)), name).toEqual(own);
    expect(readOverdue(await world.wu.says(`逾期 ${name}`)), name).toBe(own.overdue);
  }
  for (const [who, departmentId] of Object.entries({ zhang: 'office', wang: 'union', xu: 'branch-2' })) {
    const { total, overdue, approved, submitted } = numbersOf(rows.filter((row) => row.departmentId === departmentId));
    expect(readMyTasks(await world.person(who).says('我的任务')), who).toEqual({ total, overdue, approved, submitted });
  }
}

function readProgress(text: string): Numbers {
  const [total, approved, submitted, returned, open, overdue] =
    /应报 (\d+) 件，已通过 (\d+)，待审 (\d+)，补正 (\d+)，未交 (\d+)（其中逾期 (\d+)/.exec(text)!.slice(1).map(Number);
  return { total: total!, approved: approved!, submitted: submitted!, returned: returned!, open: open!, overdue: overdue! };
}

function readOverdue(text: string): number {
  return text.includes('没有逾期的') ? 0 : Number(/逾期 (\d+) 件/.exec(text)?.[1]);
}

/** Its lists, added up. */
function readMyTasks(text: string): Pick<Numbers, 'total' | 'overdue' | 'approved' | 'submitted'> {
  const count = (list: string): number => Number(new RegExp(`^${list} (\\d+)`, 'm').exec(text)?.[1] ?? 0);
  const [overdue, submitted, approved] = [count('逾期'), count('已交待审'), count('已通过')];
  const later = [...(/^以后还有：(.*)$/m.exec(text)?.[1] ?? '').matchAll(/ (\d+) 件/g)].map(([, number]) => Number(number));
  const rest = [count('需补正'), count('待交'), ...later].reduce((sum, number) => sum + number, 0);
  return { total: overdue + submitted + approved + rest, overdue, approved, submitted };
}

/** Each submission stands as the answers said, with its deliverable in the same state and its files in the store. */
async function expectNothingLost(): Promise<void> {
  const { db, files } = world.app.deps;
  const submissions = await db
    .selectFrom('submissions')
    .leftJoin('deliverables', 'deliverables.id', 'submissions.deliverableId')
    .select(['submissions.number', 'submissions.state', 'deliverables.state as owed'])
    .execute();
  expect(new Map(submissions.map(({ number, state }) => [number, state]))).toEqual(told);
  expect(submissions.filter(({ state, owed }) => owed === null || (state !== 'withdrawn' && owed !== state))).toEqual([]);
  const evidence = await db.selectFrom('evidence').select('sha256').where('state', '=', 'stored').execute();
  for (const { sha256 } of evidence) expect(await files.size(sha256!)).toBeGreaterThan(0);
}

async function expectOneAnswerEach(): Promise<void> {
  const rows = await world.app.deps.db
    .selectFrom('inboundMessages')
    .leftJoin('outboundMessages', (join) =>
      join.onRef('outboundMessages.inReplyTo', '=', 'inboundMessages.id').on('outboundMessages.purpose', '=', 'answer'),
    )
    .select((e) => ['inboundMessages.text', 'inboundMessages.state', e.fn.count<number>('outboundMessages.id').as('answers')])
    .groupBy('inboundMessages.id')
    .execute();
  expect(rows.filter(({ state, answers }) => state !== 'handled' || Number(answers) !== 1)).toEqual([]);
}

/** One message a person a day, on working days in sending hours; whatever is owed by a date is looked at again. */
async function expectQuietReminders(): Promise<void> {
  const { db, calendar } = world.app.deps;
  const sent = await db
    .selectFrom('reminders')
    .innerJoin('outboundMessages', 'outboundMessages.id', 'reminders.outboundId')
    .select(['reminders.memberId', 'reminders.outboundId', 'outboundMessages.createdAt'])
    .where('reminders.rung', 'not like', 'urge-%')
    .distinct()
    .execute();
  const moments = sent.map(({ memberId, createdAt }) => ({ memberId, day: dayOf(new Date(createdAt)), time: timeOf(new Date(createdAt)) }));
  expect(new Set(moments.map(({ memberId, day }) => `${memberId} ${day}`)).size).toBe(sent.length);
  expect(moments.filter(({ day, time }) => !calendar.isWorkday(day) || time < '09:00' || time >= '18:30')).toEqual([]);
  const forgotten = db
    .selectFrom('deliverables')
    .select('id')
    .where('state', 'in', ['open', 'returned'])
    .where('nextReminderAt', 'is', null)
    .where('dueOn', 'not in', db.selectFrom('deadlines').select('dueOn').where('nextAt', 'is not', null));
  const dated = forgotten.where('dueOn', 'is not', null).where('supplementary', '=', 0).where('detached', '=', 0);
  expect(await dated.execute()).toEqual([]);
}
