import { readSecret, type Env } from './env.ts';
import { ConfigError } from '../domain/errors.ts';
import { readParts, refuse } from './parts.ts';

/** Whoever misspells a name believes that it works. */
export function unknownNames(env: Env, prefix: string, known: readonly string[]): string[] {
  const unknown = Object.keys(env).filter((name) => name.startsWith(prefix) && !known.includes(name.replace(/_FILE$/, '')));
  return unknown.map((name) => `${name}: there is no such variable; config/example.env lists those there are`);
}

/** All of them or none: what is missing of a half-filled block is named. */
export function readBlock<N extends keyof Env>(env: Env, what: string, names: readonly N[]): Record<N, string> | undefined {
  const given = names.filter((name) => isSet(env, name));
  if (given.length === 0) return undefined;
  const missing = names.filter((name) => !given.includes(name));
  refuse(
    missing.map((name) => `${name}: is missing, and ${given.join(', ')} cannot work without it (${what}); set it, or unset the others`),
  );
  return readParts(Object.fromEntries(names.map((name) => [name, () => readSecret(env, name) ?? ''])) as { [K in N]: () => string });
}

export function isSet(env: Env, name: string): boolean {
  return name in env || `${name}_FILE` in env;
}

/** Unencrypted only to this machine itself: keys go there. */
export function readAddress(name: string, text: string, [safe, plain]: readonly [string, string]): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isRight = url?.protocol === safe || (url?.protocol === plain && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname));
  if (isRight) return text.replace(/\/+$/, '');
  throw new ConfigError([`${name}: must be an address that begins with ${safe}//`]);
}

export function readHosts(name: string, text: string | undefined): readonly string[] {
  const hosts = (text ?? '').split(',').flatMap((host) => (host.trim() === '' ? [] : [host.trim().toLowerCase()]));
  const wrong = hosts.filter((host) => !/^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/.test(host));
  refuse(wrong.map((host) => `${name}: ${JSON.stringify(host)} is no host; write host or host:port, several with commas between`));
  return hosts;
}
