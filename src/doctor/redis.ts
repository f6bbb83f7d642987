import { fail, ok, warn, type Finding } from '../domain/finding.ts';
import type { RedisFacts } from '../ports/facts.ts';

/** Redis, which wakes up the jobs of several processes: it must not throw any away, and should not forget them. */
export function judgeRedis(facts: RedisFacts): Finding[] {
  const findings = CHECKS.flatMap((check) => check(facts));
  return findings.length > 0 ? findings : [ok(`Redis: ${facts.version}, keeps what it is told`)];
}

/** Redis that is away or does not let us in. */
export function judgeRedisAway(error: Error): Finding[] {
  const code = 'code' in error ? String(error.code) : '';
  if (/WRONGPASS|NOAUTH|NOPERM|invalid password/i.test(error.message)) {
    return [fail('Redis: does not let this user in', 'correct user and password in REDIS_URL: redis://user:password@host:6379/0')];
  }
  if (/DB index is out of range/i.test(error.message)) {
    return [fail('Redis: has no database of that number', 'correct the number at the end of REDIS_URL; 0 is always there')];
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return [fail('Redis: its host has no address', 'correct the host in REDIS_URL')];
  const why = code === '' ? error.message : code;
  return [fail(`Redis: cannot be reached (${why})`, 'start redis-server, or correct REDIS_URL; until then jobs wait in the database')];
}

const CHECKS: readonly ((facts: RedisFacts) => Finding[])[] = [
  ({ version }) => {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major < 5) return [fail(`Redis: ${version} is too old`, 'install Redis 7')];
    return major < 6 || (major === 6 && minor < 2) ? [warn(`Redis: ${version} is old`, 'install Redis 6.2 or newer, better 7')] : [];
  },
  ({ evictionPolicy }) =>
    evictionPolicy === 'noeviction'
      ? []
      : [fail(`Redis: throws jobs away when memory is short (maxmemory-policy ${evictionPolicy})`, set('maxmemory-policy noeviction'))],
  ({ replica }) => (replica ? [fail('Redis: is a replica, which takes no jobs', 'name the master in REDIS_URL')] : []),
  ({ replica, writeProblem }) =>
    writeProblem === undefined || replica
      ? []
      : [fail(`Redis: refuses to write (${writeProblem})`, 'give it room and the right to write, then look into its log')],
  ({ appendOnly, appendFsync }) => {
    if (!appendOnly) return [warn('Redis: forgets its jobs when it ends; the sweep finds them within seconds', set('appendonly yes'))];
    if (appendFsync === undefined || appendFsync === 'always') return [];
    return [warn(`Redis: forgets the last second at a power cut (appendfsync ${appendFsync})`, set('appendfsync always'))];
  },
  ({ usedBytes, mostBytes, machineBytes }) => {
    const most = mostBytes ?? machineBytes;
    const share = most === 0 ? 0 : usedBytes / most;
    const what = `Redis: uses ${Math.round(share * 100)} % of the memory it may`;
    const cure = 'raise maxmemory, or find out what else is kept in it';
    return share >= 0.95 ? [fail(what, cure)] : share >= 0.75 ? [warn(what, cure)] : [];
  },
];

function set(setting: string): string {
  return `write "${setting}" into redis.conf and restart Redis, or start it with --${setting}`;
}
