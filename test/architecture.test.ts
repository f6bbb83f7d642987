import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Every room of the house and the rooms it may import, beside itself. `channels/*` stands for each platform's folder. */
const ROOMS: Record<string, readonly string[]> = {
  domain: [],
  ports: ['domain'],
  // Also ports: rows keep what its messages carry.
  db: ['domain', 'ports'],
  config: ['domain', 'ports'],
  render: ['domain', 'ports'],
  importer: ['domain', 'ports'],
  exporter: ['domain', 'ports'],
  usecases: ['domain', 'ports', 'db', 'config', 'render', 'importer', 'exporter'],
  chat: ['domain', 'ports', 'db', 'config', 'render', 'importer', 'exporter', 'usecases'],
  http: ['domain', 'ports', 'config', 'render', 'usecases'],
  worker: ['domain', 'ports', 'config', 'usecases', 'chat'],
  doctor: ['domain', 'ports', 'config'],
  // Adapters hang beside the ladder. Only the composition root sees them.
  'channels/*': ['domain', 'ports', 'config', 'guarded', 'channel-kit'],
  // What several platforms need in the same way: nothing here knows one of them.
  'channel-kit': ['domain', 'ports'],
  // Fetching from addresses that came from outside.
  guarded: ['domain', 'ports'],
  // `channels/index.ts` lists the platforms a configuration switches on.
  channels: ['domain', 'ports', 'config', 'channels/*'],
  files: ['domain', 'ports'],
  // Reads what people send with the importer's readers.
  inspector: ['domain', 'ports', 'importer'],
  queue: ['domain', 'ports', 'redis'],
  shared: ['domain', 'ports', 'redis'],
  // The one connection both of them are made of.
  redis: ['domain', 'ports'],
  app: 'domain ports db config render importer exporter usecases chat http worker doctor channels channels/* channel-kit guarded files inspector queue shared redis'.split(
    ' ',
  ),
  cli: ['domain', 'config', 'usecases', 'app'],
  main: ['domain', 'config', 'app'],
};

/** Small parts of the composition root, each beside `app.ts`. */
const APP_FILE = /^(app|data-dir|diagnose|log|link-key|travelling-clock)\.ts$/;

interface Import {
  from: string;
  to: string;
}

describe('the house', () => {
  const imports = readImports('src');

  it('imports only down the ladder', () => {
    expect(imports.length).toBeGreaterThan(0);
    expect(listWrongImports(imports)).toEqual([]);
  });

  it('speaks SQL in db/ alone', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.startsWith('db/'),
    );
    const speaking = files.filter((file) =>
      /\.(?:selectFrom|insertInto|updateTable|deleteFrom)\(/.test(readFileSync(join('src', file), 'utf8')),
    );
    expect(files.length).toBeGreaterThan(100);
    expect(speaking).toEqual([]);
  });

  it('has no circle of files', () => {
    expect(findCycle(imports)).toBeUndefined();
  });
});

describe('this test', () => {
  it('names the file that reaches up the ladder', () => {
    expect(listWrongImports([{ from: 'domain/plan.ts', to: 'db/plans.ts' }])).toEqual([
      'domain/plan.ts → db/plans.ts (domain may not import db)',
    ]);
  });

  it('keeps channels from each other, from the database and from use cases', () => {
    expect(
      listWrongImports([
        { from: 'channels/wecom/send.ts', to: 'channels/wecom/client.ts' },
        { from: 'channels/wecom/send.ts', to: 'channels/dingtalk/client.ts' },
        { from: 'channels/wecom/send.ts', to: 'db/members.ts' },
        { from: 'channels/wecom/send.ts', to: 'usecases/deps.ts' },
      ]),
    ).toEqual([
      'channels/wecom/send.ts → channels/dingtalk/client.ts (channels/wecom may not import channels/dingtalk)',
      'channels/wecom/send.ts → db/members.ts (channels/wecom may not import db)',
      'channels/wecom/send.ts → usecases/deps.ts (channels/wecom may not import usecases)',
    ]);
  });

  it('lets only app.ts see the adapters', () => {
    expect(
      listWrongImports([
        { from: 'app.ts', to: 'files/disk.ts' },
        { from: 'app.ts', to: 'channels/wecom/index.ts' },
        { from: 'cli/backup.ts', to: 'files/disk.ts' },
        { from: 'http/sandbox.ts', to: 'channels/sandbox/index.ts' },
      ]),
    ).toEqual([
      'cli/backup.ts → files/disk.ts (cli may not import files)',
      'http/sandbox.ts → channels/sandbox/index.ts (http may not import channels/sandbox)',
    ]);
  });

  it('knows no room that is not in the table', () => {
    expect(listWrongImports([{ from: 'utils/dates.ts', to: 'domain/plan.ts' }])).toEqual([
      'utils/dates.ts → domain/plan.ts (utils may not import domain)',
    ]);
  });

  it('shows the circle', () => {
    const circle = [
      { from: 'a.ts', to: 'b.ts' },
      { from: 'b.ts', to: 'c.ts' },
      { from: 'c.ts', to: 'b.ts' },
    ];
    expect(findCycle(circle)).toBe('b.ts → c.ts → b.ts');
  });

  it('reads every form of import', () => {
    const text = [
      `import { readFile } from 'node:fs/promises';`,
      `import type {\n  Plan,\n} from '../domain/plan.ts';`,
      `import './side-effect.ts';`,
      `export * from './again.ts';`,
      `const late = await import('./late.ts');`,
    ].join('\n');
    expect(parseImports('usecases/x.ts', text).map((found) => found.to)).toEqual([
      'domain/plan.ts',
      'usecases/again.ts',
      'usecases/side-effect.ts',
      'usecases/late.ts',
    ]);
  });
});

function readImports(root: string): Import[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) => parseImports(file, readFileSync(join(root, file), 'utf8')));
}

/** Imports of our own files, types included: a type says who knows whom as much as a value does. */
function parseImports(from: string, text: string): Import[] {
  const forms = [/^(?:import|export)\b[^'";]*?\bfrom\s*'(\.[^']+)'/gm, /^import\s*'(\.[^']+)'/gm, /\bimport\(\s*'(\.[^']+)'/g];
  const targets = forms.flatMap((form) => [...text.matchAll(form)].map((match) => match[1] ?? ''));
  return targets.map((target) => ({ from, to: normalize(join(dirname(from), target)) }));
}

function listWrongImports(imports: Import[]): string[] {
  return imports
    .map(({ from, to }) => ({ from, to, room: roomOf(from), other: roomOf(to) }))
    .filter(({ room, other }) => room !== other && !ROOMS[kindOf(room)]?.includes(kindOf(other)))
    .map(({ from, to, room, other }) => `${from} → ${to} (${room} may not import ${other})`);
}

/** `domain/plan.ts` → domain, `channels/wecom/send.ts` → channels/wecom, `app.ts` → app. */
function roomOf(file: string): string {
  const [first = '', second = '', ...deeper] = file.split('/');
  if (first === 'channels' && deeper.length > 0) return `${first}/${second}`;
  return APP_FILE.test(first) ? 'app' : first.replace(/\.ts$/, '');
}

function kindOf(room: string): string {
  return room.startsWith('channels/') ? 'channels/*' : room;
}

function findCycle(imports: Import[]): string | undefined {
  const targets = Map.groupBy(imports, (found) => found.from);
  const done = new Set<string>();

  function walk(file: string, path: string[]): string | undefined {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file].join(' → ');
    if (done.has(file)) return undefined;
    for (const { to } of targets.get(file) ?? []) {
      const cycle = walk(to, [...path, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  }

  for (const file of targets.keys()) {
    const cycle = walk(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}
