import { isLoopbackHost } from './address.ts';

/**
 * Whether something may be sent to, or fetched from, an address that came with a message: its host is exactly one of the
 * platform's, under https and its usual port, or stands in the operator's list (see `isListedHost`). Never a redirect's.
 */
export function isAllowedHost(url: URL, exactHosts: readonly string[], allowList: readonly string[]): boolean {
  return (url.protocol === 'https:' && url.port === '' && exactHosts.includes(url.hostname)) || isListedHost(url, allowList);
}

/** `host` stands for each of its ports, `host:port` for one (…_MEDIA_HOSTS). Unencrypted only to this machine itself. */
export function isListedHost(url: URL, allowList: readonly string[]): boolean {
  const usualPort = USUAL_PORTS[url.protocol];
  if (usualPort === undefined || (url.protocol === 'http:' && !isLoopbackHost(url.hostname))) return false;
  return allowList.includes(url.hostname) || allowList.includes(`${url.hostname}:${url.port || usualPort}`);
}

const USUAL_PORTS: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' };
