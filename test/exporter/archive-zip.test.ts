import { execFile } from 'node:child_process';
import { write as writeAt } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createArchiveNamer } from '../../src/domain/archive-names.ts';
import { safeFileName } from '../../src/domain/file-name.ts';
import { archiveBytes, archiveSize, frameBytes, openFrame } from '../../src/exporter/archive/frame.ts';
import { measureStored, pack, type PackedFile } from '../../src/exporter/archive/pack.ts';
import { writeArchive } from '../../src/exporter/archive/write.ts';
import { createDiskStore } from '../../src/files/disk.ts';
import type { FileStore } from '../../src/ports/file-store.ts';

const run = promisify(execFile);
const UTF8 = { env: { ...process.env, LANG: 'C.UTF-8' }, maxBuffer: 64 * 1024 ** 2 };
const NOW = new Date('2023-07-05T10:00:00+08:00');

let dir: string;
let store: FileStore;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wenming-zip-'));
  store = await createDiskStore(dir);
});

afterEach(() => rm(dir, { recursive: true, force: true }));

/** A file of the store without bytes of its own on the disk: as large as one likes. */
async function sparse(key: string, size: number): Promise<string> {
  await mkdir(join(dir, key.slice(0, 2)), { recursive: true });
  await writeFile(join(dir, key.slice(0, 2), key), 'begins');
  await truncate(join(dir, key.slice(0, 2), key), size);
  return key;
}

async function stored(path: string, key: string): Promise<PackedFile> {
  const measured = await measureStored(store, key, async () => {});
  return { path, method: 'stored', ...measured, packedSize: measured.size, from: { key } };
}

function text(path: string, words: string): Promise<PackedFile> {
  return pack(store, path, 'deflated', async (to) => void to.end(words));
}

/** Writes what is not zero, so that gigabytes take no room. */
async function writeSparsely(path: string, packed: readonly PackedFile[]): Promise<number> {
  const file = await open(path, 'w');
  let at = 0;
  const to = new Writable({
    write(chunk: Buffer, _, done) {
      const from = at;
      at += chunk.length;
      if (chunk.equals(ZEROS.subarray(0, chunk.length))) return done();
      writeAt(file.fd, chunk, 0, chunk.length, from, done);
    },
  });
  await writeArchive(store, packed, NOW, to);
  await file.truncate(at);
  await file.close();
  return at;
}

const ZEROS = Buffer.alloc(1024 ** 2);
const KEY = 'ab'.repeat(32);

it('opens everywhere beyond 4 GB, with a file that is larger and files behind it', { timeout: 240_000 }, async () => {
  const size = 4_500_000_000;
  const from = { key: await sparse(KEY, size) };
  // Nobody looks at its own bytes here.
  const big: PackedFile = { path: '录像.mp4', method: 'stored', crc32: 0, size, packedSize: size, sha256: KEY, from };
  const packed = [await text('前.txt', '前面的'), big, await text('夹/后.txt', '后面的')];
  const out = join(dir, 'big.zip');
  expect(await writeSparsely(out, packed)).toBe(await archiveSize(packed, NOW));

  expect((await run('unzip', ['-p', out, '夹/后.txt'], UTF8)).stdout).toBe('后面的');
  expect((await run('unzip', ['-l', out], UTF8)).stdout).toMatch(/4500000000 .*2023-07-05 10:00 .*录像\.mp4/);
  expect((await run('bsdtar', ['-tf', out], UTF8)).stdout).toBe('前.txt\n录像.mp4\n夹/后.txt\n');
  const python = `import zipfile,sys; z=zipfile.ZipFile(sys.argv[1]); print(z.read('夹/后.txt').decode(), z.getinfo('录像.mp4').file_size)`;
  expect((await run('python3', ['-c', python, out], UTF8)).stdout).toBe('后面的 4500000000\n');
});

it('opens everywhere with more than 65,535 files', { timeout: 240_000 }, async () => {
  const one = await text('', '小');
  const packed = Array.from({ length: 66_000 }, (_, n) => ({ ...one, path: `夹/${n}.txt` }));
  const out = join(dir, 'many.zip');
  await writeSparsely(out, packed);
  expect((await run('unzip', ['-p', out, '夹/65999.txt'], UTF8)).stdout).toBe('小');
  expect((await run('bsdtar', ['-tf', out], UTF8)).stdout.trim().split('\n')).toHaveLength(66_000);
  const python = `import zipfile,sys; z=zipfile.ZipFile(sys.argv[1]); print(len(z.namelist()), z.read('夹/65999.txt').decode())`;
  expect((await run('python3', ['-c', python, out], UTF8)).stdout).toBe('66000 小\n');
});

it('unpacks what people call their files to where it belongs, each to a file of its own', async () => {
  const names = [
    '../../etc/passwd',
    '/root/.ssh/id',
    'C:\\a\\b.pdf',
    'CON',
    'aux.txt',
    '\u202Egpj.exe',
    '长'.repeat(300),
    '😀'.repeat(200),
    'A.pdf',
    'a.pdf',
    '.',
    ' ',
  ];
  const namer = createArchiveNamer({ folder: '{类别}/{题名}', file: '{名称}' }, { codes: ['3'], most: names.length, taken: [] });
  const item = { categoryPosition: 0, category: '../上级', code: '3', title: 'a/../../b' };
  const about = { department: '机关/工会', madeOn: null, submission: 1, mark: '' };
  const one = await text('', '小');
  const packed = names.map((name, n) => ({ ...one, path: namer.pathOf(item, { ...about, n: n + 1, name: safeFileName(name) }) }));
  const [out, to] = [join(dir, 'hostile.zip'), join(dir, 'to')];
  await writeSparsely(out, packed);
  await run('unzip', ['-q', out, '-d', to], UTF8);
  const files = (await readdir(to, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  expect(files.map(({ parentPath, name }) => join(parentPath, name)).toSorted()).toEqual(
    packed.map(({ path }) => join(to, path)).toSorted(),
  );
  expect(files).toHaveLength(names.length);
});

it('takes no more memory for 2 GB than for 100 MB', { timeout: 240_000 }, async () => {
  const keys = await Promise.all(Array.from({ length: 20 }, (_, n) => sparse(n.toString(16).padStart(2, '0').repeat(32), 100 * 1024 ** 2)));
  const peakOf = async (...some: string[]): Promise<number> => {
    const { stdout } = await run(process.execPath, [
      fileURLToPath(new URL('./archive-process.ts', import.meta.url)),
      dir,
      '/dev/null',
      ...some,
    ]);
    return (JSON.parse(stdout) as { peakMb: number }).peakMb;
  };
  // What was read and is not collected yet depends on the machine; it is no part of 2 GB.
  expect((await peakOf(...keys)) - (await peakOf(keys[0]!))).toBeLessThan(200);
});

it('is the same from whatever byte on it is read', async () => {
  const staged = await store.stage(Readable.from([Buffer.alloc(300_000, 'evidence')]), 1e6);
  await store.commit(staged, staged.sha256);
  const evidence = await stored('材料.pdf', staged.sha256);
  const packed = [await text('前.txt', '前面的'.repeat(99_999)), evidence, { ...evidence, path: '又.pdf' }, await text('后.txt', '后面的')];
  const whole: Buffer[] = [];
  await writeArchive(store, packed, NOW, new Writable({ write: (chunk: Buffer, _, done) => (whole.push(chunk), done()) }));
  const bytes = Buffer.concat(whole);

  const kept = await store.stage(Readable.from(frameBytes(store, packed, NOW), { objectMode: false }), 1e9);
  await store.commit(kept, kept.sha256);
  const frame = await openFrame(store, kept.sha256);
  expect(frame.size).toBe(bytes.length);
  const read = async (from: number, to: number): Promise<Buffer> =>
    Buffer.concat(await Readable.from(archiveBytes(store, frame, from, to)).toArray());
  expect((await read(0, bytes.length)).equals(bytes)).toBe(true);
  for (let from = 0; from < bytes.length; from += 7_919) {
    const to = Math.min(bytes.length, from + ((from * 31) % 400_000));
    expect((await read(from, to)).equals(bytes.subarray(from, to)), `${from}-${to}`).toBe(true);
  }
  await store.remove(staged.sha256);
  await expect(read(0, bytes.length)).rejects.toMatchObject({ code: 'ENOENT' });
});
