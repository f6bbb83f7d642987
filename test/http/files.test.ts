import { Readable } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Deps } from '../../src/usecases/deps.ts';
import { signFileLink, signPreviewLink } from '../../src/usecases/file-links.ts';
import { serve } from './serve.ts';

const NAME = '读书会照片 20230420 “二楼”阅览室.png';

/** A stored file of 张三, as a use case would leave it. */
async function store(deps: Deps, bytes: string, mime: string | null, previewSha256: string | null = null): Promise<string> {
  const { sha256, size } = await keep(deps, bytes);
  const [burstId, id, now] = [deps.newId(), deps.newId(), deps.clock.now().toISOString()];
  const burst = { id: burstId, memberId: 'zhang', channel: 'sandbox', roomId: '', deliverableId: null, question: null };
  await deps.db
    .insertInto('bursts')
    .values({ ...burst, candidates: '[]', note: '', endsAt: now, ended: 1 })
    .execute();
  const from = { burstId, submissionId: null, version: null, inboundId: 'i', attachmentId: id, memberId: 'zhang', receivedAt: now };
  await deps.db
    .insertInto('evidence')
    .values({
      id,
      ...from,
      state: 'stored',
      originalName: NAME,
      safeName: 'x.png',
      size,
      sha256,
      previewSha256,
      mime,
      remark: null,
      attempts: 0,
      purgedAt: null,
      purgedBy: null,
      purgeReason: null,
      bytesToRemove: 0,
    })
    .execute();
  return id;
}

async function keep({ files }: Deps, bytes: string): Promise<{ sha256: string; size: number }> {
  const staged = await files.stage(Readable.from([Buffer.from(bytes)]), 1000);
  await files.commit(staged, staged.sha256);
  return staged;
}

afterEach(() => vi.useRealTimers());

describe('GET /files/:id', () => {
  it('gives the file with its own name to whoever has the link', async () => {
    const { app, get } = await serve();
    const answer = await get(signFileLink(app.deps, await store(app.deps, 'bytes', 'image/png'), 'zhang'));
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('bytes');
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const disposition = answer.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^inline; /);
    expect(decodeURIComponent(disposition)).toContain(NAME);
  });

  it.each(['text/html', 'image/svg+xml', 'application/zip', null])('never shows %s in the browser, only saves it', async (mime) => {
    const { app, get } = await serve();
    const answer = await get(signFileLink(app.deps, await store(app.deps, '<script>', mime), 'zhang'));
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
  });

  it('stays closed when a part of the link was changed', async () => {
    const { app, get } = await serve();
    const link = signFileLink(app.deps, await store(app.deps, 'bytes', null), 'zhang');
    const changed = [
      link.replace('to=zhang', 'to=wang'),
      link.replace(/until=\d/, 'until=9'),
      link.replace(/sign=./, 'sign=.'),
      link.replace(/&sign=.*/, ''),
      link.replace(/\?.*/, ''),
      link.replace(/files\/./, 'files/_'),
    ];
    for (const wrong of changed) {
      const answer = await get(wrong);
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain('链接打不开');
    }
  });

  it('closes after 30 days', async () => {
    const { app, get } = await serve();
    const link = signFileLink(app.deps, await store(app.deps, 'bytes', null), 'zhang');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * 86_400_000 });
    const answer = await get(link);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('链接已过期');
  });

  it('says so when the bytes are gone', async () => {
    const { app, get } = await serve();
    const id = await store(app.deps, 'bytes', null);
    await app.deps.db.updateTable('evidence').set({ state: 'failed', sha256: null }).execute();
    expect((await get(signFileLink(app.deps, id, 'zhang'))).status).toBe(404);
  });

  it('begins with PUBLIC_URL where there is one', async () => {
    const { app } = await serve({ PUBLIC_URL: 'https://bot.example/' });
    expect(signFileLink(app.deps, 'e1', '张 三&')).toMatch(
      /^https:\/\/bot\.example\/files\/e1\?to=%E5%BC%A0\+%E4%B8%89%26&until=\d+&sign=[\w-]{43}$/,
    );
  });
});

describe('GET /previews/:id', () => {
  it('shows the small picture, as a JPEG whatever the file is', async () => {
    const { app, get } = await serve();
    const { sha256 } = await keep(app.deps, 'small');
    const answer = await get(signPreviewLink(app.deps, await store(app.deps, '<svg>', 'image/svg+xml', sha256), 'zhang'));
    expect([answer.status, await answer.text()]).toEqual([200, 'small']);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(answer.headers.get('content-disposition')).toMatch(/^inline; .*\.jpg/);
  });

  it('opens neither the file itself, nor by a link to that', async () => {
    const { app, get } = await serve();
    const { sha256 } = await keep(app.deps, 'small');
    const id = await store(app.deps, 'bytes', 'image/png', sha256);
    const [picture, whole] = [signPreviewLink(app.deps, id, 'zhang'), signFileLink(app.deps, id, 'zhang')];
    expect((await get(picture.replace('previews', 'files'))).status).toBe(403);
    expect((await get(whole.replace('files', 'previews'))).status).toBe(403);
  });

  it('says so where there is none, or the file was destroyed', async () => {
    const { app, get } = await serve();
    const link = signPreviewLink(app.deps, await store(app.deps, 'bytes', 'image/png'), 'zhang');
    expect((await get(link)).status).toBe(404);
    await app.deps.db.updateTable('evidence').set({ purgedAt: app.deps.clock.now().toISOString() }).execute();
    expect((await get(link)).status).toBe(410);
  });
});
