import { createWriteStream } from 'node:fs';
import { createDiskStore } from '../../src/files/disk.ts';
import { writeArchive } from '../../src/exporter/archive/write.ts';
import { measureStored, type PackedFile } from '../../src/exporter/archive/pack.ts';

/** Reads stored files, writes them as one archive, and says how much memory that took: `node archive-process.ts STORE OUT KEY…`. */
const [dir = '', out = '', ...keys] = process.argv.slice(2);
const store = await createDiskStore(dir);
const packed: PackedFile[] = [];
for (const [n, key] of keys.entries()) {
  const measured = await measureStored(store, key, async () => {});
  packed.push({ path: `${n}.bin`, method: 'stored', ...measured, packedSize: measured.size, from: { key } });
}
await writeArchive(store, packed, new Date(), createWriteStream(out));
console.log(JSON.stringify({ peakMb: process.resourceUsage().maxRSS / 1024 }));
