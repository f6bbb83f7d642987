import type { FileContents } from '../domain/file-contents.ts';

/** A file on this machine that is looked into. */
export interface InspectedFile {
  path: string;
  size: number;
  /** Suffix after its sniffed type, else the one of its name, lower case. */
  ext: string;
}

/** Looks into files that came from outside, so that whatever they hold harms nobody: a bad one is `unread`, never an error. */
export interface Inspector {
  inspect(file: InspectedFile): Promise<FileContents>;
  /** A JPEG of a picture or of a PDF's first page, at most 1,200 pixels and 200 KB; null for what cannot be shown. */
  preview(file: InspectedFile): Promise<Uint8Array | null>;
  close(): void;
}
