import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { vi } from 'vitest';
import { readShown, startFakeWecom, type WecomMode, type FakeWecom, type Shown } from './fake-wecom/index.ts';
import { createConversation, type ChatFile, type Conversation, type Heard, type Manner, type Person } from './conversation.ts';
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

export async function createWecomWorld(mode: WecomMode = 'callback'): Promise<WecomWorld> {
  let url = '';
  const wecom = await startFakeWecom(() => url, mode);
  const configDir = await mkdtemp(join(tmpdir(), 'wenming-wecom-'));
  const directoryFile = join(configDir, 'directory.yaml');
  const cast = parse(await readFile('config/sandbox.yaml', 'utf8')) as CastFile;
  for (const member of cast.members) {
    member.accounts = { wecom: userIdOf(member.id) };
    wecom.api.visible.add(userIdOf(member.id).toLowerCase());
  }
  wecom.api.webhookKeys.add(ROOM_KEY);
  const push = mode === 'connection' ? {} : { push: { wecomWebhookKey: ROOM_KEY } };
  cast.rooms = [{ ...cast.rooms[0]!, accounts: { wecom: 'wrALL' }, ...push }];
  await writeFile(directoryFile, stringify(cast));
  const world = await createWorld({
    env: { ...wecom.env, SANDBOX: '1', PUBLIC_URL: 'https://wenming.example.cn', DIRECTORY_FILE: directoryFile },
  });
  url = world.url;
  const timeOf = async (): Promise<string> => {
    const clock = (await (await fetch(`${url}/sandbox/api/clock`)).json()) as { now: string };
    return clock.now;
  };
  wecom.api.timeOf = timeOf;
  wecom.socket.timeOf = timeOf;
  if (mode === 'connection') await vi.waitUntil(() => wecom.socket.isConnected());
  const time = createConversation(() => url);
  const people = new Map<string, Person>();
  const person = (id: string): Person => {
    const known =
      people.get(id) ??
      createPerson(id, wecom, async (messageId) => {
        await vi.waitUntil(() => isStored(world, messageId));
        await time.settle();
      });
    people.set(id, known);
    return known;
  };
  // Over the connection the platform lets the bot write only to who has written to it.
  if (mode === 'connection') for (const { id } of cast.members) await person(id).says('帮助');
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

/** What is said over the long connection is not acknowledged. */
async function isStored({ app }: World, messageId: string): Promise<boolean> {
  const row = await app.deps.db.selectFrom('inboundMessages').select('id').where('messageId', '=', messageId).executeTakeFirst();
  return row !== undefined;
}

/** Everybody of the cast is in the one room. `settled`: that message is handled, and all that follows from it. */
function createPerson(id: string, wecom: FakeWecom, settled: (messageId: string) => Promise<void>): Person {
  const userId = userIdOf(id);
  let seen = 0;

  async function news(): Promise<Heard[]> {
    const shown = wecom.shown().slice(seen);
    const first = seen + 1;
    seen = wecom.shown().length;
    return shown.flatMap((one, index) => (isShownTo(one, userId) ? [toHeard(one, first + index)] : []));
  }

  async function say(text: string, { room, files = [], quoting: [quote] = [], messageId = randomUUID() }: Manner): Promise<void> {
    const where = { from: userId, ...(room === undefined ? {} : { room: 'wrALL' }), text };
    // The client sends one file in a message, without words: to say something of it, it is quoted.
    const sayings: { file?: ChatFile; quote?: ChatFile }[] = files.map((file) => (text === '' ? { file } : { quote: file }));
    if (sayings.length === 0) sayings.push(quote === undefined ? {} : { quote });
    for (const [index, saying] of sayings.entries()) {
      const msgid = index === 0 ? messageId : `${messageId}-${index}`;
      if (await wecom.say({ ...where, ...saying, msgid })) await settled(msgid);
    }
  }

  const says = async (text: string, manner: Manner = {}): Promise<string> => {
    await news();
    await say(text, manner);
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
