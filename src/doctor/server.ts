import { fail, ok, warn, type Finding } from '../domain/finding.ts';

export interface ServerFacts {
  port: number;
  /** A server holds the one lock of SQLite. */
  locked: boolean;
  /** Who answers on the port: nobody, one of ours, or another program. */
  answers: 'nobody' | 'ours' | 'other';
}

/** Whether a server is at work, and whether the next start finds its port free. */
export function judgeServer({ port, locked, answers }: ServerFacts): Finding[] {
  if (answers === 'other') return [fail(`server: another program listens on PORT=${port}`, 'stop that program, or set another PORT')];
  if (answers === 'ours') return [ok(`server: one is at work on PORT=${port}`)];
  if (locked) {
    const cure = 'it is another one than these settings mean: compare their PORT and DATA_DIR, and stop it before you start a second';
    return [warn(`server: one is at work on DATA_DIR, but nobody answers on PORT=${port}`, cure)];
  }
  return [ok('server: none is at work here')];
}
