import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { DownloadError } from './download-error.ts';

/** An address of the open internet: not loopback, private, link-local, cloud metadata, multicast, reserved or one of those within IPv6. */
export function isPublicAddress(address: string): boolean {
  return rangeOf(address) === 'unicast';
}

/** As a `URL` writes it: a name, or an address, IPv6 in brackets. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || rangeOf(unbracketed(hostname)) === 'loopback';
}

/** A host that is an address is not looked up when connecting, so it is looked at before. */
export function isPrivateLiteral(hostname: string): boolean {
  const range = rangeOf(unbracketed(hostname));
  return range !== undefined && range !== 'unicast';
}

/**
 * Looks a name up for the connection that is being made, so that what was checked is what is connected to. One answer that is not
 * public spoils all: such a name is not meant for us.
 */
export const lookupPublic: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return done(error, []);
    if (!addresses.every(({ address }) => isPublicAddress(address))) return done(new DownloadError('not-allowed'), []);
    done(null, addresses);
  });
};

function rangeOf(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return undefined;
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  return range === 'unicast' && parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_IPV6) ? 'reserved' : range;
}

/** What IPv6 has given out to the internet so far. Outside of it IPv4 addresses may stand within, as in ::7f00:1. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

function unbracketed(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
