import { Readable } from 'node:stream';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audit } from '../../src/usecases/audit.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { inTransaction } from '../../src/usecases/in-transaction.ts';
import { verify } from '../../src/usecases/verify.ts';
import { DIALECT } from '../helpers/databases.ts';
import { createOffice, type Office } from '../helpers/office.ts';

let office: Office;
let deps: Deps;

beforeEach(async () => {
  office = await createOffice();
  deps = office.deps;
  for (const item of [1, 2, 3]) await inTransaction(deps, (tx) => audit(tx, { id: 'zhou', source: 'sandbox' }, 'urge', `催办第${item}项`));
});
afterEach(() => office.close());

it('finds nothing wrong with what nobody touched', async () => {
  expect(await verify(deps)).toEqual({ entries: 3, files: 0, faults: [] });
});

describe('操作留痕', () => {
  it('cannot be changed or removed by anybody who is not the owner of the database', async () => {
    await expect(sql`update audit_entries set summary = '' where n = 2`.execute(deps.db)).rejects.toThrow(
      'audit entries are never changed',
    );
    await expect(sql`delete from audit_entries where n = 3`.execute(deps.db)).rejects.toThrow('audit entries are never changed');
  });

  /** As somebody with the database's password would. */
  async function tamper(...statements: string[]): Promise<string[]> {
    const off =
      DIALECT === 'SQLite'
        ? ['drop trigger audit_entries_no_update', 'drop trigger audit_entries_no_delete']
        : ['drop trigger audit_entries_no_change on audit_entries'];
    for (const statement of [...off, ...statements]) await sql.raw(statement).execute(deps.db);
    return (await verify(deps)).faults.map((line) => /entry \d+ .*?(?=[.:])/.exec(line)?.[0] ?? line);
  }

  it('shows a changed entry', async () => {
    expect(await tamper(`update audit_entries set actor = 'wu' where n = 2`)).toEqual(['entry 2 was changed after it was written']);
  });

  it('shows a removed one, also at the end', async () => {
    expect(await tamper('delete from audit_entries where n in (1, 3)')).toEqual(['entry 1 is missing', 'entry 3 is missing']);
  });

  it('shows two that changed places', async () => {
    const swap = [9, 2, 3].map((to, index) => `update audit_entries set n = ${to} where n = ${[2, 3, 9][index]}`);
    expect((await tamper(...swap)).slice(0, 2)).toEqual([
      'entry 2 was changed after it was written',
      'entry 3 was changed after it was written',
    ]);
  });
});

describe('stored files', () => {
  /** One piece of evidence with its bytes in the store. */
  async function keep(text: string): Promise<string> {
    const staged = await deps.files.stage(Readable.from([Buffer.from(text)]), 100);
    await deps.files.commit(staged, staged.sha256);
    const { inbound, sender, files } = await office.receive('wang', '提交 3', [{ name: `${text}.pdf`, bytes: Buffer.from(text) }]);
    const at = deps.clock.now().toISOString();
    const burst = {
      id: deps.newId(),
      memberId: sender.id,
      channel: 'sandbox',
      roomId: '',
      forDepartmentId: null,
      deliverableId: null,
      question: null,
    } as const;
    await deps.db
      .insertInto('bursts')
      .values({ ...burst, candidates: '[]', problem: null, note: '', endsAt: at, ended: 1 })
      .execute();
    const row = {
      burstId: burst.id,
      submissionId: null,
      version: null,
      inboundId: inbound.id,
      attachmentId: files[0]!.id,
      memberId: sender.id,
    };
    const about = {
      originalName: `${text}.pdf`,
      safeName: `${text}.pdf`,
      size: staged.size,
      sha256: staged.sha256,
      mime: null,
      remark: null,
    };
    await deps.db
      .insertInto('evidence')
      .values({
        id: deps.newId(),
        ...row,
        state: 'stored',
        ...about,
        attempts: 0,
        receivedAt: at,
        purgedAt: null,
        purgedBy: null,
        purgeReason: null,
        bytesToRemove: 0,
      })
      .execute();
    return staged.sha256;
  }

  const pathOf = (key: string): string => join(deps.config.dataDir, 'files', key.slice(0, 2), key);

  it('are read to the last byte', async () => {
    const [whole, changed, missing] = [await keep('甲'), await keep('乙'), await keep('丙')];
    expect(await verify(deps)).toMatchObject({ files: 3, faults: [] });
    await writeFile(pathOf(changed), '改');
    await rm(pathOf(missing));
    const { faults } = await verify(deps);
    expect(faults.toSorted()).toEqual([
      expect.stringMatching(new RegExp(`^File: 丙\\.pdf .*${missing}\\) is missing\\. Copy it back from a backup\\.$`)),
      expect.stringMatching(new RegExp(`^File: 乙\\.pdf .*${changed}\\) was changed\\.`)),
    ]);
    expect(faults.join()).not.toContain(whole);
  });
});
