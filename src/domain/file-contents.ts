/** What a file's bytes tell of it, read in a process of its own. */
export interface FileContents {
  /** It carries a mark of secrecy (密级标志). */
  marked: boolean;
  /** Why it could not be looked at; null when it was, or when it is of a kind that nothing here reads. */
  unread: 'encrypted' | 'broken' | 'too-large' | null;
}
