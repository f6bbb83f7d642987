const ENTRY_SIZE = 128;
const STREAM = 2;
const DIRECTORY_START = 48;
const SECTOR_SIZES = [512, 4_096];

/** A stream's entry in the directory. */
interface OleStream {
  name: string;
  /** First sector. */
  start: number;
}

/**
 * Streams of a compound file (the container of .doc and .xls). Directory entries lie on 128-byte borders anywhere in the file, so
 * they are looked for there instead of following its sector chains, which a hostile file can bend into a circle.
 */
function listStreams(bytes: Buffer): OleStream[] {
  const found: OleStream[] = [];
  for (let at = 512; at + ENTRY_SIZE <= bytes.length; at += ENTRY_SIZE) {
    const nameLength = bytes.readUInt16LE(at + 64);
    if (bytes[at + 66] !== STREAM || nameLength < 4 || nameLength > 64 || nameLength % 2 === 1) continue;
    const name = bytes.toString('utf16le', at, at + nameLength - 2);
    if (/^\w+$/.test(name)) found.push({ name, start: bytes.readUInt32LE(at + 116) });
  }
  return found;
}

export function listOleNames(bytes: Buffer): Set<string> {
  return new Set(listStreams(bytes).map(({ name }) => name));
}

/** Whether a Word 97 document says in its first block that its text is encrypted. */
export function isPasswordProtected(bytes: Buffer): boolean {
  const sectorSize = oleSectorSize(bytes);
  const word = listStreams(bytes).find(({ name }) => name === 'WordDocument');
  if (word === undefined || sectorSize === undefined) return false;
  const flagsAt = (word.start + 1) * sectorSize + 0x0a;
  return flagsAt + 2 <= bytes.length && (bytes.readUInt16LE(flagsAt) & 0x0100) !== 0;
}

/** What the directory says is in the file, each entry as where it stands. */
export function listOleEntries(bytes: Buffer): { at: number; name: string; isStream: boolean; start: number }[] {
  return listSectors(bytes, bytes.readInt32LE(DIRECTORY_START)).flatMap((sector) =>
    Array.from({ length: oleSectorSize(bytes)! / ENTRY_SIZE }, (_, index) => sector + index * ENTRY_SIZE)
      .filter((at) => at + ENTRY_SIZE <= bytes.length)
      .map((at) => ({
        at,
        name: bytes.toString('utf16le', at, at + Math.min(64, Math.max(0, bytes.readUInt16LE(at + 64) - 2))),
        isStream: bytes[at + 66] === STREAM,
        start: bytes.readInt32LE(at + 116),
      })),
  );
}

export function oleSectorSize(bytes: Buffer): number | undefined {
  return SECTOR_SIZES.find((size) => bytes.length >= 512 && 2 ** bytes.readUInt16LE(30) === size);
}

/**
 * Whether the file's two tables of sectors can be followed to an end: they claim no more than the file holds, and no chain runs in
 * a circle. A reader that trusts such a table would never stop.
 */
export function hasSaneSectors(bytes: Buffer): boolean {
  const sectorSize = oleSectorSize(bytes);
  const tableSectors = sectorSize && listTableSectors(bytes, sectorSize);
  if (!sectorSize || !tableSectors) return false;
  const next = nextSectors(bytes, sectorSize, tableSectors);
  if (hasCircle(next)) return false;
  const shortTable: number[] = [];
  for (let sector = bytes.readInt32LE(60); sector >= 0 && sector < next.length; sector = next[sector]!) shortTable.push(sector);
  return !hasCircle(nextSectors(bytes, sectorSize, shortTable));
}

/** The first 109 are named in the header; further ones in a chain of their own. Undefined when they claim more than there is. */
function listTableSectors(bytes: Buffer, sectorSize: number): number[] | undefined {
  const sectors = Math.ceil(bytes.length / sectorSize);
  const count = bytes.readUInt32LE(44);
  const shortTable = bytes.readUInt32LE(64);
  const links = bytes.readUInt32LE(72);
  if (Math.max(count, shortTable, links) > sectors) return undefined;
  const found = Array.from({ length: Math.min(count, 109) }, (_, index) => bytes.readUInt32LE(76 + index * 4));
  let link = bytes.readUInt32LE(68);
  while (found.length < count) {
    const at = (link + 1) * sectorSize;
    if (at + sectorSize > bytes.length) return undefined;
    for (let offset = 0; offset < sectorSize - 4 && found.length < count; offset += 4) found.push(bytes.readUInt32LE(at + offset));
    link = bytes.readUInt32LE(at + sectorSize - 4);
  }
  return found.every((sector) => (sector + 1) * sectorSize < bytes.length) ? found : undefined;
}

/**
 * Sectors of a stream or of the directory, in order, each as where it begins in the file. Only for a container with sane sectors:
 * elsewhere a chain need not end.
 */
export function listSectors(bytes: Buffer, first: number): number[] {
  const sectorSize = oleSectorSize(bytes)!;
  const next = nextSectors(bytes, sectorSize, listTableSectors(bytes, sectorSize)!);
  const found: number[] = [];
  for (let sector = first; sector >= 0 && sector < next.length; sector = next[sector]!) found.push((sector + 1) * sectorSize);
  return found;
}

/** Index: a sector; value: the one that follows it, negative at the end of a chain. */
function nextSectors(bytes: Buffer, sectorSize: number, tableSectors: readonly number[]): number[] {
  return tableSectors.flatMap((sector) => {
    const at = (sector + 1) * sectorSize;
    const length = Math.max(0, Math.min(sectorSize, bytes.length - at) >> 2);
    return Array.from({ length }, (_, index) => bytes.readInt32LE(at + index * 4));
  });
}

function hasCircle(next: readonly number[]): boolean {
  const walkedIn = new Int32Array(next.length).fill(-1);
  return next.some((_, start) => {
    let sector = start;
    while (walkedIn[sector] === -1) {
      walkedIn[sector] = start;
      sector = next[sector]!;
    }
    return walkedIn[sector] === start;
  });
}
