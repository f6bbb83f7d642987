import { randomBytes } from 'node:crypto';
import { claimLink } from '../db/upload-links.ts';
import type { Deps } from './deps.ts';
import type { OpenedLink } from './open-upload-link.ts';
import { hashToken } from './upload-links.ts';

/** Binds a link to the first browser that begins with it. Returns the secret that browser shows from then on; undefined when another was first. */
export async function claimUploadLink(deps: Deps, { link }: OpenedLink): Promise<string | undefined> {
  const secret = randomBytes(32).toString('base64url');
  return (await claimLink(deps.db, link.id, hashToken(secret))) ? secret : undefined;
}

/** Whether the browser that shows this secret is the one the link is bound to. */
export function isClaimedBy({ link }: OpenedLink, secret: string | undefined): boolean {
  return secret !== undefined && link.claimHash === hashToken(secret);
}
