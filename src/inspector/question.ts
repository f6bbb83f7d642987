import type { InspectedFile } from '../ports/inspector.ts';

/** What a reader is asked of a file: what it tells, or how it looks. */
export interface Question {
  about: 'contents' | 'preview';
  file: InspectedFile;
}
