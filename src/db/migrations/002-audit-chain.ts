import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { chain, CHAIN_START, type AuditEntry } from '../../domain/audit-chain.ts';
import { isPostgres } from '../dialect.ts';

/** Ties the entries of 操作留痕 to each other, those there are too, and lets nobody change or remove one. */
export const auditChain: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const column of ['prev_hash', 'hash']) {
      await db.schema
        .alterTable('audit_entries')
        .addColumn(column, 'text', (c) => c.notNull().defaultTo(''))
        .execute();
    }
    let head = CHAIN_START;
    const { rows } = await sql<AuditEntry>`select * from audit_entries order by n`.execute(db);
    for (const entry of rows) {
      const { prevHash, hash } = chain(entry, head);
      await sql`update audit_entries set prev_hash = ${prevHash}, hash = ${hash} where n = ${entry.n}`.execute(db);
      head = hash;
    }
    if (isPostgres(db)) await refuseOnPostgres(db);
    else await refuseOnSqlite(db);
  },
};

async function refuseOnSqlite(db: Kysely<unknown>): Promise<void> {
  for (const change of ['update', 'delete']) {
    await sql`
      create trigger ${sql.raw(`audit_entries_no_${change}`)} before ${sql.raw(change)} on audit_entries
      begin select raise(abort, 'audit entries are never changed'); end
    `.execute(db);
  }
}

async function refuseOnPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function refuse_audit_change() returns trigger language plpgsql as $$
    begin raise exception 'audit entries are never changed'; end $$
  `.execute(db);
  await sql`
    create trigger audit_entries_no_change before update or delete or truncate on audit_entries
    for each statement execute function refuse_audit_change()
  `.execute(db);
}
