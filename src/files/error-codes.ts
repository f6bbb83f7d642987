/** The operating system says that the disk takes no more. */
export function isFull(error: unknown): boolean {
  return codeOf(error) === 'ENOSPC';
}

/** The operating system says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
