import type { Config } from '../config.ts';
import { fail, ok, warn, type Finding } from '../domain/finding.ts';

/** Who can reach what: the address it listens on, the one people use, and the sandbox, in which anybody speaks for anybody. */
export function judgeExposure({ http, sandbox }: Pick<Config, 'http' | 'sandbox'>): Finding[] {
  return [...judgeSandbox(http, sandbox), ...judgePublicUrl(http)];
}

function judgeSandbox({ host, publicUrl }: Config['http'], sandbox: Config['sandbox']): Finding[] {
  if (sandbox === undefined) return [];
  const open = !isLoopback(host) || (publicUrl !== undefined && !isLoopback(hostOf(publicUrl)));
  if (!open) return [ok('sandbox: answers this machine only')];
  const { token } = sandbox;
  const cure = 'set SANDBOX_TOKEN to a long word (openssl rand -hex 32)';
  if (token === undefined) {
    const where = isLoopback(host) ? `PUBLIC_URL=${publicUrl}` : `HOST=${host}`;
    return [
      fail(`sandbox: ${where} opens this server to others, and the sandbox has no token`, `${cure}, or unset ${where.split('=')[0]}`),
    ];
  }
  return [
    token.length < LEAST_TOKEN ? warn('sandbox: SANDBOX_TOKEN is short enough to be guessed', cure) : ok('sandbox: opens with its token'),
  ];
}

const LEAST_TOKEN = 16;

function judgePublicUrl({ host, publicUrl }: Config['http']): Finding[] {
  if (publicUrl === undefined) {
    if (isLoopback(host)) return [ok('PUBLIC_URL: not needed on one machine')];
    return [warn(`PUBLIC_URL: is not set, although HOST=${host} is open to others`, 'set it to the address people open, https://…')];
  }
  const { protocol, search, hash, username } = new URL(publicUrl);
  if (search !== '' || hash !== '' || username !== '') {
    return [fail('PUBLIC_URL: carries more than an address', 'leave out ?, # and user names: https://wenming.example.cn')];
  }
  if (isLoopback(hostOf(publicUrl)) && !isLoopback(host)) {
    return [fail(`PUBLIC_URL: ${publicUrl} is this machine for everybody who opens it`, 'set it to the name others know this machine by')];
  }
  if (protocol !== 'https:' && !isLoopback(hostOf(publicUrl))) {
    return [warn(`PUBLIC_URL: ${publicUrl} sends files and links unencrypted`, 'put a proxy with TLS before it and write https://')];
  }
  return [ok(`PUBLIC_URL: ${publicUrl}`)];
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
