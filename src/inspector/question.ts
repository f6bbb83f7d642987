import type { InspectedFile } from '../ports/inspector.ts';

/** What a reader is asked of a file: what it tells, how it looks, or a copy that is small enough for portals. */
export interface Question {
  about: 'contents' | 'preview' | 'copy';
  file: InspectedFile;
}
