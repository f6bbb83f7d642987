import { crc32, deflateRawSync } from 'node:zlib';

/** A file for `zip`. `declaredSize` is what the zip claims of it, where it lies. */
export interface ZipFile {
  name: string;
  data: string | Uint8Array;
  declaredSize?: number;
  encrypted?: true;
}

const UTF8_NAME = 0x0800;
const ENCRYPTED = 0x0001;
const DEFLATE = 8;

/** A zip in memory, as honest or as hostile as its files are described. */
export function zip(files: readonly ZipFile[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const name = Buffer.from(file.name);
    const packed = deflateRawSync(file.data);
    const common = commonFields(file, packed, name);
    const local = Buffer.concat([word(0x04034b50), common, name, packed]);
    directory.push(Buffer.concat([word(0x02014b50), half(20), common, half(0), half(0), half(0), word(0), word(offset), name]));
    locals.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = [word(0x06054b50), half(0), half(0), half(files.length), half(files.length), word(entries.length), word(offset), half(0)];
  return Buffer.concat([...locals, entries, ...end]);
}

/** What the header before a file and its line in the directory both say. */
function commonFields(file: ZipFile, packed: Buffer, name: Buffer): Buffer {
  const data = Buffer.from(file.data);
  const flags = UTF8_NAME | (file.encrypted ? ENCRYPTED : 0);
  const sizes = [word(crc32(data)), word(packed.length), word(file.declaredSize ?? data.length)];
  return Buffer.concat([half(20), half(flags), half(DEFLATE), word(0), ...sizes, half(name.length), half(0)]);
}

function half(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}
