import type { PageFacts, PageReader } from '../ports/page-reader.ts';
import { isListedHost } from './allowed-host.ts';
import { openDownload, type Opened, type Patience } from './open-download.ts';
import { pageFacts } from './page-facts.ts';

const PATIENCE: Patience = { connectMs: 5_000, silenceMs: 5_000, wholeMs: 15_000 };
const NOTHING: PageFacts = { title: null, publishedOn: null };

/**
 * Pages of the listed hosts (`host` or `host:port`), under https. Redirects are not followed, and of a page 512 KB are read: title and
 * day stand at its beginning.
 */
export function createPageReader(linkHosts: readonly string[]): PageReader {
  const reads = (url: string): boolean => URL.canParse(url) && isListedHost(new URL(url), linkHosts);
  return {
    reads,
    async read(url) {
      if (!reads(url)) return NOTHING;
      try {
        const opened = await openDownload(url, { allowList: linkHosts, patience: PATIENCE, headers: { accept: 'text/html' } });
        return await factsOf(opened);
      } catch {
        // Whoever sent the link is asked instead.
        return NOTHING;
      }
    },
  };
}

async function factsOf({ status, headers, body }: Opened): Promise<PageFacts> {
  const type = headers['content-type'] ?? '';
  if (status !== 200 || !/^text\/html|^application\/xhtml/iu.test(type)) {
    body.destroy();
    return NOTHING;
  }
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    pieces.push(piece);
    size += piece.length;
    if (size >= MOST_BYTES) break;
  }
  return pageFacts(decode(Buffer.concat(pieces).subarray(0, MOST_BYTES), type));
}

const MOST_BYTES = 512 * 1024;

/** The charset stands in the header, else in the page's own beginning; one nobody knows is read as UTF-8. */
function decode(bytes: Buffer, type: string): string {
  const named =
    /charset\s*=\s*["']?([\w-]{1,20})/iu.exec(type) ?? /charset\s*=\s*["']?([\w-]{1,20})/iu.exec(bytes.toString('latin1', 0, 2_000));
  try {
    return new TextDecoder(named?.[1] ?? 'utf-8').decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}
