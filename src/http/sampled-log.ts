import type { Logger } from 'pino';

type WriteError = (fields: object, message: string) => void;

/** Error lines that stay readable in a storm: a few a second, and then how many were left out. */
export function sampleErrors(log: Pick<Logger, 'error'>, perSecond = 10): WriteError {
  let second = 0;
  let written = 0;
  return (fields, message) => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) {
      if (written > perSecond) log.error({ leftOut: written - perSecond }, 'more errors were not written down');
      second = now;
      written = 0;
    }
    written++;
    if (written <= perSecond) log.error(fields, message);
  };
}
