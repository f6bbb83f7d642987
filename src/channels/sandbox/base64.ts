/** The bytes, or undefined when the text is not standard base64 with its padding. Empty text is an empty file. */
export function decodeBase64(text: string): Buffer | undefined {
  if (text.length % 4 !== 0 || text.includes('-') || text.includes('_')) return undefined;
  const bytes = Buffer.from(text, 'base64');
  // Node leaves out what it does not know, so a foreign character shows as a byte too few.
  return bytes.length === Buffer.byteLength(text, 'base64') ? bytes : undefined;
}
