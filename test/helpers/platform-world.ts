import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { placeOf } from '../../src/app.ts';
import type { DatabasePlace } from '../../src/db/database.ts';
import { createConversation, type ChatFile, type Conversation, type Heard, type Manner, type Person } from './conversation.ts';
import { isStored } from './invariants.ts';
import { createWorld, type World } from '../world.ts';
import { until } from './until.ts';

/** A chat platform of the tests, as far as talking on it goes. */
export interface PlatformFake {
  channel: 'wecom' | 'dingtalk';
  /** What the program has to be told. */
  env: Record<string, string>;
  /** A person's account there. */
  accountOf(memberId: string): string;
  /** How rooms other than its own id names the one there is, and what lets the bot write into it unasked. */
  room: { id: string; otherNames: readonly string[]; push?: object };
  /** What people can read, in order. */
  seen(): readonly Seen[];
  /** Somebody says something; to say something of a file it is quoted. False when the platform keeps it to itself. */
  say(said: { from: string; room?: string; text: string; messageId: string; file?: ChatFile; quote?: ChatFile }): Promise<boolean>;
  /** The row's own name for that message. */
  messageIdOf(messageId: string): string;
  /** Is told what time it is for people. */
  tellTime(timeOf: () => Promise<string>): void;
  /** When the program can be talked to. */
  ready(): Promise<void>;
  /** Only who has written to the bot can be written to. */
  needsFirstWord: boolean;
}

export interface Seen {
  /** An account or a room. */
  to: string;
  text: string;
  commands: string[];
  links: string[];
  at: string;
}

interface CastFile {
  members: { id: string; accounts?: object; prefer?: string }[];
  rooms: { id: string; accounts?: object; push?: object }[];
}

/** The standing cast on a platform, whose room 文明创建工作群 is a group chat everybody is in. */
export interface PlatformWorld extends Conversation {
  world: World;
  close(): Promise<void>;
}

/** The program as it runs somewhere. */
export interface Served {
  /** As it is by now, should it have been started again. */
  readonly url: string;
  place: DatabasePlace;
  /** What else is waited for, when all that is due is done. */
  settled?(): Promise<void>;
  close(): Promise<void>;
}

/** `fakes`: everybody has an account on each of them and talks on the first. `urlIs` is told the program's address. */
export async function createPlatformWorld(fakes: readonly PlatformFake[], urlIs: (url: string) => void): Promise<PlatformWorld> {
  let world: World | undefined;
  const conversation = await putOnPlatforms(fakes, async (env) => {
    world = await createWorld({ env });
    urlIs(world.url);
    return Object.assign(world, { place: placeOf(world.app.deps.config) });
  });
  return { ...conversation, world: world! };
}

/** The same wherever `serve` runs the program with an environment; it is to be known to the fakes by then. */
export async function putOnPlatforms(
  fakes: readonly PlatformFake[],
  serve: (env: Record<string, string>) => Promise<Served>,
): Promise<Conversation & { close(): Promise<void> }> {
  const [fake] = fakes as [PlatformFake, ...PlatformFake[]];
  const configDir = await mkdtemp(join(tmpdir(), 'wenming-platform-'));
  const directoryFile = join(configDir, 'directory.yaml');
  const cast = parse(await readFile('config/sandbox.yaml', 'utf8')) as CastFile;
  for (const member of cast.members) {
    member.accounts = Object.fromEntries(fakes.map(({ channel, accountOf }) => [channel, accountOf(member.id)]));
  }
  const accounts = Object.fromEntries(fakes.map(({ channel, room }) => [channel, room.id]));
  cast.rooms = [{ ...cast.rooms[0]!, accounts, push: Object.assign({}, ...fakes.map(({ room }) => room.push ?? {})) as object }];
  await writeFile(directoryFile, stringify(cast));
  const env = Object.assign({}, ...fakes.map((one) => one.env)) as Record<string, string>;
  const served = await serve({ ...env, SANDBOX: '1', PUBLIC_URL: 'https://wenming.example.cn', DIRECTORY_FILE: directoryFile });
  for (const one of fakes) {
    one.tellTime(() => until(() => readClock(served.url)));
    await one.ready();
  }
  const time = createConversation(() => served.url);
  const settle = async (): Promise<void> => {
    await time.settle();
    await served.settled?.();
  };
  const people = new Map<string, Person>();
  const person = (id: string): Person => {
    const known =
      people.get(id) ??
      createPerson(id, fake, async (messageId) => {
        await until(() => isStored(served.place, messageId));
        await settle();
      });
    people.set(id, known);
    return known;
  };
  if (fake.needsFirstWord) for (const { id } of cast.members) await person(id).says('帮助');
  return {
    person,
    zhou: person('zhou'),
    wu: person('wu'),
    zhang: person('zhang'),
    li: person('li'),
    wang: person('wang'),
    async at(moment) {
      await time.at(moment);
      await settle();
    },
    settle,
    async close() {
      await served.close();
      await rm(configDir, { recursive: true, force: true });
    },
  };
}

/** Undefined while nobody answers. */
async function readClock(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${url}/sandbox/api/clock`);
    return ((await response.json()) as { now: string }).now;
  } catch {
    return undefined;
  }
}

/** `settled`: that message is handled, and all that follows from it. */
function createPerson(id: string, fake: PlatformFake, settled: (messageId: string) => Promise<void>): Person {
  const account = fake.accountOf(id);
  const rooms = [fake.room.id, ...fake.room.otherNames];
  let read = 0;

  async function news(): Promise<Heard[]> {
    const first = read + 1;
    const all = fake.seen().slice(read);
    read = fake.seen().length;
    return all.flatMap((one, index) => {
      const inRoom = rooms.includes(one.to);
      if (!inRoom && one.to.toLowerCase() !== account.toLowerCase()) return [];
      const actions = one.commands.map((command) => ({ label: command, command }));
      const files = one.links.map((url) => ({ name: '', url }));
      return [{ n: first + index, room: inRoom ? 'all' : null, title: '', text: one.text, actions, files, at: one.at }];
    });
  }

  async function say(text: string, { room, files = [], quoting: [quote] = [], messageId = randomUUID() }: Manner): Promise<void> {
    const where = { from: account, ...(room === undefined ? {} : { room: fake.room.id }), text };
    // The client sends one file in a message, without words: to say something of it, it is quoted.
    const sayings: { file?: ChatFile; quote?: ChatFile }[] = files.map((file) => (text === '' ? { file } : { quote: file }));
    if (sayings.length === 0) sayings.push(quote === undefined ? {} : { quote });
    for (const [index, saying] of sayings.entries()) {
      const one = index === 0 ? messageId : `${messageId}-${index}`;
      if (await fake.say({ ...where, ...saying, messageId: one })) await settled(fake.messageIdOf(one));
    }
  }

  const hears = async (): Promise<string> => (await news()).map(({ text }) => text).join('\n\n');
  const says = async (text: string, manner: Manner = {}): Promise<string> => {
    await news();
    await say(text, manner);
    return hears();
  };
  return { id, says, news, hears, sends: (file, text = '') => says(text, { files: Array.isArray(file) ? file : [file] }) };
}
