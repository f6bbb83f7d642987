import type { Readable, Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile, type ReadStreamOptions } from 'yazl';

/** A zip that is written while its parts are read, one at a time. */
export interface ZipWriter {
  /** Resolves when it was read to its end. Rejects when the zip can no longer be written. */
  add(stream: Readable, name: string, options: Partial<ReadStreamOptions>): Promise<void>;
  addBuffer(bytes: Buffer, name: string, options?: Partial<ReadStreamOptions>): void;
  /** Resolves when all of it has been taken. */
  end(): Promise<void>;
}

export function openZipWriter(to: Writable): ZipWriter {
  const zip = new ZipFile();
  zip.on('error', (error) => (zip.outputStream as Readable).destroy(error));
  const written = pipeline(zip.outputStream, to);
  // Whoever adds or ends hears of it; between the two nobody listens.
  written.catch(() => {});
  return {
    async add(stream, name, options) {
      zip.addReadStream(stream, name, options);
      try {
        // A zip that cannot be written reads no further.
        await Promise.race([finished(stream, { writable: false }), written]);
      } finally {
        stream.destroy();
      }
    },
    addBuffer: (bytes, name, options) => zip.addBuffer(bytes, name, options),
    async end() {
      zip.end();
      await written;
    },
  };
}
