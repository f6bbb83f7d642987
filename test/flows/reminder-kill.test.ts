import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { placeOf } from '../../src/app.ts';
import { createCalendar } from '../../src/domain/calendar.ts';
import { DIALECT, freshDatabase, type FreshDatabase } from '../helpers/databases.ts';
import { readShown, startFakeWecom, type FakeWecom } from '../helpers/fake-wecom/index.ts';
import { countUnsent, countUntold, describeLeftOver, describeYear, listInFlight, slowDown } from '../helpers/invariants.ts';
import { startServer, type ServerProcess } from '../helpers/server-process.ts';
import { userIdOf } from '../helpers/wecom-world.ts';
import { createWorld, seed, type World } from '../world.ts';
import { callSandbox, travelTo } from '../helpers/sandbox-call.ts';

// Kills on mornings on which people have to be reminded; more with REMINDER_KILLS. A failing run prints the moments it used.
const KILLS = Number(process.env['REMINDER_KILLS'] ?? 12);

const START = '2023-06-12 09:30';
/** Dates so many that there is somebody to remind on every working day. */
const BEGINNING = [
  '确认导入',
  '采用默认节点',
  '时间节点 第19项 6-16 6-28 7-19',
  '时间节点 第20项 6-19 6-27 7-12',
  '时间节点 第22项 6-21 7-3 7-25',
];

const calendar = createCalendar();

let dataDir: string;
let database: FreshDatabase;
let wecom: FakeWecom;
let server: ServerProcess;
/** The same mornings without a single kill. */
let twin: World;
let morning = '2023-06-13';
const inFlight = new Map<string, number>();
const kills: string[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wenming-reminder-kill-'));
  wecom = await startFakeWecom(() => server.url, 'app');
  const cast = parse(await readFile('config/sandbox.yaml', 'utf8')) as { members: { id: string; accounts?: object }[]; rooms: object[] };
  for (const member of cast.members) {
    member.accounts = { wecom: userIdOf(member.id) };
    wecom.api.visible.add(userIdOf(member.id).toLowerCase());
  }
  await writeFile(join(dataDir, 'directory.yaml'), stringify(cast));
  // The platform takes its time over each message, so that kills fall into sending, too.
  wecom.api.timeOf = async () => {
    await wait(10);
    return '';
  };
  database = await freshDatabase(DIALECT, dataDir);
  server = await startAgain();
  await slowDown(database.place);
  twin = await createWorld({ now: START });
  await travelTo(server.url, START);
  const { name, bytes } = await seed('docx');
  await say('导入', [{ name, base64: Buffer.from(bytes).toString('base64') }]);
  await twin.zhou.says('导入', { files: [await seed('docx')] });
  for (const words of BEGINNING) {
    await say(words);
    await twin.zhou.says(words);
  }
}, 60_000);

afterAll(async () => {
  await Promise.all([server.kill(), twin.close(), wecom.close()]);
  await database.remove();
  await rm(dataDir, { recursive: true, force: true });
});

function startAgain(): Promise<ServerProcess> {
  return startServer({
    ...wecom.env,
    ...database.env,
    DATA_DIR: dataDir,
    SANDBOX: '1',
    PUBLIC_URL: 'https://wenming.example.cn',
    DIRECTORY_FILE: join(dataDir, 'directory.yaml'),
  });
}

it(
  `everybody reads each reminder once on 企业微信, over ${KILLS} kills while they are decided and sent`,
  { timeout: 100_000 + KILLS * 15_000 },
  async () => {
    while (kills.length < KILLS) await killOnAMorning();
    await untilAllIsTold();
    await travelTo(server.url, `${morning} 09:30`);
    await expect.poll(() => countUnsent(database.place), { timeout: 60_000, interval: 500 }).toBe(0);
    await twin.at(`${morning} 09:30`);

    const year = await describeYear(database.place, []);
    expect({ kills, year }).toEqual({ kills, year: await describeYear(placeOf(twin.app.deps.config), []) });
    const sent = await twin.app.deps.db
      .selectFrom('outboundMessages')
      .select(['memberId', 'body'])
      .where('purpose', '=', 'reminder')
      .execute();
    const said = sent.map(
      ({ memberId, body }) => `${userIdOf(memberId!).toLowerCase()} ${firstLine((JSON.parse(body) as { text: string }).text)}`,
    );
    const lines = new Set(said);
    const read = wecom.shown().map((shown) => `${shown.to} ${firstLine(readShown(shown).text)}`);
    expect({ kills, read: read.filter((line) => lines.has(line)).toSorted() }).toEqual({ kills, read: said.toSorted() });
    // The platform was asked again for what a kill had found half sent, once a kill, and showed none of it twice.
    const calls = wecom.api.calls.filter(({ path }) => path.endsWith('message/send')).map(({ body }) => JSON.stringify(body));
    const halfSent = [...inFlight.values()].reduce((sum, n) => sum + n, 0);
    expect(calls.length - new Set(calls).size).toBeLessThanOrEqual(halfSent);
  },
);

function firstLine(text: string): string {
  return text.split('\n')[0]!;
}

/** What is left over is killed now and then, too, before the next working day comes. */
async function killOnAMorning(): Promise<void> {
  await untilAllIsTold();
  await travelTo(server.url, `${morning} 08:59`);
  do await killWithin(600);
  while (Math.random() < 0.4);
  morning = calendar.addWorkdays(morning, 1);
  wecom.api.passMinute();
}

/** The next day it would be put together anew. On PostgreSQL what a killed one was sending waits until its claim runs out. */
async function untilAllIsTold(): Promise<void> {
  await expect.poll(() => countUntold(database.place), { timeout: 60_000, interval: 50 }).toBe(0);
  await expect.poll(() => countUnsent(database.place), { timeout: 60_000, interval: 50 }).toBe(0);
}

async function killWithin(most: number): Promise<void> {
  const nine = travelTo(server.url, `${morning} 09:01`).catch(() => undefined);
  const moment = Math.floor(Math.random() * most);
  await wait(moment);
  await server.kill();
  await nine;
  kills.push(`${morning} ${moment} ms: ${await describeLeftOver(database.place, morning)}`);
  for (const { id } of await listInFlight(database.place)) inFlight.set(id, (inFlight.get(id) ?? 0) + 1);
  server = await startAgain();
}

async function say(text: string, attachments: object[] = []): Promise<void> {
  const response = await fetch(`${server.url}/webhooks/sandbox`, {
    method: 'POST',
    body: JSON.stringify({ messageId: text, from: 'zhou', text, attachments }),
  });
  expect(response.status).toBe(200);
  await callSandbox(server.url, '/sandbox/api/idle', {});
}
