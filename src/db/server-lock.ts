import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { isBusy } from './database.ts';

/**
 * Held for as long as a server lives: SQLite has one writing server. It is an exclusive lock on a database file of its own,
 * so the system frees it when the process ends, however it ends. The command line does not take it and works beside a server.
 * Returns the release, or undefined when another server holds it.
 */
export function lockServer(file: string): (() => void) | undefined {
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    return undefined;
  }
  return () => lock.close();
}

/** Whether a server holds it; takes nothing and makes nothing. */
export function isServerLocked(file: string): boolean {
  if (!existsSync(file)) return false;
  const lock = new DatabaseSync(file, { readOnly: true, timeout: 0 });
  try {
    lock.prepare('select name from sqlite_master').all();
    return false;
  } catch (error) {
    if (!isBusy(error)) throw error;
    return true;
  } finally {
    lock.close();
  }
}
