import { ImportRefusal } from '../import-refusal.ts';

/** A .txt file's text: UTF-8, else UTF-16 by its mark, else GB18030 as Windows' Notepad writes it. */
export function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) throw new ImportRefusal('unknown-type');
  return decode(bytes, 'utf-8') ?? decode(bytes, 'gb18030') ?? refuse();
}

function decode(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function refuse(): never {
  throw new ImportRefusal('unknown-type');
}
