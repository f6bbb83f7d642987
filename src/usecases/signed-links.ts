import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Deps } from './deps.ts';

/** What a link carries beside the id of what it leads to. */
export interface SignedLink {
  /** Member id of the person it was given to. */
  to: string;
  /** Real time, in seconds. */
  until: string;
  sign: string;
}

/** What kind of thing a link leads to: one for another kind does not open it. */
type LinkKind = 'file' | 'preview' | 'export';

/** A link for one person to one thing. It works for so many real days, wherever the sandbox's clock stands. */
export function signLink(
  { config, linkKey }: Pick<Deps, 'config' | 'linkKey'>,
  { kind, path, id, to, days }: { kind: LinkKind; path: string; id: string; to: string; days: number },
): string {
  const until = String(Math.floor(Date.now() / 1000) + days * 86_400);
  const query = new URLSearchParams({ to, until, sign: signature(linkKey, kind, id, to, until) });
  return `${config.http.publicUrl ?? ''}${path}/${encodeURIComponent(id)}?${query.toString()}`;
}

/** Whether we gave this link, for this thing, to that person, until then. */
export function isSigned({ linkKey }: Pick<Deps, 'linkKey'>, kind: LinkKind, id: string, { to, until, sign }: SignedLink): boolean {
  const expected = Buffer.from(signature(linkKey, kind, id, to, until));
  const given = Buffer.from(sign);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** As JSON, so that no part can run over into the next. */
function signature(key: Buffer, kind: LinkKind, id: string, to: string, until: string): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([kind, id, to, until]))
    .digest('base64url');
}
