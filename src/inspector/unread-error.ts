import type { FileContents } from '../domain/file-contents.ts';

/** A file that cannot be looked into, and why. */
export class UnreadError extends Error {
  override name = 'UnreadError';
  readonly reason: NonNullable<FileContents['unread']>;

  constructor(reason: NonNullable<FileContents['unread']>) {
    super(reason);
    this.reason = reason;
  }
}
