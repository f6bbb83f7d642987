import { ConfigError } from '../domain/errors.ts';

/** Reads every part even when one fails, so that the operator sees all problems at once: one ConfigError for them all. */
export function readParts<T extends object>(readers: { [K in keyof T]: () => T[K] }): T {
  const { parts, problems } = tryParts(readers);
  refuse(problems);
  return parts as T; // no problem: every reader has set its part
}

/** The same for whoever goes on with the parts that can be read. */
export function tryParts<T extends object>(readers: { [K in keyof T]: () => T[K] }): { parts: Partial<T>; problems: string[] } {
  const parts: Partial<T> = {};
  const problems: string[] = [];
  for (const key in readers) {
    try {
      parts[key] = readers[key]();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...error.problems);
    }
  }
  return { parts, problems };
}

export function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new ConfigError(problems);
}
