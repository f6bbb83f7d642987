/** A sheet of an Excel 97 file: texts and numbers (empty ones are blank cells), merges as first and last row, first and last column. */
export interface XlsSheet {
  name: string;
  rows: (string | number)[][];
  merges?: [number, number, number, number][];
  hidden?: true;
}

const FREE = 0xffffffff;
const END = 0xfffffffe;
const TABLE = 0xfffffffd;
const SECTOR = 512;

export interface XlsOptions {
  encrypted?: true;
  /** More names for the one stream there is. */
  otherNames?: readonly string[];
  emptyRecords?: number;
}

/** An .xls in memory: the records of a workbook in a compound file. */
export function xls(sheets: readonly XlsSheet[], { encrypted, otherNames = [], emptyRecords = 0 }: XlsOptions = {}): Buffer {
  const content = workbook(sheets, encrypted === true);
  const empty = Buffer.alloc(emptyRecords * 4, words(0x01, 0));
  return compoundFile(['Workbook', ...otherNames], Buffer.concat([content, empty]));
}

function workbook(sheets: readonly XlsSheet[], isEncrypted: boolean): Buffer {
  const bodies = sheets.map(sheetRecords);
  const password = isEncrypted ? [record(0x2f, Buffer.alloc(6))] : [];
  const head = (starts: readonly number[]) =>
    Buffer.concat([
      record(0x809, words(0x600, 0x0005, 0, 0, 0, 0, 0, 0)),
      ...password,
      ...sheets.map(({ name, hidden }, index) => {
        const place = Buffer.alloc(8);
        place.writeUInt32LE(starts[index] ?? 0, 0);
        place[4] = hidden ? 1 : 0;
        place[6] = name.length;
        place[7] = 1; // two bytes a character
        return record(0x85, Buffer.concat([place, Buffer.from(name, 'utf16le')]));
      }),
      record(0x0a, Buffer.alloc(0)),
    ]);
  let at = head([]).length;
  const starts = bodies.map((body) => (at += body.length) - body.length);
  return Buffer.concat([head(starts), ...bodies]);
}

function sheetRecords({ rows, merges = [] }: XlsSheet): Buffer {
  const cells = rows.flatMap((row, y) =>
    row.flatMap((value, x) => {
      if (value === '') return [];
      if (typeof value === 'string') {
        const head = Buffer.concat([words(y, x, 0, value.length), Buffer.from([1])]);
        return [record(0x204, Buffer.concat([head, Buffer.from(value, 'utf16le')]))];
      }
      const number = Buffer.alloc(8);
      number.writeDoubleLE(value);
      return [record(0x203, Buffer.concat([words(y, x, 0), number]))];
    }),
  );
  return Buffer.concat([
    record(0x809, words(0x600, 0x0010, 0, 0, 0, 0, 0, 0)),
    ...cells,
    record(0xe5, words(merges.length, ...merges.flat())),
    record(0x0a, Buffer.alloc(0)),
  ]);
}

function record(id: number, data: Buffer): Buffer {
  return Buffer.concat([words(id, data.length), data]);
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16LE(value, index * 2));
  return bytes;
}

function compoundFile(names: readonly string[], content: Buffer): Buffer {
  const sectors = Math.max(8, Math.ceil(content.length / SECTOR)); // smaller streams would be kept elsewhere
  const entries = Math.ceil((names.length + 1) / 4);
  const used = sectors + entries;
  const tables = Math.ceil((used + 1) / 127);
  const header = Buffer.alloc(SECTOR);
  header.write('d0cf11e0a1b11ae1', 'hex');
  [0x3e, 3, 0xfffe, 9, 6].forEach((value, index) => header.writeUInt16LE(value, 24 + index * 2));
  header.writeUInt32LE(tables, 44);
  header.writeUInt32LE(sectors, 48);
  header.writeUInt32LE(4_096, 56);
  header.writeUInt32LE(END, 60);
  header.writeUInt32LE(END, 68);
  header.fill(0xff, 76);
  for (let index = 0; index < tables; index += 1) header.writeUInt32LE(used + index, 76 + index * 4);

  const table = Buffer.alloc(tables * SECTOR, 0xff);
  for (let index = 0; index < used; index += 1) {
    table.writeUInt32LE(index + 1 === sectors || index + 1 === used ? END : index + 1, index * 4);
  }
  for (let index = 0; index < tables; index += 1) table.writeUInt32LE(TABLE, (used + index) * 4);

  const stream = Buffer.alloc(sectors * SECTOR);
  content.copy(stream);
  const directory = Buffer.alloc(entries * SECTOR);
  writeEntry(directory, 0, { name: 'Root Entry', type: 5, child: 1, start: END, size: 0 });
  names.forEach((name, index) => writeEntry(directory, (index + 1) * 128, { name, type: 2, child: FREE, start: 0, size: stream.length }));
  return Buffer.concat([header, stream, directory, table]);
}

interface Entry {
  name: string;
  type: number;
  child: number;
  start: number;
  size: number;
}

function writeEntry(directory: Buffer, at: number, { name, type, child, start, size }: Entry): void {
  directory.write(name, at, 'utf16le');
  directory.writeUInt16LE((name.length + 1) * 2, at + 64);
  directory[at + 66] = type;
  directory.fill(0xff, at + 68, at + 80);
  directory.writeUInt32LE(child, at + 76);
  directory.writeUInt32LE(start, at + 116);
  directory.writeUInt32LE(size, at + 120);
}
