/** Refuses what Redis would misread (a bare number, a `:`), with either queue, so that a bad id shows on a laptop already. */
export function assertJobId(id: string): void {
  if (id === '' || id.includes(':') || /^-?\d+$/.test(id)) throw new TypeError(`not a job id: ${JSON.stringify(id)}`);
}
