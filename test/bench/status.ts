import { strict as assert } from 'node:assert';
import { DatabaseSync } from 'node:sqlite';
import type { CompiledQuery } from 'kysely';
import { Client } from 'pg';
import { commands } from '../../src/chat/commands/index.ts';
import type { Command } from '../../src/chat/command.ts';
import { LATER, type CommandHandler } from '../../src/chat/reply.ts';
import { findMember } from '../../src/db/directory.ts';
import type { InboundRow } from '../../src/db/tables.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { DEPARTMENTS } from '../helpers/large-year.ts';
import { listStatements } from '../helpers/statements.ts';
import { median, table } from './figures.ts';
import { createLargeOffice, DIALECTS, type LargeOffice } from './large-office.ts';

const SIZES = [10_000, 100_000, 1_000_000];
const ROUNDS = 9;

/** Questions for the state, each asked by twenty people in turn. */
const QUESTIONS: { words: string; command: Command; asker(n: number): string; expects: RegExp }[] = [
  { words: '进度', command: { name: 'progress' }, asker: () => 'boss', expects: /应报 \d+ 件/ },
  { words: '谁还没交', command: { name: 'who-owes' }, asker: () => 'boss', expects: /件没交：\n● 第\d+处室：第/ },
  { words: '进度 of a department', command: { name: 'progress' }, asker: (n) => `m${n}`, expects: /处室 2023 年度：应报/ },
  { words: '我的任务', command: { name: 'my-tasks' }, asker: (n) => `m${n}`, expects: /处室 2023 年度共/ },
];

/** 「进度」, 「谁还没交」 and a department's view: the handler with its answer rendered, beside its own statements on the bare driver. */
export async function benchStatus(): Promise<void> {
  const lines: string[][] = [];
  for (const size of SIZES) {
    for (const dialect of DIALECTS) {
      const office = await createLargeOffice(dialect, size);
      try {
        for (const question of QUESTIONS)
          lines.push([question.words, dialect, size.toLocaleString('en'), ...(await measure(office, question))]);
      } finally {
        await office.remove();
      }
    }
  }
  table(['question', 'database', '应报事项', 'handler, ms', 'bare SQL, ms', 'ratio', 'statements'], lines);
}

async function measure(office: LargeOffice, { command, asker, expects }: (typeof QUESTIONS)[number]): Promise<string[]> {
  const { deps, close } = await office.open();
  const bare = await openBare(office);
  try {
    const statements: CompiledQuery[][] = [];
    for (let n = 0; n < DEPARTMENTS; n++)
      statements.push(await listStatements(deps.db, (db) => ask({ ...deps, db }, command, asker(n), expects)));
    const handler: number[] = [];
    const direct: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const ours = await time((n) => ask(deps, command, asker(n), expects));
      const theirs = await time(async (n) => {
        for (const statement of statements[n]!) await bare.run(statement);
      });
      // The first round only warms up.
      if (round === 0) continue;
      handler.push(ours);
      direct.push(theirs);
    }
    const ratios = handler.map((ms, index) => ms / direct[index]!);
    return [median(handler).toFixed(2), median(direct).toFixed(2), median(ratios).toFixed(2), String(statements[0]!.length)];
  } finally {
    await bare.close();
    await close();
  }
}

/** Milliseconds for one of twenty in turn. */
async function time(run: (n: number) => Promise<void>): Promise<number> {
  const from = performance.now();
  for (let n = 0; n < DEPARTMENTS; n++) await run(n);
  return (performance.now() - from) / DEPARTMENTS;
}

async function ask(deps: Deps, command: Command, memberId: string, expects: RegExp): Promise<void> {
  const sender = (await findMember(deps.db, memberId))!;
  const inbound = { id: 'bench', channel: 'sandbox', senderId: memberId, roomId: null, text: '' } as InboundRow;
  const handler = commands[command.name] as unknown as CommandHandler<never>;
  const reply = await handler.run({ deps, inbound, sender, attachments: [], quoted: [], year: undefined }, command as never);
  assert(reply !== LATER);
  assert.match(deps.render(reply.template, reply.view).text, expects);
}

async function openBare({ place }: LargeOffice): Promise<{ run(statement: CompiledQuery): Promise<unknown>; close(): Promise<void> }> {
  if ('file' in place) {
    const db = new DatabaseSync(place.file, { readOnly: true });
    return {
      run: async ({ sql, parameters }) => db.prepare(sql).all(...(parameters as string[])),
      close: async () => db.close(),
    };
  }
  const client = new Client({ connectionString: place.url });
  await client.connect();
  return {
    run: ({ sql, parameters }) => client.query(sql, [...parameters]),
    close: () => client.end(),
  };
}
