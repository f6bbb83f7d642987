import type { FileContents } from '../domain/file-contents.ts';

/** A file on this machine that is looked into. */
export interface InspectedFile {
  path: string;
  size: number;
  /** Suffix after its sniffed type, else the one of its name, lower case. */
  ext: string;
}

/** Portals take pictures up to 2 MB. */
export const PICTURE_COPY_BYTES = 2 * 1024 * 1024;

/** Looks into files that came from outside, so that whatever they hold harms nobody: a bad one is `unread`, never an error. */
export interface Inspector {
  inspect(file: InspectedFile): Promise<FileContents>;
  /** A JPEG of a picture or of a PDF's first page, at most 1,200 pixels and 200 KB; null for what cannot be shown. */
  preview(file: InspectedFile): Promise<Uint8Array | null>;
  /** A JPEG of a picture as good as `PICTURE_COPY_BYTES` allow, as portals take them; null for what is none or cannot be read. */
  pictureCopy(file: InspectedFile): Promise<Uint8Array | null>;
  close(): void;
}
