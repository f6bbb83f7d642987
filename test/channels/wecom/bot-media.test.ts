import { createCipheriv, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { downloadBotMedia } from '../../../src/channels/wecom/media/bot-media.ts';
import { MediaDecipher, readMediaKey } from '../../../src/channels/wecom/media/media-decipher.ts';

import { createDiskStore } from '../../../src/files/disk.ts';
import type { FileStore } from '../../../src/ports/file-store.ts';
import { startFakeMedia, type FakeMedia, type Handed } from '../../helpers/fake-wecom/media.ts';
import { failureOf } from '../sendings.ts';

const CALLBACK_KEY = randomBytes(32).toString('base64').slice(0, 43);
const FILE = { name: '读书会 方案（定稿）.pdf', bytes: Buffer.from('%PDF-1.4 方案\n') };

let media: FakeMedia;
let now = Date.now();

let folder: string;
let files: FileStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wenming-media-'));
  files = await createDiskStore(folder);
  media = await startFakeMedia(() => now);
});
afterAll(async () => {
  await media.close();
  await rm(folder, { recursive: true, force: true });
});

const source = () => ({ mediaHosts: [media.host], aesKey: CALLBACK_KEY });

function fetchBot(how: Partial<Handed> = {}, file = FILE): ReturnType<typeof downloadBotMedia> {
  return downloadBotMedia({ from: 'bot', kind: 'file', url: media.put(file, { aesKey: CALLBACK_KEY, ...how }) }, source());
}

const bytesOf = (download: { stream: Readable }): Promise<Buffer> => buffer(download.stream);

describe('a file sent to the 智能机器人', () => {
  it.each(['extended', 'quoted', 'raw'] as const)('comes opened, with its name (%s)', async (disposition) => {
    const download = await fetchBot({ disposition });
    expect(download.name).toBe(FILE.name);
    expect(await bytesOf(download)).toEqual(FILE.bytes);
  });

  it('may have no name', async () => {
    const download = await fetchBot({ disposition: 'none' });
    expect(download.name).toBeUndefined();
    expect(await bytesOf(download)).toEqual(FILE.bytes);
  });

  it.each([0, 1, 15, 16, 17, 31, 32, 33, 65_535, 65_536, 300_000])('comes whole at %i bytes, padded either way', async (size) => {
    const file = { name: 'a', bytes: randomBytes(size) };
    for (const padTo of [16, 32] as const) expect((await bytesOf(await fetchBot({ padTo }, file))).equals(file.bytes)).toBe(true);
  });

  const key = randomBytes(32);
  it.each([key.toString('base64'), key.toString('base64').slice(0, 43), key.toString('base64url'), key.toString('hex')])(
    'opens with a key of its own: %s',
    async (aesKey) => {
      const ref = { from: 'bot', kind: 'file', url: media.put(FILE, { aesKey }), aesKey } as const;
      const download = await downloadBotMedia(ref, { mediaHosts: [media.host], aesKey: undefined });
      expect(await bytesOf(download)).toEqual(FILE.bytes);
    },
  );

  it('is gone after five minutes', async () => {
    const url = media.put(FILE, { aesKey: CALLBACK_KEY });
    now += 5 * 60_000;
    expect(await failureOf(downloadBotMedia({ from: 'bot', kind: 'file', url }, source()))).toMatchObject({
      code: 'media-gone',
      permanent: true,
    });
  });

  it.each([
    [403, true],
    [410, true],
    [429, false],
    [500, false],
    [503, false],
  ])('HTTP %i: for good is %s', async (status, permanent) => {
    expect(await failureOf(fetchBot({ fault: { kind: 'status', status } }))).toMatchObject({ name: 'ChannelError', permanent });
  });

  it('is not an error in JSON', async () => {
    const download = await fetchBot({ fault: { kind: 'json', errcode: -1 } });
    expect(await failureOf(bytesOf(download))).toMatchObject({ name: 'ChannelError', permanent: false });
  });

  it.each(['http://127.0.0.1:PORT/inside', 'http://169.254.169.254/latest/meta-data'])('is not looked for at %s', async (to) => {
    const before = media.connections();
    const error = await failureOf(fetchBot({ fault: { kind: 'redirect', to: to.replace('127.0.0.1:PORT', media.host) } }));
    expect(error).toMatchObject({ permanent: true });
    expect(media.connections()).toBe(before + 1);
  });

  it('is not fetched from this machine unless the operator says so', async () => {
    const before = media.connections();
    const url = media.put(FILE, { aesKey: CALLBACK_KEY });
    const cure = `add ${media.host} to WECOM_MEDIA_HOSTS`;
    for (const [address, says] of [
      [url, cure],
      [url.replace('http:', 'https:'), cure],
      ['', 'there is no address'],
    ] as const) {
      const error = await failureOf(downloadBotMedia({ from: 'bot', kind: 'file', url: address }, { ...source(), mediaHosts: [] }));
      expect(error).toMatchObject({ code: 'media-not-allowed', permanent: true });
      expect(JSON.stringify([error, error.message, error.stack])).not.toContain('sign=');
      expect(error.message).toContain(says);
    }
    expect(media.connections()).toBe(before);
  });

  it.each<[string, Partial<Handed>]>([
    ['cut off', { fault: { kind: 'cut', after: 16 } }],
    ['a block short', { fault: { kind: 'short', by: 32 } }],
    ['a byte short', { fault: { kind: 'short', by: 1 } }],
    ['empty', { fault: { kind: 'short', by: 64 } }],
    ['sealed with another key', { aesKey: randomBytes(32).toString('base64') }],
  ])('fails when it is %s', async (_, how) => {
    const file = { name: 'a.bin', bytes: Buffer.alloc(33, 200) };
    const download = await fetchBot(how, file);
    await expect(files.stage(download.stream, 1_000_000)).rejects.toBeInstanceOf(Error);
    expect(download.stream.destroyed).toBe(true);
    expect(await readdir(join(folder, 'staging'))).toEqual([]);
  });

  it('fails for who comes too late to hear of it', async () => {
    const { stream } = await fetchBot({ fault: { kind: 'cut', after: 16 } });
    await new Promise((resolve) => stream.once('close', resolve));
    await expect(files.stage(stream, 1_000_000)).rejects.toBeInstanceOf(Error);
    expect(await readdir(join(folder, 'staging'))).toEqual([]);
  });

  it('is let go when it is larger than is wanted', async () => {
    const { stream } = await fetchBot({ fault: { kind: 'endless' } }, { name: 'a', bytes: randomBytes(100_000) });
    await expect(files.stage(stream, 1_000_000)).rejects.toMatchObject({ name: 'FileTooLargeError' });
    await media.idle();
  });
});

it('opens what was sealed, in whatever pieces it comes, and takes no wrong padding for right', async () => {
  const key = readMediaKey(CALLBACK_KEY);
  const open = (sealed: Buffer, cuts: number[]): Promise<Buffer> => {
    const decipher = new MediaDecipher(key);
    const ends = [...cuts.map((cut) => cut % (sealed.length + 1)).toSorted((a, b) => a - b), sealed.length];
    ends.forEach((end, n) => decipher.write(sealed.subarray(ends[n - 1] ?? 0, end)));
    return buffer(decipher.end());
  };
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom(16, 32),
      fc.array(fc.nat(), { maxLength: 6 }),
      async (bytes, padTo, cuts) => {
        expect([...(await open(sealRaw(pad(Buffer.from(bytes), padTo)), cuts))]).toEqual([...bytes]);
      },
    ),
  );
  for (const padding of ['00', '21', '0102', '0302', `${'20'.repeat(31)}`, '1110']) {
    const end = Buffer.from(padding, 'hex');
    const sealed = sealRaw(Buffer.concat([Buffer.alloc(64 - end.length, 9), end]));
    expect(await failureOf(open(sealed, [])), padding).toMatchObject({ code: 'media-broken' });
  }
});

function pad(bytes: Buffer, to: number): Buffer {
  const length = to - (bytes.length % to);
  return Buffer.concat([bytes, Buffer.alloc(length, length)]);
}

function sealRaw(padded: Buffer): Buffer {
  const key = Buffer.from(`${CALLBACK_KEY}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(padded), cipher.final()]);
}
