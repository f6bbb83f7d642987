import type { Day } from '../domain/calendar.ts';
import type { FileContents } from '../domain/file-contents.ts';
import type { PaperHead } from '../domain/marked-paper.ts';

/** What a reader makes of a file. What it leaves out it does not know. */
export interface Paper {
  head?: PaperHead;
  /** Of the files inside an archive. */
  names?: readonly string[];
  /** All its lines, or the last ones: where the signature (落款) stands. */
  lines?: readonly string[];
  macros?: boolean;
  disguised?: boolean;
  bomb?: boolean;
  unread?: FileContents['unread'];
  takenOn?: Day | undefined;
  createdOn?: Day | undefined;
  pages?: number | undefined;
  /** `lines` are all there are. */
  whole?: boolean;
}
