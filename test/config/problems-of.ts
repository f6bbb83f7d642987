import { ConfigError } from '../../src/domain/errors.ts';

/** What is said to be wrong with the settings `load` reads; nothing when they are taken. */
export function problemsOf(load: () => unknown): readonly string[] {
  try {
    load();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}
