import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openBesideServer } from '../../src/app.ts';
import { handleMessages } from '../../src/chat/handle-messages.ts';
import { loadConfig } from '../../src/config.ts';
import { insertInbound } from '../../src/db/inbound.ts';
import type { Role } from '../../src/domain/directory.ts';
import type { OutboundMessage } from '../../src/ports/message.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { createWorld, file, seed, seedOf, type World } from '../world.ts';

/** Who asks. Everybody but the stranger belongs to 机关工会 alone. */
export const ASKERS = ['stranger', 'member', 'liaison', 'leader', 'reviewer', 'admin', 'observer'] as const;
export type Asker = (typeof ASKERS)[number];

/** Whose item, material or request is meant: the asker's department's, 地质信息室's, another year's, or one that does not exist. */
export const SCOPES = ['own', 'other', 'other-plan', 'unknown'] as const;
export type Scope = (typeof SCOPES)[number];

/** What the office holds in each scope; the words are in what was handed in and said there, and nowhere public. */
export interface Holding {
  item: string;
  submission: string;
  approved: string;
  department: string;
  person: string;
  secrets: readonly string[];
}

const NAMES: Record<Asker, string> = {
  stranger: '生人',
  member: '成员甲',
  liaison: '联络甲',
  leader: '领导甲',
  reviewer: '审核甲',
  admin: '管理甲',
  observer: '观察甲',
};

const DIRECTORY = {
  unit: '院机关',
  staffCount: 260,
  departments: [
    { id: 'union', name: '机关工会' },
    { id: 'information', name: '地质信息室' },
    { id: 'party', name: '机关党委' },
    { id: 'branches', name: '机关各支部', collective: ['branch-1'] },
    { id: 'all-departments', name: '机关各部门', collective: 'departments' },
    { id: 'branch-1', name: '第一支部', kind: 'branch' },
  ],
  members: [
    ...ASKERS.filter((asker) => asker !== 'stranger').map((role: Role) => ({
      id: role,
      name: NAMES[role],
      departments: ['union'],
      roles: [role],
    })),
    { id: 'sender', name: '报送甲', departments: ['union'], roles: ['member'] },
    { id: 'foreigner', name: '信息乙', departments: ['information'], roles: ['liaison'] },
    { id: 'judge', name: '裁判丙', departments: ['party'], roles: ['reviewer', 'admin'] },
  ],
  rooms: [
    { id: 'all', name: '文明创建工作群', departments: 'all' },
    { id: 'own-room', name: '工会群', departments: ['union'] },
  ],
};

/** What became of one message. */
export interface Outcome {
  /** Templates that were filled for it, the answer's first. */
  templates: string[];
  /** What was shown where, in order. */
  shown: { kind: 'person' | 'room'; id: string; text: string; actions: string[] }[];
  /** Tables of the office that changed. */
  changed: string[];
}

export interface OfficeOfAllRoles {
  holdings: Record<Scope, Holding>;
  /** One message to the office as it was made, whatever was said before. */
  say(asker: Asker, text: string, manner?: { room?: string }): Promise<Outcome>;
  close(): Promise<void>;
}

const NOW = '2023-06-28 10:00';

/** A year and a half of two departments, made by talking to a real server. */
export async function createOfficeOfAllRoles(): Promise<OfficeOfAllRoles> {
  const folder = await mkdtemp(join(tmpdir(), 'wenming-access-'));
  const directoryFile = join(folder, 'directory.yaml');
  await writeFile(directoryFile, JSON.stringify(DIRECTORY));
  const world = await createWorld({ now: '2022-06-13 09:30', env: { DIRECTORY_FILE: directoryFile } });
  await liveThrough(world);
  await world.app.stop();
  const pristine = join(folder, 'pristine');
  await cp(world.dataDir, pristine, { recursive: true });
  await rm(world.dataDir, { recursive: true });
  const config = loadConfig({ DATA_DIR: pristine, DIRECTORY_FILE: directoryFile, LOG_LEVEL: 'silent' });
  const open = (dataDir: string) => openBesideServer({ ...config, dataDir });
  const { deps, close } = await open(pristine);
  const before = await describeTables(deps, await noteTouched(deps));
  await close();

  let number = 0;
  let office: Awaited<ReturnType<typeof open>> | undefined;

  async function asItWasMade(): Promise<Deps> {
    if (office !== undefined) return office.deps;
    const dataDir = join(folder, `copy-${++number}`);
    await cp(pristine, dataDir, { recursive: true });
    office = await open(dataDir);
    return office.deps;
  }

  return {
    holdings: HOLDINGS,
    async say(asker, text, { room } = {}) {
      const deps = await asItWasMade();
      const templates: string[] = [];
      const noting: Deps = {
        ...deps,
        render(template, view, shownFiles) {
          templates.push(template);
          return deps.render(template, view, shownFiles);
        },
      };
      const known = await lastSeq(deps);
      const message = {
        channel: 'sandbox',
        messageId: deps.newId(),
        senderId: asker,
        text,
        attachments: [],
        quoted: [],
        ...(room === undefined ? {} : { roomId: room }),
      };
      await insertInbound(deps.db, [message], deps.clock.now().toISOString(), deps.newId);
      await handleMessages(noting, { channel: 'sandbox', senderId: asker });
      const rows = await deps.db.selectFrom('outboundMessages').selectAll().where('seq', '>', known).orderBy('seq').execute();
      const after = await describeTables(deps, await listTouched(deps));
      const changed = [...after].filter(([table, rows]) => rows !== before.get(table)).map(([table]) => table);
      if (changed.length > 0) {
        await office?.close();
        office = undefined;
      }
      return {
        templates,
        shown: rows.map(({ recipientKind, recipientId, body }) => {
          const shown: OutboundMessage = JSON.parse(body);
          return { kind: recipientKind, id: recipientId, text: shown.text, actions: shown.actions.map(({ command }) => command) };
        }),
        changed,
      };
    },
    async close() {
      await office?.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function liveThrough(world: World): Promise<void> {
  const [sender, foreigner, judge] = ['sender', 'foreigner', 'judge'].map((id) => world.person(id));
  const handIn = async (person: typeof sender, words: string, name: string): Promise<void> => {
    await person!.sends(file(name), words);
    await person!.says('完成');
  };
  await judge!.sends(await seedOf(2022), '导入');
  await judge!.says('确认导入');
  await judge!.says('时间节点 年中 6-30');
  await handIn(sender, '提交 3 旧年备注丙丙', '旧年机密丙.pdf');
  await handIn(sender, '提交 18 旧年备注丙丙', '旧年照片丙.pdf');
  await judge!.says('通过 B2');
  await world.at('2023-06-12 09:30');
  await judge!.sends(await seed('txt'), '导入');
  await judge!.says('确认导入');
  await judge!.says('时间节点 年中 6-30');
  await handIn(sender, '提交 3 备注甲甲', '工会机密甲.pdf');
  await handIn(sender, '提交 18 备注甲甲', '工会照片甲.pdf');
  await judge!.says('通过 B4');
  await handIn(foreigner, '提交 6 备注乙乙', '信息机密乙.pdf');
  await handIn(foreigner, '提交 8 备注乙乙', '信息照片乙.pdf');
  await judge!.says('通过 B6');
  await world.person('newcomer').says('绑定 地质信息室 新人丁');
  await world.at(NOW);
}

const HOLDINGS: Record<Scope, Holding> = {
  own: { item: '3', submission: 'B3', approved: 'B4', department: '机关工会', person: '报送甲', secrets: ['机密甲', '照片甲', '备注甲甲'] },
  other: {
    item: '6',
    submission: 'B5',
    approved: 'B6',
    department: '地质信息室',
    person: '信息乙',
    secrets: ['机密乙', '照片乙', '备注乙乙'],
  },
  'other-plan': {
    item: '3',
    submission: 'B1',
    approved: 'B2',
    department: '机关工会',
    person: '报送甲',
    secrets: ['机密丙', '照片丙', '备注丙丙'],
  },
  unknown: { item: '99', submission: 'B999', approved: 'B998', department: '财务处', person: '没这人', secrets: [] },
};

async function lastSeq({ db }: Deps): Promise<number> {
  const row = await db
    .selectFrom('outboundMessages')
    .select((e) => e.fn.max('seq').as('seq'))
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** From now on the database notes which tables are written to, of all but messages and what counts them; returns those. */
async function noteTouched({ db }: Deps): Promise<string[]> {
  const tables = (await db.introspection.getTables()).map(({ name }) => name);
  const kept = tables.filter((name) => !/^(?:inbound|outbound|counters|settings|kysely)/.test(name));
  await sql`create table touched (name text not null)`.execute(db);
  for (const name of kept) {
    for (const event of ['insert', 'update', 'delete']) {
      const note = `insert into touched select '${name}' where '${name}' not in (select name from touched)`;
      await sql.raw(`create trigger touched_${event}_${name} after ${event} on ${name} begin ${note}; end`).execute(db);
    }
  }
  return kept;
}

async function listTouched({ db }: Deps): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from touched order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/** All rows of each. */
async function describeTables({ db }: Deps, names: readonly string[]): Promise<Map<string, string>> {
  const rows = names.map((name) =>
    db
      .selectFrom(name as 'tasks')
      .selectAll()
      .execute(),
  );
  return new Map((await Promise.all(rows)).map((those, index) => [names[index]!, JSON.stringify(those)]));
}
