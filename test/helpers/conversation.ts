import { settle as settleServer } from './sandbox-call.ts';

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

/** People talk to servers over HTTP, and time passes. */
export interface Conversation {
  person(id: string): Person;
  zhou: Person;
  wu: Person;
  zhang: Person;
  li: Person;
  wang: Person;
  /** Travels, passing every due moment on the way, and waits until all has settled. `2023-06-20 09:00` in Shanghai; a day alone means 08:00. */
  at(moment: string): Promise<void>;
  settle(): Promise<void>;
}

/** `urlOf`: whom to ask next, where there are several. */
export function createConversation(urlOf: () => string): Conversation {
  const heardUpTo = new Map<string, number>();

  const api = async <T>(path: string, body?: object): Promise<T> => {
    const response = await fetch(urlOf() + path, {
      method: body === undefined ? 'GET' : 'POST',
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json().catch(() => undefined)) as T;
  };
  const settle = (): Promise<void> => settleServer(urlOf());

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

  return {
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
  };
}

function encoded({ name, bytes }: ChatFile): { name: string; base64: string } {
  return { name, base64: Buffer.from(bytes).toString('base64') };
}

function toInstant(moment: string): string {
  const [day, time = '08:00'] = moment.split(' ');
  return `${day}T${time}:00+08:00`;
}
