/** A file of a zip, of which all is known before anything is written. */
export interface ZipEntry {
  /** With 「/」 between folders. */
  path: string;
  method: 'stored' | 'deflated';
  crc32: number;
  size: number;
  packedSize: number;
}

/** A zip from its first byte to its last: bytes of its own, and where the packed bytes of each entry stand. */
export type ZipPart<E extends ZipEntry> = { own: Buffer } | { entry: E };

/**
 * How a zip is laid out (PKWARE APPNOTE 6.3.9) when size and checksum of each entry are known: every byte has its place before the first is
 * sent. Streaming writers (yazl) put checksums behind the bytes and cannot tell the size of the whole, nor go on in the middle. Beyond
 * 65,535 entries or 4 GB as Zip64. `madeAt`: shown as the time of every entry, on the clock of Shanghai.
 */
export function* layoutZip<E extends ZipEntry>(entries: readonly E[], madeAt: Date): Iterable<ZipPart<E>> {
  const time = dosTime(madeAt);
  let offset = 0;
  const offsets: number[] = [];
  for (const entry of entries) {
    const header = localHeader(entry, time);
    offsets.push(offset);
    offset += header.length + entry.packedSize;
    yield { own: header };
    yield { entry };
  }
  const start = offset;
  for (const [index, entry] of entries.entries()) {
    const record = centralRecord(entry, time, offsets[index]!);
    offset += record.length;
    yield { own: record };
  }
  yield { own: endRecords(entries.length, start, offset) };
}

const UTF8_NAME = 0x08_00;
const UNIX_6_3 = (3 << 8) | 63;
const REGULAR_FILE = 0o100_644;
const METHODS = { stored: 0, deflated: 8 } as const;
const VERSION = { plain: 20, zip64: 45 } as const;
/** What does not fit stands in the Zip64 field instead. */
const MAX_32 = 0xff_ff_ff_ff;
const MAX_16 = 0xff_ff;

function localHeader(entry: ZipEntry, time: DosTime): Buffer {
  const { path, size, packedSize } = entry;
  const name = Buffer.from(path);
  const big = size >= MAX_32 || packedSize >= MAX_32;
  const extra = big ? zip64Field(size, packedSize) : Buffer.alloc(0);
  const header = fields([4, 0x04_03_4b_50], [2, big ? VERSION.zip64 : VERSION.plain], ...common(entry, time, big));
  return Buffer.concat([header, fields([2, name.length], [2, extra.length]), name, extra]);
}

function centralRecord(entry: ZipEntry, time: DosTime, offset: number): Buffer {
  const { path, size, packedSize } = entry;
  const name = Buffer.from(path);
  const big = size >= MAX_32 || packedSize >= MAX_32;
  const far = offset >= MAX_32;
  const values = [...(big ? [size, packedSize] : []), ...(far ? [offset] : [])];
  const extra = values.length > 0 ? zip64Field(...values) : Buffer.alloc(0);
  const record = fields(
    [4, 0x02_01_4b_50],
    [2, UNIX_6_3],
    [2, values.length > 0 ? VERSION.zip64 : VERSION.plain],
    ...common(entry, time, big),
    [2, name.length],
    [2, extra.length],
    [2, 0], // comment
    [2, 0], // disk
    [2, 0], // internal attributes
    [4, (REGULAR_FILE << 16) >>> 0],
    [4, far ? MAX_32 : offset],
  );
  return Buffer.concat([record, name, extra]);
}

function common({ method, crc32, size, packedSize }: ZipEntry, { day, time }: DosTime, big: boolean): Field[] {
  return [
    [2, UTF8_NAME],
    [2, METHODS[method]],
    [2, time],
    [2, day],
    [4, crc32],
    [4, big ? MAX_32 : packedSize],
    [4, big ? MAX_32 : size],
  ];
}

function zip64Field(...values: number[]): Buffer {
  return fields([2, 0x00_01], [2, values.length * 8], ...values.map((value): Field => [8, value]));
}

function endRecords(count: number, start: number, end: number): Buffer {
  const size = end - start;
  const last = fields(
    [4, 0x06_05_4b_50],
    [2, 0],
    [2, 0],
    [2, Math.min(count, MAX_16)],
    [2, Math.min(count, MAX_16)],
    [4, Math.min(size, MAX_32)],
    [4, Math.min(start, MAX_32)],
    [2, 0],
  );
  if (count < MAX_16 && size < MAX_32 && start < MAX_32) return last;
  const record = fields(
    [4, 0x06_06_4b_50],
    [8, 44],
    [2, UNIX_6_3],
    [2, VERSION.zip64],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, size],
    [8, start],
  );
  const locator = fields([4, 0x07_06_4b_50], [4, 0], [8, end], [4, 1]);
  return Buffer.concat([record, locator, last]);
}

/** Little-endian: how many bytes, and the number in them. */
type Field = readonly [bytes: 2 | 4 | 8, value: number];

function fields(...all: readonly Field[]): Buffer {
  const bytes = Buffer.alloc(all.reduce((sum, [length]) => sum + length, 0));
  let at = 0;
  for (const [length, value] of all) {
    if (length === 8) bytes.writeBigUInt64LE(BigInt(value), at);
    else bytes.writeUIntLE(value, at, length);
    at += length;
  }
  return bytes;
}

interface DosTime {
  day: number;
  time: number;
}

const SHANGHAI_MS = 8 * 3_600_000;

function dosTime(instant: Date): DosTime {
  const at = new Date(Math.max(instant.getTime() + SHANGHAI_MS, Date.UTC(1980, 0, 1)));
  return {
    day: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}
