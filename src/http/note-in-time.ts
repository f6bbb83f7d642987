import { within } from '../ports/within.ts';
import type { Deps } from '../usecases/deps.ts';

/** What lies behind a link is given whatever becomes of the note: it does not wait for long transactions, nor for a database that is away. */
export async function noteInTime({ log }: Deps, about: Record<string, string>, note: Promise<void>): Promise<void> {
  try {
    await within(NOTE_MS, note);
  } catch (err) {
    log.warn({ ...about, err }, 'that a link was opened could not be written down in time');
  }
}

const NOTE_MS = 1_000;
