import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { openBesideServer } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import type { DatabasePlace } from '../../src/db/database.ts';
import type { PlanDraft } from '../../src/domain/plan-draft.ts';
import { readPlanHere } from '../../src/importer/read-plan-here.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { publishPlanFile } from '../../src/usecases/import-file.ts';
import { inTransaction } from '../../src/usecases/in-transaction.ts';
import { planReminders } from '../../src/usecases/plan-reminders.ts';
import { queueMessage } from '../../src/usecases/queue-message.ts';
import { setMilestones } from '../../src/usecases/set-milestones.ts';
import { type DialectName, freshDatabase } from './databases.ts';
import { readShown, startFakeWecom, type FakeWecom } from './fake-wecom/index.ts';
import { countUnsent } from './invariants.ts';
import { startServer, type ServerProcess } from './server-process.ts';
import { userIdOf } from './wecom-world.ts';
import { until, untilPasses } from './until.ts';

/**
 * The office of the real notice on 企业微信, before a morning on which people have to be reminded: what it holds was written on 12 June
 * 2023, and nobody has started a server since. 年中 is on Friday 30 June.
 */
export interface Morning {
  wecom: FakeWecom;
  place: DatabasePlace;
  /** A server on a machine whose clock says this; `2023-06-20 08:59:57` in Shanghai. */
  start(moment: string, env?: Record<string, string>): Promise<ServerProcess>;
  /** Something happens in the office at a moment, while no server runs. */
  change(moment: string, run: (deps: Deps) => Promise<unknown>): Promise<void>;
  /** A crash of that moment leaves over a message to somebody. */
  leaveOver(moment: string, text: string): Promise<void>;
  untilShown(text: string): Promise<void>;
  /** Reminders people have read: whose, and the first line. */
  read(): string[];
  /** How many different messages the platform was asked to show, and how often one more time. */
  countAsked(): number;
  countRepeats(): number;
  /** Until exactly these have been read, and the program knows it. */
  untilRead(expected: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

const table = { name: 'a.docx', bytes: await readFile(new URL('../data/task-table-2023.docx', import.meta.url)) };
let draft: Promise<PlanDraft> | undefined;

export async function createMorning(dialect: DialectName): Promise<Morning> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wenming-morning-'));
  const servers: ServerProcess[] = [];
  const wecom = await startFakeWecom(() => servers[0]!.url, 'app');
  const database = await freshDatabase(dialect, dataDir);
  const env = {
    ...wecom.env,
    ...database.env,
    DATA_DIR: dataDir,
    PUBLIC_URL: 'https://wenming.example.cn',
    DIRECTORY_FILE: join(dataDir, 'directory.yaml'),
  };
  const cast = parse(await readFile('config/sandbox.yaml', 'utf8')) as { members: { id: string; accounts?: object }[]; rooms: object[] };
  for (const member of cast.members) {
    member.accounts = { wecom: userIdOf(member.id) };
    wecom.api.visible.add(userIdOf(member.id).toLowerCase());
  }
  await writeFile(env.DIRECTORY_FILE, stringify({ ...cast, rooms: [] }));

  const asked = (): string[] => wecom.api.calls.filter(({ path }) => path === 'message/send').map(({ body }) => JSON.stringify(body));

  const morning: Morning = {
    wecom,
    place: database.place,
    async start(moment, more = {}) {
      const server = await startServer({ ...env, ...more }, { aheadMs: aheadAt(moment) });
      servers.push(server);
      return server;
    },
    async change(moment, run) {
      const { deps, close } = await openBesideServer({ ...loadConfig(env), logLevel: 'silent' });
      try {
        await run({ ...deps, clock: { now: () => instantOf(moment) } });
      } finally {
        await close();
      }
    },
    leaveOver: (moment, text) =>
      morning.change(moment, async (deps) => {
        const to = { channel: 'wecom', recipient: { kind: 'person', id: userIdOf('zhang') }, memberId: 'zhang' } as const;
        await queueMessage(deps, to, { title: '', text, actions: [], files: [] }, { purpose: 'notice', dedupeKey: text });
      }),
    untilShown: async (text) => void (await until(() => wecom.shown().some((shown) => readShown(shown).text === text))),
    read: () =>
      wecom
        .shown()
        .map((shown) => `${shown.to} ${readShown(shown).text.split('\n')[0]!}`)
        .filter((line) => /(快到期|截止|逾期)/.test(line))
        .toSorted(),
    countAsked: () => new Set(asked()).size,
    countRepeats: () => asked().length - new Set(asked()).size,
    async untilRead(expected) {
      // Where jobs are lost all the time, each sweep brings only a few.
      await vi.waitFor(() => expect(morning.read()).toEqual(expected.toSorted()), { timeout: 300_000, interval: 50 });
      await untilPasses(async () => expect(await countUnsent(database.place)).toBe(0));
      expect(morning.read()).toEqual(expected.toSorted());
    },
    async close() {
      await Promise.all([...servers.map((server) => server.kill()), wecom.close()]);
      await database.remove();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  await morning.change('2023-06-12 09:30:00', async (deps) => {
    draft ??= readPlanHere({ kind: 'file', ...table });
    await publishPlanFile(deps, table.name, await draft, () => {});
    const dates = { year: undefined, code: undefined, stages: [{ title: '年中', days: ['6-30'] }], actor: { id: 'zhou', source: 'wecom' } };
    await inTransaction(deps, (tx) => setMilestones(tx, dates));
    // That the table is in force everybody has read on the day.
    await deps.db.updateTable('outboundMessages').set({ state: 'sent' }).execute();
  });
  return morning;
}

/** How far a machine's clock is ahead of ours on which it is that moment now. */
export function aheadAt(moment: string): number {
  return instantOf(moment).getTime() - Date.now();
}

function instantOf(moment: string): Date {
  return new Date(`${moment.replace(' ', 'T')}+08:00`);
}

/** What people read when nothing goes wrong and a server passes these moments, as `read` gives it. */
export async function readInPeace(
  moments: readonly string[],
  before: (morning: Morning) => Promise<void> = async () => {},
): Promise<string[]> {
  const morning = await createMorning('SQLite');
  try {
    await before(morning);
    const said: string[] = [];
    for (const moment of moments) await morning.change(moment, planReminders);
    await morning.change(moments.at(-1)!, async ({ db }) => {
      const rows = await db.selectFrom('outboundMessages').select(['recipientId', 'body']).where('purpose', '=', 'reminder').execute();
      said.push(
        ...rows.map(
          ({ recipientId, body }) => `${recipientId.toLowerCase()} ${(JSON.parse(body) as { text: string }).text.split('\n')[0]!}`,
        ),
      );
    });
    return said.toSorted();
  } finally {
    await morning.close();
  }
}
