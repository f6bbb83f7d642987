import type { Day } from './calendar.ts';

/** What a file's bytes tell of it, read in a process of its own. */
export interface FileContents {
  /** It carries a mark of secrecy (密级标志). */
  marked: boolean;
  /** Programs (宏) are in it. */
  macros: boolean;
  /** Another file is hidden in it: a page or a script in a picture, an archive behind a picture or a PDF. */
  disguised: boolean;
  /** It unpacks to far more than anybody keeps (压缩炸弹). */
  bomb: boolean;
  /** The name of a program, a script or a file with macros in an archive; null: none, or it is no archive. */
  program: string | null;
  /** Why it could not be looked at; null when it was, or when it is of a kind that nothing here reads. */
  unread: 'encrypted' | 'broken' | 'too-large' | null;
  /** When its picture was taken, as the camera's clock said (EXIF). */
  takenOn: Day | null;
  /** The last date of its text, where the signature (落款) stands. */
  signedOn: Day | null;
  /** When its program says it was made. */
  createdOn: Day | null;
  /** 文号. */
  docNumber: string | null;
  pages: number | null;
  /** Length of its text, as 字数 is counted; null where it was not read to its end. */
  chars: number | null;
  /** Its text names amounts; null where it was not read to its end. */
  figures: boolean | null;
}

/** Of a file nobody looked into. */
export const NOTHING_KNOWN: FileContents = {
  marked: false,
  macros: false,
  disguised: false,
  bomb: false,
  program: null,
  unread: null,
  takenOn: null,
  signedOn: null,
  createdOn: null,
  docNumber: null,
  pages: null,
  chars: null,
  figures: null,
};
