import { Client } from 'pg';
import { inject } from 'vitest';

const known = new Map<string, Promise<unknown>>();

/** Makes something once for all test files of a run, and says what was made; it has to fit into JSON. Whoever comes meanwhile waits. */
export function onceARun<T>(name: string, make: () => Promise<T>): Promise<T> {
  const what = known.get(name) ?? askOrMake(name, make);
  known.set(name, what);
  return what as Promise<T>;
}

async function askOrMake<T>(name: string, make: () => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    // Two that come at once both find that it does not exist.
    await client.query(
      `begin; select pg_advisory_xact_lock(hashtext('made')); create table if not exists made (name text primary key, what text not null); commit`,
    );
    const { rows } = await client.query<{ what: string }>('select what from made where name = $1', [name]);
    if (rows[0] !== undefined) return JSON.parse(rows[0].what) as T;
    const what = await make();
    await client.query('insert into made values ($1, $2)', [name, JSON.stringify(what)]);
    return what;
  } finally {
    await client.end();
  }
}
