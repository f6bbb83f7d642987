import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, type App } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import { freshDatabase, type DialectName } from './helpers/databases.ts';

/** What the bot showed, as the sandbox's contract gives it. */
export interface Heard {
  n: number;
  room: string | null;
  title: string;
  text: string;
  actions: { label: string; command: string }[];
  files: { name: string; url: string }[];
  at: string;
}

export interface ChatFile {
  name: string;
  bytes: Uint8Array;
}

/** How something is said: in a room instead of privately, with files, quoting files. */
export interface Manner {
  room?: string;
  files?: ChatFile[];
  quoting?: ChatFile[];
  messageId?: string;
}

/** A person who talks to the bot over HTTP, as the sandbox page does. */
export interface Person {
  id: string;
  /** Says it, waits until everything has settled, and returns what this person was shown since: one text, parts apart by a blank line. */
  says(text: string, manner?: Manner): Promise<string>;
  /** Sends files without a word, or with one. */
  sends(file: ChatFile | ChatFile[], text?: string): Promise<string>;
  /** Everything shown to this person since the last time anybody asked, in order. */
  news(): Promise<Heard[]>;
  /** All of `news` as one text. */
  hears(): Promise<string>;
}

/**
 * The standing cast of `config/sandbox.yaml` around a real server: SQLite or PostgreSQL, files in a folder of its own, real HTTP on
 * loopback, the in-process queue or BullMQ, and a clock that travels. 周主任 is admin, 吴审核 reviews, 张三 (办公室),
 * 李四 (地质信息室) and 王五 (机关工会) are liaisons.
 */
export interface World {
  app: App;
  url: string;
  dataDir: string;
  person(id: string): Person;
  zhou: Person;
  wu: Person;
  zhang: Person;
  li: Person;
  wang: Person;
  /** Travels, passing every due moment on the way, and waits until all has settled. `2023-06-20 09:00` in Shanghai; a day alone means 08:00. */
  at(moment: string): Promise<void>;
  settle(): Promise<void>;
  /** Stops and starts the server again on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function createWorld(
  options: { dialect?: DialectName; redisUrl?: string; now?: string; env?: Record<string, string> } = {},
): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wenming-'));
  const database = await freshDatabase(options.dialect, dataDir);
  const env = {
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'fatal',
    ...(options.redisUrl === undefined ? {} : { REDIS_URL: options.redisUrl }),
    ...database.env,
    ...options.env,
  };
  let app = await createApp(loadConfig(env));
  let url = await app.start();
  const heardUpTo = new Map<string, number>();

  const api = async <T>(path: string, body?: object): Promise<T> => {
    const response = await fetch(url + path, {
      method: body === undefined ? 'GET' : 'POST',
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json().catch(() => undefined)) as T;
  };
  const settle = async (): Promise<void> => {
    await api('/sandbox/api/idle', {});
  };

  const person = (id: string): Person => {
    const news = async (): Promise<Heard[]> => {
      const { messages } = await api<{ messages: Heard[] }>(
        `/sandbox/api/messages?member=${encodeURIComponent(id)}&after=${heardUpTo.get(id) ?? 0}`,
      );
      if (messages.length > 0) heardUpTo.set(id, messages.at(-1)!.n);
      return messages;
    };
    const hears = async (): Promise<string> => (await news()).map(({ text }) => text).join('\n\n');
    const says = async (text: string, manner: Manner = {}): Promise<string> => {
      await news();
      await api('/webhooks/sandbox', {
        from: id,
        text,
        ...(manner.messageId === undefined ? {} : { messageId: manner.messageId }),
        ...(manner.room === undefined ? {} : { room: manner.room }),
        ...(manner.files === undefined ? {} : { attachments: manner.files.map(encoded) }),
        ...(manner.quoting === undefined ? {} : { quote: { attachments: manner.quoting.map(encoded) } }),
      });
      await settle();
      return hears();
    };
    return { id, says, news, hears, sends: (file, text = '') => says(text, { files: Array.isArray(file) ? file : [file] }) };
  };

  const world: World = {
    get app() {
      return app;
    },
    get url() {
      return url;
    },
    dataDir,
    person,
    zhou: person('zhou'),
    wu: person('wu'),
    zhang: person('zhang'),
    li: person('li'),
    wang: person('wang'),
    async at(moment) {
      await api('/sandbox/api/clock', { now: toInstant(moment) });
      await settle();
    },
    settle,
    async restart() {
      await app.stop();
      app = await createApp(loadConfig(env));
      url = await app.start();
    },
    async close() {
      await app.stop();
      await database.remove();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  await world.at(options.now ?? '2023-06-12 09:30');
  return world;
}

function encoded({ name, bytes }: ChatFile): { name: string; base64: string } {
  return { name, base64: Buffer.from(bytes).toString('base64') };
}

function toInstant(moment: string): string {
  const [day, time = '08:00'] = moment.split(' ');
  return `${day}T${time}:00+08:00`;
}

/** The seed: the real notice of 2023 as Word file (merged cells), Word 97 file or text. */
export async function seed(form: 'docx' | 'doc' | 'txt' = 'docx'): Promise<ChatFile> {
  const name = form === 'txt' ? 'notice-2023.txt' : `task-table-2023.${form}`;
  return { name, bytes: await readFile(new URL(`data/${name}`, import.meta.url)) };
}

/** A small file that really is what its name says. */
export function file(name: string, content = name): ChatFile {
  return { name, bytes: name.endsWith('.pdf') ? Buffer.from(`%PDF-1.4\n% ${content}\n%%EOF\n`) : Buffer.from(content) };
}
