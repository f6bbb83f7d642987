import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ChannelName, InboundMessage } from '../../src/ports/channel.ts';
import { acceptMessages } from '../../src/usecases/accept-messages.ts';
import { DIALECT } from '../helpers/databases.ts';
import { createOffice, type Office } from '../helpers/office.ts';
import { listStatements } from '../helpers/statements.ts';

let office: Office;

beforeEach(async () => {
  office = await createOffice();
});
afterEach(() => office.close());

function message(messageId: string, more: Partial<InboundMessage> = {}): InboundMessage {
  return { messageId, senderId: 'zhang', text: messageId, attachments: [], quoted: [], ...more };
}

/** Each with a request of its own, all in one turn. Says what the requests hear. */
async function deliver(messages: readonly InboundMessage[], channel: ChannelName = 'wecom'): Promise<('stored' | 'failed')[]> {
  const answers = await Promise.allSettled(messages.map((one) => acceptMessages(office.deps, channel, [one])));
  return answers.map(({ status }) => (status === 'fulfilled' ? 'stored' : 'failed'));
}

async function kept(): Promise<string[]> {
  const rows = await office.deps.db.selectFrom('inboundMessages').select('messageId').orderBy('n').execute();
  return rows.map(({ messageId }) => messageId);
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, n) => `m${n}`);

it('writes what comes at once in few transactions, in the order it came', async () => {
  const ids = numbered(200);
  const statements = await listStatements(office.deps.db, (db) => {
    office.deps = { ...office.deps, db };
    return deliver(ids.map((id) => message(id)));
  });
  expect(await kept()).toEqual(ids);
  const commits = statements.filter(({ sql: text }) => /insert into "inbound_messages"/.test(text));
  expect(commits.length).toBeLessThan(10);
});

it('answers a thousand repeats at once, keeps one, and lets it be answered once', async () => {
  const answers = await deliver(Array.from({ length: 1_000 }, () => message('again')));
  expect(new Set(answers)).toEqual(new Set(['stored']));
  expect(await kept()).toEqual(['again']);
  expect(office.jobs).toEqual([{ name: 'handle-messages', data: { channel: 'wecom', senderId: 'zhang' } }]);
});

it('keeps the first of each among new ones, others and other platforms', async () => {
  await deliver([message('a'), message('b')]);
  await deliver([message('b', { text: 'changed' }), message('c'), message('c', { text: 'changed' }), message('d'), message('a')]);
  await deliver([message('a')], 'dingtalk');
  expect(await kept()).toEqual(['a', 'b', 'c', 'd', 'a']);
  const texts = await office.deps.db.selectFrom('inboundMessages').select('text').orderBy('n').execute();
  expect(texts.map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd', 'a']);
});

it('wakes each sender once', async () => {
  await deliver([message('a'), message('b', { senderId: 'li' }), message('c'), message('d', { senderId: 'li' })]);
  expect(office.jobs.map(({ data }) => data)).toEqual([
    { channel: 'wecom', senderId: 'zhang' },
    { channel: 'wecom', senderId: 'li' },
  ]);
});

it('keeps files, quoted files and the way to answer with their own message', async () => {
  const file = (name: string) => ({ name, ref: { url: `https://files.example/${name}` } });
  const replyTo = { via: 'response-url', url: 'https://answers.example/1' };
  await deliver([
    message('a', { attachments: [file('1.pdf'), file('2.pdf')] }),
    message('a', { attachments: [file('1.pdf'), file('2.pdf')] }),
    message('b', { replyTo }),
    message('c', { attachments: [file('3.pdf')], quoted: [file('4.pdf')] }),
  ]);
  const { db } = office.deps;
  const files = await db
    .selectFrom('inboundAttachments')
    .innerJoin('inboundMessages', 'inboundMessages.id', 'inboundId')
    .select(['messageId', 'name', 'quoted', 'ref'])
    .orderBy('n')
    .orderBy('position')
    .execute();
  const as = (messageId: string, name: string, quoted: number) => ({ messageId, quoted, name, ref: JSON.stringify(file(name).ref) });
  expect(files).toEqual([as('a', '1.pdf', 0), as('a', '2.pdf', 0), as('c', '3.pdf', 0), as('c', '4.pdf', 1)]);
  const answered = await db.selectFrom('inboundMessages').select('messageId').where('replyTo', '=', JSON.stringify(replyTo)).execute();
  expect(answered).toEqual([{ messageId: 'b' }]);
});

it('refuses what cannot be stored, and only that, and takes it once it can be', async () => {
  await refusePoison();
  const messages = ['a', 'poison 1', 'b', 'c', 'poison 2', 'd'].map((id) => message(id));
  expect(await deliver(messages)).toEqual(['stored', 'failed', 'stored', 'stored', 'failed', 'stored']);
  expect(await kept()).toEqual(['a', 'b', 'c', 'd']);
  expect(await deliver(numbered(3).map((id) => message(id)))).toEqual(['stored', 'stored', 'stored']);

  await sql`drop trigger poison ${DIALECT === 'SQLite' ? sql`` : sql`on inbound_messages`}`.execute(office.deps.db);
  expect(new Set(await deliver(messages))).toEqual(new Set(['stored']));
  expect(await kept()).toEqual(['a', 'b', 'c', 'd', 'm0', 'm1', 'm2', 'poison 1', 'poison 2']);
});

it('refuses all of a request of which one message cannot be stored', async () => {
  await refusePoison();
  const together = acceptMessages(office.deps, 'wecom', [message('a'), message('poison')]);
  const other = acceptMessages(office.deps, 'wecom', [message('b')]);
  await expect(together).rejects.toThrow('poisoned');
  await other;
  expect(await kept()).toEqual(['b']);
});

/** A row that the database itself will not have. */
async function refusePoison(): Promise<void> {
  const { db } = office.deps;
  if (DIALECT === 'PostgreSQL') {
    await sql`create function poison() returns trigger language plpgsql as
      'begin if new.text like ''poison%'' then raise exception ''poisoned''; end if; return new; end'`.execute(db);
  }
  const does =
    DIALECT === 'SQLite'
      ? "begin select raise(abort, 'poisoned') where new.text like 'poison%'; end"
      : 'for each row execute function poison()';
  await sql.raw(`create trigger poison before insert on inbound_messages ${does}`).execute(db);
}
