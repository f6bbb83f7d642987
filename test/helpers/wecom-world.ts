import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Shown } from './fake-wecom/api.ts';
import { readShown, startFakeWecom, type FakeWecom } from './fake-wecom/index.ts';
import { createConversation, type Conversation, type Heard, type Manner, type Person } from './conversation.ts';
import { createWorld, type World } from '../world.ts';

/** The standing cast on 企业微信: their userids are written in both cases, and the room 文明创建工作群 is a group chat. */
export interface WecomWorld extends Conversation {
  world: World;
  wecom: FakeWecom;
  close(): Promise<void>;
}

interface CastFile {
  members: { id: string; roles?: string[]; accounts?: object }[];
  rooms: { id: string; accounts?: object; push?: object }[];
}

export const ROOM_KEY = '693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa';

/** As 企业微信 writes it: it takes either case for the same. */
export function userIdOf(memberId: string): string {
  return `0${memberId.charAt(0).toUpperCase()}${memberId.slice(1)}.Yuan`;
}

export async function createWecomWorld(options: { redisUrl?: string; without?: readonly string[] } = {}): Promise<WecomWorld> {
  let url = '';
  const wecom = await startFakeWecom(() => url);
  const configDir = await mkdtemp(join(tmpdir(), 'wenming-wecom-'));
  const directoryFile = join(configDir, 'directory.yaml');
  const cast = parse(await readFile('config/sandbox.yaml', 'utf8')) as CastFile;
  for (const member of cast.members) {
    member.accounts = { wecom: userIdOf(member.id) };
    wecom.api.visible.add(userIdOf(member.id).toLowerCase());
  }
  wecom.api.webhookKeys.add(ROOM_KEY);
  cast.rooms = [{ ...cast.rooms[0]!, accounts: { wecom: 'wrALL' }, push: { wecomWebhookKey: ROOM_KEY } }];
  await writeFile(directoryFile, stringify(cast));
  const env = Object.fromEntries(Object.entries(wecom.env).filter(([name]) => !(options.without ?? []).includes(name)));
  const world = await createWorld({
    ...(options.redisUrl === undefined ? {} : { redisUrl: options.redisUrl }),
    env: { ...env, SANDBOX: '1', PUBLIC_URL: 'https://wenming.example.cn', DIRECTORY_FILE: directoryFile },
  });
  url = world.url;
  wecom.api.timeOf = async () => {
    const clock = (await (await fetch(`${url}/sandbox/api/clock`)).json()) as { now: string };
    return clock.now;
  };
  const time = createConversation(() => url);
  const people = new Map<string, Person>();
  const person = (id: string): Person => {
    const known = people.get(id) ?? createPerson(id, wecom, time.settle);
    people.set(id, known);
    return known;
  };
  return {
    world,
    wecom,
    person,
    zhou: person('zhou'),
    wu: person('wu'),
    zhang: person('zhang'),
    li: person('li'),
    wang: person('wang'),
    at: (moment) => time.at(moment),
    settle: () => time.settle(),
    async close() {
      await world.close();
      await wecom.close();
      await rm(configDir, { recursive: true, force: true });
    },
  };
}

/** Everybody of the cast is in the one room. */
function createPerson(id: string, wecom: FakeWecom, settle: () => Promise<void>): Person {
  const userId = userIdOf(id);
  let seen = 0;

  async function news(): Promise<Heard[]> {
    const shown = wecom.api.shown.slice(seen);
    const first = seen + 1;
    seen = wecom.api.shown.length;
    return shown.flatMap((one, index) => (isShownTo(one, userId) ? [toHeard(one, first + index)] : []));
  }

  async function say(text: string, { room, files = [], quoting = [], messageId }: Manner): Promise<void> {
    const where = { from: userId, ...(room === undefined ? {} : { room: 'wrALL' }) };
    const id = messageId === undefined ? {} : { msgid: messageId };
    if (files.length === 0) {
      const [quote] = quoting;
      await wecom.sayToBot({ ...where, ...id, text, ...(quote === undefined ? {} : { quote }) });
      return;
    }
    // The client sends one file in a message, without words: to say something of it, it is quoted.
    for (const file of files) await wecom.sayToBot({ ...where, text, ...(text === '' ? { file } : { quote: file }) });
  }

  const says = async (text: string, manner: Manner = {}): Promise<string> => {
    await news();
    await say(text, manner);
    await settle();
    return hears();
  };
  const hears = async (): Promise<string> => (await news()).map(({ text }) => text).join('\n\n');
  return { id, says, news, hears, sends: (file, text = '') => says(text, { files: Array.isArray(file) ? file : [file] }) };
}

function isShownTo({ to }: Shown, userId: string): boolean {
  return to === 'wrALL' || to === ROOM_KEY || to.toLowerCase() === userId.toLowerCase();
}

function toHeard(shown: Shown, n: number): Heard {
  const { text, commands, links } = readShown(shown);
  const room = shown.to === 'wrALL' || shown.to === ROOM_KEY ? 'all' : null;
  const actions = commands.map((command) => ({ label: command, command }));
  return { n, room, title: '', text, actions, files: links.map((url) => ({ name: '', url })), at: shown.at };
}
