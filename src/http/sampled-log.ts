type Write = (fields: object, message: string) => void;

/** Log lines that stay readable in a storm: a few a second, and then how many were left out. */
export function sample(write: Write, perSecond = 10): Write {
  let second = 0;
  let written = 0;
  return (fields, message) => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) {
      if (written > perSecond) write({ leftOut: written - perSecond }, 'more of the same were not written down');
      second = now;
      written = 0;
    }
    written++;
    if (written <= perSecond) write(fields, message);
  };
}
