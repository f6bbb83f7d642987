import type { PaperHead } from '../domain/marked-paper.ts';

/** What a reader makes of a file. */
export interface Paper {
  head: PaperHead;
  /** Of the files inside an archive. */
  names: readonly string[];
}
