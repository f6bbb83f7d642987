import { ImportRefusal } from '../import-refusal.ts';
import { listOleEntries, listSectors, oleSectorSize } from './ole.ts';

const RECORD = { end: 0x0a, password: 0x2f, sheet: 0x85 } as const;

/** What an Excel 97 workbook says of itself before its first sheet. */
export interface WorkbookHead {
  isEncrypted: boolean;
  /** Places of the hidden sheets in the list of sheets. */
  hidden: Set<number>;
}

/** Far more than the cells a table may have. */
const MAX_RECORDS = 600_000;

/** Reads what stands before the first sheet of a workbook, in a container whose sectors are sane. */
export function readWorkbookHead(bytes: Buffer): WorkbookHead {
  const head: WorkbookHead = { isEncrypted: false, hidden: new Set() };
  let sheets = 0;
  for (const { id, data } of listHeadRecords(bytes)) {
    if (id === RECORD.password) head.isEncrypted = true;
    if (id !== RECORD.sheet) continue;
    if (((data[4] ?? 0) & 3) !== 0) head.hidden.add(sheets);
    sheets += 1;
  }
  return head;
}

function listHeadRecords(bytes: Buffer): { id: number; data: Buffer }[] {
  const sectorSize = oleSectorSize(bytes)!;
  const stream = Buffer.concat(listSectors(bytes, findWorkbook(bytes).start).map((at) => bytes.subarray(at, at + sectorSize)));
  const records: { id: number; data: Buffer }[] = [];
  let count = 0;
  let isHead = true;
  for (let at = 0; at + 4 <= stream.length; at += 4 + stream.readUInt16LE(at + 2)) {
    const id = stream.readUInt16LE(at);
    if (id === RECORD.end) isHead = false;
    if (isHead) records.push({ id, data: stream.subarray(at + 4, at + 4 + stream.readUInt16LE(at + 2)) });
    count += 1;
    if (count > MAX_RECORDS) throw new ImportRefusal('too-large');
  }
  return records;
}

/**
 * The same file with nothing in its directory but the workbook. Who reads all streams of a hostile file, each naming the same twenty
 * megabytes, fills any memory.
 */
export function keepWorkbookOnly(bytes: Buffer): Buffer {
  const workbook = findWorkbook(bytes);
  const kept = Buffer.from(bytes);
  for (const { at, isStream } of listOleEntries(bytes)) if (isStream && at !== workbook.at) kept[at + 66] = 0;
  return kept;
}

function findWorkbook(bytes: Buffer): { at: number; start: number } {
  const found = listOleEntries(bytes).find(({ name, isStream }) => isStream && name === 'Workbook');
  if (found === undefined) throw new ImportRefusal('unknown-type'); // Excel 5 and 95 call it Book
  return found;
}
