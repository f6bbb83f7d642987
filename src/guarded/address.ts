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
  return ipaddr.isValid(address) ? ipaddr.process(address).range() : undefined;
}

function unbracketed(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
