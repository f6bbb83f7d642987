import type { IncomingHttpHeaders } from 'node:http';
import { decodeExtended, parse } from 'content-disposition';

/**
 * The file name in a Content-Disposition: `filename*=UTF-8''…` before `filename="…"`, the latter also percent-encoded, or as raw
 * UTF-8 or GBK, which platforms send though no standard has it. It is what somebody typed: never a path.
 */
export function toldName(headers: IncomingHttpHeaders): string | undefined {
  const header = headers['content-disposition'];
  if (header === undefined) return undefined;
  const { parameters } = parse(decodeHeader(header));
  const extended = decodeExtended(parameters['filename*'] ?? '');
  // NUL cannot be stored.
  const name = (extended ?? percentDecoded(parameters['filename'] ?? '')).replaceAll('\0', '').trim();
  return name === '' ? undefined : name;
}

/** Node reads headers byte by byte. */
function decodeHeader(header: string): string {
  const bytes = Buffer.from(header, 'latin1');
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one.
    }
  }
  return header;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
