/** How the list of contents of a zip begins that ends its file, and how long it is without a comment. */
const END_OF_ZIP = Buffer.from('PK\u0005\u0006', 'latin1');
const END_SIZE = 22;
const MAX_COMMENT = 65_535;

/** Whether a file that is something else can be opened as a zip as well: programs look for its list of contents at the end. */
export function endsAsArchive(bytes: Buffer): boolean {
  const last = Math.max(0, bytes.length - END_SIZE - MAX_COMMENT);
  for (let at = bytes.lastIndexOf(END_OF_ZIP); at >= last; at = at === 0 ? -1 : bytes.lastIndexOf(END_OF_ZIP, at - 1)) {
    if (at + END_SIZE <= bytes.length && at + END_SIZE + bytes.readUInt16LE(at + 20) === bytes.length) return true;
  }
  return false;
}

/** Whether a picture holds what a browser or a server would run if it were given for a page. Its own notes (XMP) are neither. */
export function holdsPage(bytes: Buffer): boolean {
  return /<(?:script|html|!doctype html|svg|iframe|\?php)[\s>]/i.test(bytes.toString('latin1'));
}
