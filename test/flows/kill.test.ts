import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type ServerProcess } from '../helpers/server-process.ts';
import { seed } from '../world.ts';

// Kills at random moments; more with KILL_TRIALS. A failing run prints the moments it used.
const TRIALS = Number(process.env['KILL_TRIALS'] ?? 20);

let dataDir: string;
let server: ServerProcess;
/** Message ids the server answered with 200: these may never be lost. */
const acked = new Set<string>();
/** Everything ever posted; what was not acked is posted again, as a platform does. */
const posted = new Map<string, object>();
const kills: number[] = [];
let count = 0;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wenming-kill-'));
  server = await startServer({ DATA_DIR: dataDir });
  await call('/sandbox/api/clock', { now: '2023-06-12T09:30:00+08:00' });
  const { name, bytes } = await seed('docx');
  await post({ messageId: 'import', from: 'zhou', text: '导入', attachments: [{ name, base64: Buffer.from(bytes).toString('base64') }] });
  await call('/sandbox/api/idle', {});
  await post({ messageId: 'confirm', from: 'zhou', text: '确认导入' });
  await post({ messageId: 'adopt', from: 'zhou', text: '采用默认节点' });
  await call('/sandbox/api/idle', {});
});

afterAll(async () => {
  await server.kill();
  await rm(dataDir, { recursive: true, force: true });
});

it(`loses nothing and doubles nothing over ${TRIALS} kills at random moments`, { timeout: 300_000 }, async () => {
  let day = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const talk = talkUntilItDies();
    // Some trials die while time travels over reminders.
    const travel = trial % 2 === 0 ? call('/sandbox/api/clock', { now: dayOfJune(++day) }).catch(() => undefined) : Promise.resolve();
    const moment = 30 + Math.floor(Math.random() * 500);
    kills.push(moment);
    await wait(moment);
    await server.kill();
    await Promise.all([talk, travel]);
    server = await startServer({ DATA_DIR: dataDir });
    for (const [messageId, body] of posted) if (!acked.has(messageId)) await post(body, messageId);
    // A platform repeats what it is not sure of, also long after.
    for (const messageId of [...acked].slice(-3)) await post(posted.get(messageId)!, messageId);
  }
  await call('/sandbox/api/clock', { now: '2023-07-05T09:30:00+08:00' });
  await call('/sandbox/api/idle', {});
  expect({ kills, problems: findProblems() }).toEqual({ kills, problems: [] });
});

/** Four people write at once, each a file, a note and a question in turn. */
async function talkUntilItDies(): Promise<void> {
  await Promise.all(
    ['zhang', 'li', 'wang', 'zhou'].map(async (from) => {
      for (;;) {
        const n = ++count;
        const messageId = `m${n}`;
        const bodies = [
          {
            from,
            text: `提交 ${ITEM_OF[from]}`,
            attachments: [{ name: `材料${n}.txt`, base64: Buffer.from(`第 ${n} 份`).toString('base64') }],
          },
          { from, text: `进展 ${ITEM_OF[from]} 记号${n}号` },
          { from, text: '我的任务' },
        ];
        if (!(await post(bodies[n % 3]!, messageId))) return;
      }
    }),
  );
}

const ITEM_OF: Record<string, number> = { zhang: 1, li: 6, wang: 3, zhou: 1 };

async function post(body: object, messageId = (body as { messageId: string }).messageId): Promise<boolean> {
  posted.set(messageId, body);
  try {
    const response = await fetch(`${server.url}/webhooks/sandbox`, { method: 'POST', body: JSON.stringify({ ...body, messageId }) });
    if (response.status === 200) acked.add(messageId);
    else throw new Error(`posting answered ${response.status} ${await response.text()}`);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function call(path: string, body: object): Promise<void> {
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status} ${await response.text()}`);
}

function dayOfJune(n: number): string {
  return `2023-06-${String(12 + n).padStart(2, '0')}T09:30:00+08:00`;
}

/** The invariants I1–I7, read from the database and the disk. */
function findProblems(): string[] {
  const db = new DatabaseSync(join(dataDir, 'wenming.db'), { readOnly: true });
  const all = (sql: string): Record<string, unknown>[] => db.prepare(sql).all();
  const problems: string[] = [];
  const none = (what: string, rows: unknown[]): void => {
    if (rows.length > 0) problems.push(`${what}: ${JSON.stringify(rows.slice(0, 3))} (${rows.length})`);
  };

  const stored = new Map(
    all('select message_id, count(*) as n from inbound_messages group by message_id').map((row) => [row['message_id'], row['n']]),
  );
  none(
    'I1 acked, but not stored once',
    [...acked].filter((id) => stored.get(id) !== 1),
  );
  none('I2 without an outcome', all(`select message_id, last_error from inbound_messages where state <> 'handled'`));
  none(
    'I3 not answered exactly once',
    all(`select i.message_id, i.text, count(o.id) as n from inbound_messages i
         left join outbound_messages o on o.in_reply_to = i.id and o.purpose = 'answer' and o.state = 'sent'
         group by i.id having count(o.id) <> 1`),
  );
  const notes = all(`select text from inbound_messages where text like '进展%'`).map((row) => /记号\d+号/.exec(String(row['text']))![0]);
  none(
    'I3 a note that was not kept exactly once',
    notes.filter((note) => all(`select n from audit_entries where summary like '%${note}%'`).length !== 1),
  );
  none(
    'I4 a file without its evidence',
    all(`select a.name from inbound_attachments a join inbound_messages i on i.id = a.inbound_id
         left join evidence e on e.attachment_id = a.id where i.message_id <> 'import' and (e.id is null or e.state <> 'stored')`),
  );
  none(
    'I4 evidence without its bytes',
    all(`select sha256 from evidence where state = 'stored'`).filter(({ sha256 }) => !hasBytes(String(sha256))),
  );
  none(
    'I4 stored evidence outside any submission',
    all(`select original_name from evidence where state = 'stored' and submission_id is null`),
  );
  none('I5 the same reminder twice', all('select 1 from reminders group by deliverable_id, rung, due_on, member_id having count(*) > 1'));
  none(
    'I5 two reminder messages to one person on one day',
    all(
      `select recipient_id, substr(created_at, 1, 10) as day from outbound_messages where purpose = 'reminder' group by 1, 2 having count(*) > 1`,
    ),
  );
  none('I6 planned, but not sent', all(`select deliverable_id, rung, state from reminders where state in ('planned', 'failed')`));
  none('I7 sent more often than there were kills', all(`select id, attempts from outbound_messages where attempts > ${1 + kills.length}`));
  none(
    'more than one live submission',
    all(`select 1 from submissions where state <> 'withdrawn' group by deliverable_id having count(*) > 1`),
  );
  if (all(`select count(*) as n from reminders where state = 'sent'`)[0]!['n'] === 0)
    problems.push('no reminder was sent at all: the trial shows nothing');
  none(
    'integrity',
    all('pragma integrity_check').filter((row) => row['integrity_check'] !== 'ok'),
  );
  none('foreign keys', all('pragma foreign_key_check'));
  db.close();
  return problems;
}

function hasBytes(sha256: string): boolean {
  const path = join(dataDir, 'files', sha256.slice(0, 2), sha256);
  return existsSync(path) && createHash('sha256').update(readFileSync(path)).digest('hex') === sha256;
}
