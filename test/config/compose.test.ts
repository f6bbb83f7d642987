import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '../../src/config.ts';

interface Compose {
  services: Record<string, { environment?: Record<string, string>; command?: string; volumes: string[] }>;
  volumes: Record<string, null>;
}

const { services, volumes } = parse(readFileSync('compose.yaml', 'utf8'), { merge: true }) as Compose;
const GIVEN = { POSTGRES_PASSWORD: '0123abcd', SANDBOX_TOKEN: 'a-long-enough-token' };

/** What the container engine makes of `${NAME:-default}` and `${NAME:?why}`. */
function fill(text: string): string {
  return text.replaceAll(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, kind: string, other: string) => {
    const value: string | undefined = { ...GIVEN }[name];
    if (value === undefined && kind === '?') throw new Error(`${name}: ${other}`);
    return value ?? other;
  });
}

it.each(['web', 'worker', 'cron'])('starts a %s with settings the program takes', (role) => {
  const environment = Object.entries(services[role]!.environment!).map(([name, value]) => [name, fill(value)]);
  const config = loadConfig(Object.fromEntries(environment));
  expect(config.roles).toEqual([role]);
  expect(config.databaseUrl).toBe('postgres://wenming:0123abcd@postgres:5432/wenming');
});

it('keeps what the program writes, and lets Redis forget and throw away nothing', () => {
  const kept = Object.values(services).flatMap((service) => service.volumes.map((volume) => volume.split(':')[0]!));
  expect(new Set(kept.filter((volume) => !volume.startsWith('.')))).toEqual(new Set(Object.keys(volumes)));
  expect(services['redis']!.command).toBe('redis-server --appendonly yes --appendfsync always --maxmemory-policy noeviction');
});
