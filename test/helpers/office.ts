import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandboxChannel } from '../../src/channels/sandbox/index.ts';
import { loadConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/db/database.ts';
import { findMember } from '../../src/db/directory.ts';
import { seedDirectory } from '../../src/db/directory-write.ts';
import { getInbound, insertInbound, listAttachments } from '../../src/db/inbound.ts';
import type { Database, InboundRow } from '../../src/db/tables.ts';
import { createCalendar } from '../../src/domain/calendar.ts';
import type { Member } from '../../src/domain/directory.ts';
import { createDiskStore } from '../../src/files/disk.ts';
import { createPageReader } from '../../src/guarded/read-page.ts';
import { createLogger } from '../../src/log.ts';
import type { Jobs } from '../../src/ports/job-queue.ts';
import type { OutboundMessage } from '../../src/ports/message.ts';
import { createMemoryShared } from '../../src/shared/memory.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { handIn } from '../../src/usecases/hand-in.ts';
import { storeEvidence } from '../../src/usecases/store-evidence.ts';
import { copyKept, keepDatabase } from './databases.ts';
import { PARTS } from './parts.ts';

/** The cast of `config/sandbox.yaml` on a real SQLite file, without a server: jobs are written down and not run. */
export interface Office {
  deps: Deps;
  jobs: { name: string; data: object }[];
  /** Travels to a day and time in Shanghai. */
  at(day: string, time?: string): void;
  /** A stored message of a person with files. */
  receive(memberId: string, text: string, files?: { name: string; bytes: Uint8Array }[]): Promise<Received>;
  /** A person hands in a small file for an item, and it is stored. */
  handIn(memberId: string, code: string): Promise<void>;
  /** What was queued for a person in private, oldest first. */
  told(memberId: string): Promise<OutboundMessage[]>;
  /** The same office as another process has it: over the same database. */
  another(): Promise<Deps>;
  close(): Promise<void>;
}

export interface Received {
  inbound: InboundRow;
  sender: Member;
  files: { id: string; name: string }[];
}

/** With its people, and what `fill` adds once a run under this name. */
export async function createOffice(name = 'people and nothing else', fill?: (db: Database) => Promise<unknown>): Promise<Office> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wenming-office-'));
  const config = loadConfig({ DATA_DIR: dataDir });
  const kept = keepDatabase(name, async (filled) => {
    await seedDirectory(filled, config.directory, ['sandbox']);
    await fill?.(filled);
  });
  const database = await copyKept(await kept, dataDir);
  const db = await openDatabase(database.place);
  const jobs: Office['jobs'] = [];
  let now = new Date('2023-06-12T09:30:00+08:00');
  const deps: Deps = {
    config,
    db,
    shared: createMemoryShared(),
    queue: { add: async (name, data) => void jobs.push({ name, data }) },
    files: await createDiskStore(join(dataDir, 'files')),
    ...PARTS,
    pages: createPageReader(config.evidence.linkHosts),
    channels: new Map([['sandbox', createSandboxChannel([{ id: 'all' }])]]),
    clock: { now: () => now },
    calendar: createCalendar(config.calendar),
    log: createLogger('silent'),
    newId: randomUUID,
    linkKey: Buffer.alloc(32),
  };
  const others: Database[] = [];
  const office: Office = {
    deps,
    jobs,
    at(day, time = '09:30') {
      now = new Date(`${day}T${time}:00+08:00`);
    },
    async receive(memberId, text, files = []) {
      const attachments = files.map(({ name, bytes }) => ({ name, ref: { base64: Buffer.from(bytes).toString('base64') } }));
      const message = { channel: 'sandbox', messageId: randomUUID(), senderId: memberId, text, attachments, quoted: [] };
      const [stored] = await insertInbound(db, [message], now.toISOString(), randomUUID);
      const sender = await findMember(db, memberId);
      return { inbound: await getInbound(db, stored!.id), sender: sender!, files: await listAttachments(db, stored!.id) };
    },
    async handIn(memberId, code) {
      const received = await office.receive(memberId, `提交 ${code}`, [{ name: '材料.txt', bytes: Buffer.from(randomUUID()) }]);
      await handIn(deps, { ...received, year: undefined, code, note: '' });
      for (const { name, data } of jobs)
        if (name === 'store-evidence') await storeEvidence(deps, (data as Jobs['store-evidence']).evidenceId);
    },
    async told(memberId) {
      const rows = await db.selectFrom('outboundMessages').select('body').where('recipientId', '=', memberId).orderBy('seq').execute();
      return rows.map(({ body }) => JSON.parse(body));
    },
    async another() {
      const own = await openDatabase(database.place);
      others.push(own);
      return { ...deps, db: own };
    },
    async close() {
      for (const one of [db, ...others]) await one.destroy();
      await database.remove();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return office;
}
