import type { Logger } from 'pino';
import { createLogger } from '../../src/log.ts';

export interface TestLog {
  log: Logger;
  /** What was logged so far, as it would be written. */
  lines: string[];
  /** Resolves with the first line that contains `text`, also one already written. */
  saw(text: string): Promise<string>;
}

export function createTestLog(): TestLog {
  const lines: string[] = [];
  const waiting = new Set<{ text: string; resolve: (line: string) => void }>();

  function write(line: string): void {
    lines.push(line);
    for (const waiter of waiting) {
      if (!line.includes(waiter.text)) continue;
      waiting.delete(waiter);
      waiter.resolve(line);
    }
  }

  return {
    log: createLogger('debug', { write }),
    lines,
    async saw(text) {
      const already = lines.find((line) => line.includes(text));
      return already ?? new Promise((resolve) => waiting.add({ text, resolve }));
    },
  };
}
