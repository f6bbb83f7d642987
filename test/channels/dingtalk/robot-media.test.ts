import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAppApi } from '../../../src/channels/dingtalk/api/app-api.ts';
import { createAppToken } from '../../../src/channels/dingtalk/api/app-token.ts';
import { downloadRobotMedia } from '../../../src/channels/dingtalk/media/robot-media.ts';
import type { RobotMedia } from '../../../src/channels/dingtalk/receive/robot-message.ts';
import { createDiskStore } from '../../../src/files/disk.ts';
import type { Download } from '../../../src/ports/channel.ts';
import type { FileStore } from '../../../src/ports/file-store.ts';
import { createMemoryShared } from '../../../src/shared/memory.ts';
import { startFakeApi, type FakeApi, type Fault } from '../../helpers/fake-dingtalk/api.ts';
import { startFakeMedia, type FakeMedia, type MediaFault } from '../../helpers/fake-dingtalk/media.ts';
import { failureOf } from '../sendings.ts';

const FILE = { name: '读书会 方案（定稿）.pdf', bytes: Buffer.from('%PDF-1.4 方案\n') };
const ROOM = 'cidG9==';
const SENT_AT = new Date('2026-03-06T08:33:28Z');
const DOWNLOAD = 'v1.0/robot/messageFiles/download';

let fake: FakeApi;
let media: FakeMedia;
let folder: string;
let files: FileStore;

beforeEach(async () => {
  fake = await startFakeApi();
  fake.staff.set('u001', { name: '张三', unionid: 'UNION1', dept_id_list: [1] });
  media = await startFakeMedia(fake);
  folder = await mkdtemp(join(tmpdir(), 'wenming-media-'));
  files = await createDiskStore(folder);
});
afterEach(async () => {
  await Promise.all([fake.stop(), media.close(), rm(folder, { recursive: true, force: true })]);
});

function download(ref: Partial<RobotMedia>, { mediaHosts = [media.host], name = '' } = {}): Promise<Download> {
  const { url: apiBase, appKey, appSecret, robotCode } = fake;
  const token = createAppToken({ apiBase, appKey, appSecret }, createMemoryShared());
  const api = createAppApi({ apiBase, oapiBase: apiBase, token, pace: async () => {} });
  return downloadRobotMedia({ name, ref: { kind: 'file', robotCode, conversationId: ROOM, ...ref } }, { api, mediaHosts });
}

const byCode = (fault?: MediaFault, file = FILE): Promise<Download> =>
  download({ downloadCode: media.put(file, fault === undefined ? {} : { fault }) });
const bytesOf = async (begun: Promise<Download>): Promise<Buffer> => buffer((await begun).stream);
const callsOf = (path: RegExp): unknown[] => fake.calls.filter((call) => path.test(call.path)).map(({ body }) => body);

describe('a file sent to the robot', () => {
  it('comes by its code, without showing the token to whoever keeps it', async () => {
    const downloadCode = media.put(FILE);
    expect(await bytesOf(download({ downloadCode }))).toEqual(FILE.bytes);
    expect(callsOf(/messageFiles/)).toEqual([{ downloadCode, robotCode: fake.robotCode }]);
    expect([media.fetched.length, media.leaks]).toEqual([1, []]);
  });

  it.each<MediaFault>([
    { kind: 'type', contentType: 'text/html' },
    { kind: 'type', contentType: 'application/json' },
    { kind: 'no-length' },
  ])('comes whole whatever is said of it: %o', async (fault) => {
    expect(await bytesOf(byCode(fault))).toEqual(FILE.bytes);
  });

  it('comes where the address stands a level deeper', async () => {
    const downloadCode = media.put(FILE);
    const { stream } = await download({ downloadCode });
    stream.destroy();
    const downloadUrl = `http://${media.host}${media.fetched[0]}`;
    fake.failNext(DOWNLOAD, { answer: { data: { downloadUrl } } });
    expect(await bytesOf(download({ downloadCode }))).toEqual(FILE.bytes);
  });

  it('comes with a new token when the old one is worth nothing', async () => {
    fake.failNext(DOWNLOAD, { status: 401, code: 'InvalidAuthentication' });
    expect(await bytesOf(byCode())).toEqual(FILE.bytes);
  });

  it.each<[string, Fault]>([
    ['no address', { answer: {} }],
    ['an address that is none', { answer: { downloadUrl: '' } }],
    ['502', { status: 502 }],
    ['a gateway that gave up', 'take-and-504'],
    ['a line that breaks', 'break'],
    ['too many calls', { status: 403, code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi' }],
    ['a quota that is used up', { status: 403, code: 'Forbidden.AccessDenied.ApiCountLimitForOrg' }],
    ['a right that is missing', { status: 403, code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied' }],
    ['another robot in the settings', { status: 400, code: 'invalidParameter.robotCode.auth' }],
  ])('may come another time after %s, from a new address', async (_, fault) => {
    const downloadCode = media.put(FILE);
    fake.failNext(DOWNLOAD, fault);
    expect(await failureOf(download({ downloadCode }))).toMatchObject({ channel: 'dingtalk', permanent: false });
    expect(await bytesOf(download({ downloadCode }))).toEqual(FILE.bytes);
  });

  it.each([
    [403, false],
    [429, false],
    [500, false],
    [502, false],
    [404, true],
    [410, true],
  ])('HTTP %i where it lies: gone for good is %s', async (status, permanent) => {
    const error = await failureOf(byCode({ kind: 'status', status }));
    expect(error).toMatchObject({ permanent, code: permanent ? 'media-gone' : `media-${status}` });
    expect(JSON.stringify([error, error.message, error.stack])).not.toMatch(/Signature|\/dl\//);
  });

  it('is gone when its code is worth nothing', async () => {
    const error = await failureOf(download({ downloadCode: 'DC-unknown' }));
    expect(error).toMatchObject({ code: 'media-gone', permanent: true });
    expect(error.message).toContain('invalidParameter.downloadCode.invalid');
  });

  it('is gone when the message says nothing of where it is', async () => {
    expect(await failureOf(download({}))).toMatchObject({ code: 'media-gone', permanent: true });
    expect(fake.calls).toEqual([]);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.8:30000/f',
    'https://192.168.1.1/f',
    'http://files.example/f',
    'file:///etc/passwd',
    'nowhere',
  ])('is not fetched from %s, and the operator hears from where it should have been', async (address) => {
    media.nextAddress = address;
    const error = await failureOf(byCode());
    expect(error).toMatchObject({ code: 'media-gone', permanent: true });
    expect(error.message).toContain('DINGTALK_MEDIA_HOSTS');
    expect(media.connections()).toBe(0);
  });

  it('is not fetched from this machine unless the operator says so', async () => {
    const error = await failureOf(download({ downloadCode: media.put(FILE) }, { mediaHosts: [] }));
    expect(error).toMatchObject({ code: 'media-gone', permanent: true, detail: media.host });
    expect(media.connections()).toBe(0);
  });

  it.each(['http://127.0.0.1:PORT/inside', 'http://169.254.169.254/latest/meta-data'])('is not looked for at %s', async (to) => {
    const fault = { kind: 'redirect', to: to.replace('127.0.0.1:PORT', media.host) } as const;
    expect(await failureOf(byCode(fault))).toMatchObject({ code: 'media-gone', permanent: true });
    expect(media.connections()).toBe(1);
  });

  it('fails when it is cut off, and nothing of it stays', async () => {
    const { stream } = await byCode({ kind: 'cut', after: 4 });
    await expect(files.stage(stream, 1_000_000)).rejects.toBeInstanceOf(Error);
    expect(await readdir(join(folder, 'staging'))).toEqual([]);
  });

  it('is let go when it is larger than is wanted', async () => {
    const { stream } = await byCode({ kind: 'endless' }, { name: 'a', bytes: randomBytes(100_000) });
    await expect(files.stage(stream, 1_000_000)).rejects.toMatchObject({ name: 'FileTooLargeError' });
    await media.idle();
  });

  it('is let go when nobody waits for it any more', async () => {
    const { stream } = await byCode({ kind: 'stalls', after: 4 });
    expect(media.connections()).toBe(1);
    stream.destroy();
    await media.idle();
  });
});

describe('a quoted file without a code', () => {
  it('comes from the storage its message names, with the headers that open it and no token', async () => {
    const place = media.store(ROOM, FILE);
    expect(await bytesOf(download({ ...place, userId: 'u001' }))).toEqual(FILE.bytes);
    expect(callsOf(/messageFiles|listAll/)).toEqual([]);
    expect(media.leaks).toEqual([]);
  });

  it('comes from there too when its code is worth nothing', async () => {
    const place = media.store(ROOM, FILE);
    expect(await bytesOf(download({ downloadCode: 'DC-unknown', ...place, userId: 'u001' }))).toEqual(FILE.bytes);
    fake.failNext(DOWNLOAD, { answer: {} });
    expect(await bytesOf(download({ downloadCode: media.put(FILE), ...place, userId: 'u001' }))).toEqual(FILE.bytes);
  });

  it('is found by when it was sent, among all that lies in the storage of the group', async () => {
    for (let n = 1; n <= 120; n++) media.store(ROOM, { name: `${n}.txt`, bytes: Buffer.from(`${n}`) }, new Date(+SENT_AT + n * 60_000));
    media.store(ROOM, FILE, SENT_AT);
    for (let n = 1; n <= 120; n++) media.store(ROOM, { name: `-${n}.txt`, bytes: Buffer.from(`${n}`) }, new Date(+SENT_AT - n * 60_000));
    const found = download({ userId: 'u001', quotedAt: +SENT_AT + 4_500 });
    expect((await found).name).toBe(FILE.name);
    expect(await bytesOf(found)).toEqual(FILE.bytes);
    // What is older than the quoted message is not listed to its end.
    expect(callsOf(/listAll/)).toHaveLength(3);
  });

  it('is none when several came at that moment, unless its name is told', async () => {
    const other = { name: '另一份.pdf', bytes: Buffer.from('%PDF-1.4 另一份\n') };
    media.store(ROOM, FILE, SENT_AT);
    media.store(ROOM, other, new Date(+SENT_AT + 1_000));
    const ref = { userId: 'u001', quotedAt: +SENT_AT };
    const error = await failureOf(download(ref));
    expect(error).toMatchObject({ code: 'media-gone', permanent: true });
    expect(error.message).toContain('2 files');
    expect(await bytesOf(download(ref, { name: other.name }))).toEqual(other.bytes);
  });

  it.each<[string, Partial<RobotMedia>]>([
    ['nothing came at that moment', { quotedAt: +SENT_AT + 11_000 }],
    ['the group has no storage', { conversationId: 'cidOTHER==' }],
    ['nobody knows who quoted it', { userId: 'u999' }],
    ['it is told by nobody', { userId: undefined as never }],
    ['it does not lie where the message says', { spaceId: '1', fileId: '2' }],
    ['the message names a way out of the storage', { spaceId: '..', fileId: '../../x' }],
  ])('is gone when %s', async (_, change) => {
    media.store(ROOM, FILE, SENT_AT);
    const error = await failureOf(download({ userId: 'u001', quotedAt: +SENT_AT, ...change }));
    expect(error).toMatchObject({ code: 'media-gone', permanent: true });
    expect(media.fetched).toEqual([]);
    for (const { path } of fake.calls) expect(path).toMatch(/^(?:topapi|v1\.0\/(?:oauth2|convFile|storage\/spaces\/\d+))\//);
  });

  it('is not waited for where the app has no right to the storage, and an admin can read which', async () => {
    const place = media.store(ROOM, FILE);
    const path = `v1.0/storage/spaces/${place.spaceId}/dentries/${place.fileId}/downloadInfos/query`;
    const accessdenieddetail = { requiredScopes: ['Storage.DownloadInfo.Read'] };
    fake.failNext(path, { status: 403, code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied', accessdenieddetail });
    const error = await failureOf(download({ ...place, userId: 'u001' }));
    expect(error).toMatchObject({ code: 'media-gone', permanent: true, detail: 'Storage.DownloadInfo.Read' });
    // Other organisations are not let in at all.
    fake.failNext(path, { status: 400, code: 'orgAuthLevelNotEnough' });
    expect(await failureOf(download({ ...place, userId: 'u001' }))).toMatchObject({ code: 'media-gone', permanent: true });
  });

  it.each<[string, Fault]>([
    ['topapi/v2/user/get', { errcode: 90018 }],
    ['topapi/v2/user/get', 'take-and-break'],
    ['v1.0/convFile/conversations/spaces/query', { status: 502 }],
  ])('may come another time after a fault of %s', async (path, fault) => {
    media.store(ROOM, FILE, SENT_AT);
    const ref = { userId: 'u001', quotedAt: +SENT_AT };
    fake.failNext(path, fault);
    expect(await failureOf(download(ref))).toMatchObject({ permanent: false });
    expect(await bytesOf(download(ref))).toEqual(FILE.bytes);
  });

  it('is found whatever else the storage says', async () => {
    const { spaceId, fileId } = media.store(ROOM, FILE, SENT_AT);
    const sent = { type: 'FILE', createTime: 'Fri Mar 06 16:33:30 CST 2026' };
    const dentries = [null, { id: 1 }, { ...sent, id: '7', name: '夹', type: 'FOLDER' }, { ...sent, id: Number(fileId), name: FILE.name }];
    fake.failNext(`v1.0/storage/spaces/${spaceId}/dentries/listAll`, { answer: { dentries, nextToken: null } });
    expect(await bytesOf(download({ userId: 'u001', quotedAt: +SENT_AT }))).toEqual(FILE.bytes);
  });
});
