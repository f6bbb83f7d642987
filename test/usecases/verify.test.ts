import { Readable } from 'node:stream';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detachDeliverables, insertDeliverables, removeDeliverables, updateDeliverable } from '../../src/db/deliverables.ts';
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
  expect(await verify(deps)).toEqual({ entries: 3, files: 0, orphans: 0, faults: [] });
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

  it('are missed with their previews, too', async () => {
    await keep('甲');
    const preview = 'a'.repeat(64);
    await deps.db.updateTable('evidence').set({ previewSha256: preview }).execute();
    expect((await verify(deps)).faults).toEqual([expect.stringMatching(new RegExp(`^Preview: 甲\\.pdf .*${preview}\\) is missing\\.`))]);
  });
});

describe('kept counts of 进度', () => {
  it('are followed through every change, and shown when somebody changed them alone', async () => {
    const { db } = deps;
    await sql
      .raw(`insert into plans (id, year, title, state, published_at) values ('p', 2023, '表', 'published', '2023-06-12T01:30:00.000Z')`)
      .execute(db);
    await sql.raw(`insert into categories (id, plan_id, position, name) values ('c', 'p', 1, '政治建设')`).execute(db);
    await sql.raw(`insert into sections (id, category_id, position, name) values ('s', 'c', 1, '学习')`).execute(db);
    await sql
      .raw(
        `insert into tasks (id, plan_id, category_id, section_id, position, code, text, quotas) values ('t', 'p', 'c', 's', 1, '3', '阅读', '[]')`,
      )
      .execute(db);
    await sql
      .raw(
        `insert into assignments (id, task_id, department_id, label, role, collective, position) values ('a', 't', 'union', '机关工会', 'lead', 0, 1)`,
      )
      .execute(db);
    const kept = () => db.selectFrom('progressCounts').select(['state', 'dueOn', 'count']).orderBy('dueOn').execute();
    const row = {
      assignmentId: 'a',
      planId: 'p',
      taskId: 't',
      departmentId: 'union',
      position: 1,
      milestoneId: 'm1',
      state: 'open',
    } as const;
    const more = {
      startsOn: null,
      dueOn: '2023-06-30',
      extendedOn: null,
      awarded: null,
      waiver: null,
      supplementary: 0,
      detached: 0,
      ladderFrom: '',
      nextReminderAt: null,
    } as const;
    await insertDeliverables(db, [
      { id: 'd1', ...row, ...more, nextReminderAt: '2023-06-01T01:00:00.000Z' },
      { id: 'd2', ...row, ...more, milestoneId: 'm2', dueOn: null },
    ]);
    expect(await kept()).toEqual([
      { state: 'open', dueOn: '', count: 1 },
      { state: 'open', dueOn: '2023-06-30', count: 1 },
    ]);
    await updateDeliverable(db, 'd1', { dueOn: '2023-07-07' });
    await removeDeliverables(db, ['d2']);
    await updateDeliverable(db, 'd1', { nextReminderAt: null });
    expect((await verify(deps)).faults).toEqual(['Database: nobody will be reminded of what is due on 2023-07-07. Restore a backup.']);
    await updateDeliverable(db, 'd1', { nextReminderAt: '2023-06-13T01:00:00.000Z' });
    expect(await kept()).toEqual([{ state: 'open', dueOn: '2023-07-07', count: 1 }]);
    await updateDeliverable(db, 'd1', { state: 'waived' });
    expect(await kept()).toEqual([{ state: 'waived', dueOn: '2023-07-07', count: 1 }]);
    await detachDeliverables(db, ['d1']);
    expect(await kept()).toEqual([]);
    expect((await verify(deps)).faults).toEqual([]);
    await sql.raw(`update deliverables set detached = 0 where id = 'd1'`).execute(db);
    await sql.raw(`update progress_counts set count = 2`).execute(db);
    expect((await verify(deps)).faults).toEqual([
      'Database: the kept counts of department union do not agree with what it has to hand in. Restore a backup.',
    ]);
  });
});
