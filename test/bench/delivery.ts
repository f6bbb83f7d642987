import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createApp, openBesideServer } from '../../src/app.ts';
import { loadConfig, type Config } from '../../src/config.ts';
import { readBacklog } from '../../src/db/backlog.ts';
import { insertRows } from '../../src/db/insert-rows.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { startFakeApi, type FakeApi } from '../helpers/fake-wecom/api.ts';
import { table } from './figures.ts';

/** Who gets how many at once, what 企业微信 takes from us for one of them in a minute, and how often it takes that. */
const GROUPS = [
  { who: '40 rooms', kind: 'room', count: 40, messages: 100, perMinute: 20 },
  { who: '40 people', kind: 'person', count: 40, messages: 60, perMinute: 30 },
  { who: '360 people', kind: 'person', count: 360, messages: 10, perMinute: 30 },
] as const;

type Group = (typeof GROUPS)[number];

const MINUTE_MS = 60_000;

/** 10,000 messages that wait when the server starts, sent through a platform that holds its limits, in real minutes. */
export async function benchDelivery(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wenming-bench-'));
  const api = await startFakeApi();
  const minutes = setInterval(() => api.passMinute(), MINUTE_MS);
  try {
    const config = await configure(folder, api);
    await queueAll(config);
    const app = await createApp(config);
    const from = Date.now();
    try {
      await app.start();
      while ((await readBacklog(app.deps.db, new Date().toISOString())).unsent > 0) await pause(100);
    } finally {
      await app.stop();
    }
    report(api, from);
  } finally {
    clearInterval(minutes);
    await api.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function configure(folder: string, api: FakeApi): Promise<Config> {
  const directory = join(folder, 'directory.yaml');
  await mkdir(join(folder, 'data'));
  await writeFile(directory, JSON.stringify(directoryFile()));
  for (const group of GROUPS) {
    for (const id of idsOf(group)) {
      if (group.kind === 'person') api.visible.add(id);
      else api.webhookKeys.add(id);
    }
  }
  return loadConfig({
    DATA_DIR: join(folder, 'data'),
    DIRECTORY_FILE: directory,
    LOG_LEVEL: 'silent',
    PORT: '0',
    PUBLIC_URL: 'https://bot.example',
    WECOM_API_BASE: api.url,
    WECOM_CORP_ID: api.corpId,
    WECOM_APP_AGENT_ID: String(api.agentId),
    WECOM_APP_SECRET: api.secret,
  });
}

/** A room's robot goes by the name of the room. */
function directoryFile(): object {
  const of = (kind: Group['kind']): string[] => GROUPS.filter((group) => group.kind === kind).flatMap(idsOf);
  return {
    unit: '院机关',
    staffCount: 400,
    departments: [{ id: 'office', name: '办公室' }],
    members: of('person').map((id) => ({ id, name: id, departments: ['office'], roles: ['admin'], accounts: { wecom: id } })),
    rooms: of('room').map((id) => ({ id, name: id, departments: 'all', accounts: { wecom: id }, push: { wecomWebhookKey: id } })),
  };
}

function idsOf({ kind, count, messages }: Group): string[] {
  return Array.from({ length: count }, (_, n) => `${kind}-${messages}-${n}`);
}

async function queueAll(config: Config): Promise<void> {
  const { deps, close } = await openBesideServer(config);
  const rows = GROUPS.flatMap((group) =>
    idsOf(group).flatMap((id) => Array.from({ length: group.messages }, (_, n) => ({ recipientKind: group.kind, recipientId: id, n }))),
  );
  await insertRows(
    deps.db,
    'outboundMessages',
    rows.map(({ n, ...to }, index) => waiting(deps, index + 1, { ...to, text: `第${n + 1}条` })),
  );
  await deps.db.insertInto('counters').values({ name: 'outbound', value: rows.length }).execute();
  await close();
}

function waiting({ newId }: Deps, seq: number, { text, ...to }: { recipientKind: Group['kind']; recipientId: string; text: string }) {
  return {
    ...to,
    seq,
    id: newId(),
    channel: 'wecom',
    memberId: null,
    purpose: 'notice',
    dedupeKey: `k${seq}`,
    inReplyTo: null,
    body: JSON.stringify({ title: text, text, actions: [], files: [] }),
    state: 'queued' as const,
    n: null,
    attempts: 0,
    nextAttemptAt: null,
    lastError: null,
    errorDetail: null,
    receipt: null,
    createdAt: new Date().toISOString(),
    sentAt: null,
  };
}

function report(api: FakeApi, from: number): void {
  table(
    ['to', 'messages each', 'arrived', 'out of order', 'limit, a minute', 'most in any minute', 'last after, s', 'at the limit, s'],
    GROUPS.map((group) => {
      const arrivals = idsOf(group).map((id) => api.shown.filter(({ to }) => to === id));
      const times = arrivals.map((shown) => shown.map(({ at }) => Date.parse(at) - from));
      return [
        group.who,
        String(group.messages),
        String(arrivals.flat().length),
        String(arrivals.filter((shown) => !isInOrder(shown)).length),
        String(group.perMinute),
        String(Math.max(...times.map(mostInAMinute))),
        (Math.max(...times.flat()) / 1_000).toFixed(1),
        String((Math.ceil(group.messages / group.perMinute) - 1) * 60),
      ];
    }),
  );
  console.log(`${api.calls.filter(({ path }) => path.endsWith('/send')).length} calls of the platform.`);
}

function isInOrder(shown: FakeApi['shown']): boolean {
  const numbers = shown.map(({ body }) => Number(/第(\d+)条/.exec(JSON.stringify(body))![1]));
  return numbers.every((number, index) => number === index + 1);
}

function mostInAMinute(times: readonly number[]): number {
  return Math.max(...times.map((time, index) => times.slice(index).filter((later) => later < time + MINUTE_MS).length));
}
