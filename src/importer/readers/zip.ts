import { buffer } from 'node:stream/consumers';
import { type Entry, fromBufferPromise } from 'yauzl';
import { ImportRefusal } from '../import-refusal.ts';

const MAX_ENTRIES = 2_000;
const MAX_UNPACKED = 20 * 1024 * 1024;

/** A zip whose claims were checked: not too many entries, not too much in them, no password. */
export interface Zip {
  names: string[];
  /** Undefined when there is none of that name. Rejects when the entry holds more than it claimed. */
  read(name: string): Promise<Buffer | undefined>;
}

/** Reads only the directory; nothing is unpacked before the sums of its claims are known. */
export async function openZip(bytes: Buffer): Promise<Zip> {
  const zip = await fromBufferPromise(bytes);
  if (zip.entryCount > MAX_ENTRIES) throw new ImportRefusal('too-large');
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    unpacked += entry.uncompressedSize;
    if (unpacked > MAX_UNPACKED) throw new ImportRefusal('too-large');
    if (entry.isEncrypted()) throw new ImportRefusal('encrypted');
    entries.set(entry.fileName, entry);
  }
  return {
    names: [...entries.keys()],
    read: async (name) => {
      const entry = entries.get(name);
      return entry && buffer(await zip.openReadStreamPromise(entry));
    },
  };
}
