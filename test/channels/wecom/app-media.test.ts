import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAppToken } from '../../../src/channels/wecom/api/app-token.ts';
import { createAppApi } from '../../../src/channels/wecom/api/app-api.ts';
import { downloadAppMedia } from '../../../src/channels/wecom/media/app-media.ts';
import { createMemoryShared } from '../../../src/shared/memory.ts';
import { startFakeApi, type Fault, type FakeApi } from '../../helpers/fake-wecom/api.ts';
import { failureOf } from '../sendings.ts';

const FILE = { name: '读书会 方案.pdf', bytes: Buffer.from('%PDF-1.4 方案\n') };

let fake: FakeApi;
beforeEach(async () => {
  fake = await startFakeApi();
  fake.inbox.set('MEDIA-1', FILE);
});
afterEach(() => fake.stop());

function fetchApp(mediaId = 'MEDIA-1', change: { secret?: string } = {}): ReturnType<typeof downloadAppMedia> {
  const credentials = { base: fake.url, corpId: fake.corpId, secret: fake.secret, ...change };
  const api = createAppApi({ base: fake.url, token: createAppToken(credentials, createMemoryShared()) });
  return downloadAppMedia({ from: 'app', kind: 'file', mediaId }, api);
}

const gets = () => fake.calls.filter(({ path }) => path === 'media/get');

describe('a file sent to the 自建应用', () => {
  it('comes with its name', async () => {
    const { stream, name } = await fetchApp();
    expect(name).toBe(FILE.name);
    expect(await buffer(stream)).toEqual(FILE.bytes);
  });

  it('has no name when it is only called after its media_id', async () => {
    fake.inbox.set('MEDIA-2', { ...FILE, name: 'MEDIA-2.jpg' });
    expect((await fetchApp('MEDIA-2')).name).toBeUndefined();
  });

  it('may be JSON itself', async () => {
    const file = { name: 'a.json', bytes: Buffer.from('{"errcode":40007}') };
    fake.inbox.set('MEDIA-2', file);
    expect(await buffer((await fetchApp('MEDIA-2')).stream)).toEqual(file.bytes);
  });

  it.each([20 * 1024 * 1024 + 1, 40 * 1024 * 1024])('comes in parts when it is large: %i bytes', async (size) => {
    const bytes = randomBytes(size);
    fake.inbox.set('MEDIA-2', { name: '录像.mp4', bytes });
    const { stream, name } = await fetchApp('MEDIA-2');
    expect(name).toBe('录像.mp4');
    expect((await buffer(stream)).equals(bytes)).toBe(true);
    expect(gets()).toHaveLength(1 + Math.ceil(size / (10 * 1024 * 1024)));
  });

  it('fails when one of its parts does not come', async () => {
    fake.inbox.set('MEDIA-2', { name: '录像.mp4', bytes: randomBytes(21 * 1024 * 1024) });
    const { stream } = await fetchApp('MEDIA-2');
    fake.failNext('media/get', { errcode: 45033 });
    expect(await failureOf(buffer(stream))).toMatchObject({ name: 'ChannelError', code: '45033', permanent: false });
  });

  it('is gone when the platform knows it no more', async () => {
    expect(await failureOf(fetchApp('MEDIA-9'))).toMatchObject({ name: 'ChannelError', code: '40007', permanent: true });
  });

  it('is fetched with another token when that one is not taken, once', async () => {
    fake.failNext('media/get', { errcode: 42001 });
    expect(await buffer((await fetchApp()).stream)).toEqual(FILE.bytes);
    expect(gets()).toHaveLength(2);
    fake.failNext('media/get', { errcode: 40014 });
    fake.failNext('media/get', { errcode: 40014 });
    expect(await failureOf(fetchApp())).toMatchObject({ code: '40014', permanent: false });
    expect(gets()).toHaveLength(4);
  });

  it.each<[string, Fault]>([
    ['busy', { errcode: -1 }],
    ['too often', { errcode: 45033 }],
    ['an address that is not trusted yet', { errcode: 60020, errmsg: 'not allow to access from your ip, from ip: 203.0.113.9' }],
    ['HTTP 502', { status: 502 }],
    ['no connection', 'break'],
  ])('may come another time: %s', async (_, fault) => {
    fake.failNext('media/get', fault);
    const error = await failureOf(fetchApp());
    expect(error).toMatchObject({ name: 'ChannelError', permanent: false });
    expect(JSON.stringify([error, error.message, error.stack])).not.toMatch(/token-|MEDIA-1/);
  });

  it('is not given up for a wrong secret', async () => {
    expect(await failureOf(fetchApp('MEDIA-1', { secret: 'wrong' }))).toMatchObject({ code: '40001', permanent: false });
  });
});
