import { mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertExport, listExportsOf } from '../../src/db/exports.ts';
import { verifyArchive } from '../../src/usecases/verify-archive.ts';
import type { Heard } from '../helpers/conversation.ts';
import { unzip } from '../helpers/unzip.ts';
import { createPublishedWorld, file, type World } from '../world.ts';

let world: World;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wenming-archive-'));
  world = await createPublishedWorld();
  const { wang, wu } = world;
  await wang.sends(
    [file('读书会方案.pdf'), { name: '录像.mp4', bytes: Buffer.alloc(5_000_000, 'film') }, file('读书笔记.txt', '笔记'.repeat(500))],
    '提交 3',
  );
  await wang.says('完成');
  await wu.says('通过 B1');
});

afterAll(async () => {
  await world.close();
  await rm(dir, { recursive: true, force: true });
});

async function lastLink(): Promise<URL> {
  const answer = await fetch(`${world.url}/sandbox/api/messages?member=zhou&after=0`);
  const { messages } = (await answer.json()) as { messages: Heard[] };
  return new URL(messages.flatMap(({ files }) => files).at(-1)!.url, world.url);
}

async function fetched(link: URL, headers: Record<string, string> = {}): Promise<{ answer: Response; bytes: Buffer }> {
  const answer = await fetch(link, { headers });
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
}

/** Files of the store somebody has open. */
async function openFiles(): Promise<string[]> {
  const numbers = await readdir('/proc/self/fd');
  const targets = await Promise.all(numbers.map((n) => readlink(`/proc/self/fd/${n}`).catch(() => '')));
  return targets.filter((target) => target.startsWith(join(world.app.deps.config.dataDir, 'files')));
}

describe('an archive asked for in chat', () => {
  it('shows beforehand how it will be named', async () => {
    expect(await world.zhou.says('导出 档案 预览')).toMatch(
      /^2023 年度档案现有 3 件已通过的材料（.*● 一、突出.*03-01-机关工会-读书会方案\.pdf\n/s,
    );
    expect(await world.wang.says('导出 档案')).toContain('只有管理员可以导出台账、档案和操作记录');
  });

  it('comes as a link to all of it, and is whole', async () => {
    expect(await world.zhou.says('导出 档案')).toMatch(
      /^正在准备 2023 年度档案（zip）.*备好了：《2023年度文明创建档案-20230612\.zip》（\d+(?:\.\d)? MB）/s,
    );
    const { answer, bytes } = await fetched(await lastLink());
    expect([answer.status, answer.headers.get('accept-ranges')]).toEqual([200, 'bytes']);
    expect(answer.headers.get('content-length')).toBe(String(bytes.length));
    expect((await unzip(bytes)).size).toBe(9);
    const path = join(dir, 'whole.zip');
    await writeFile(path, bytes);
    expect(await verifyArchive(path)).toMatchObject({ files: 8, faults: [] });
    // The store holds evidence once: what is kept for the link is small.
    const [row] = await listExportsOf(world.app.deps.db, 'zhou', 1);
    expect(row).toMatchObject({ kind: 'archive', state: 'ready', size: bytes.length });
    expect(await world.app.deps.files.size(row!.sha256!)).toBeLessThan(200_000);
  });

  it('goes on where a download broke off', async () => {
    const link = await lastLink();
    const { answer, bytes } = await fetched(link);
    const tag = answer.headers.get('etag')!;
    const cuts = [0, 1, 29, 500, 70_000, 1_000_000, 4_900_000, bytes.length - 40, bytes.length];
    const parts: Buffer[] = [];
    for (const [index, from] of cuts.slice(0, -1).entries()) {
      const part = await fetched(link, { range: `bytes=${from}-${cuts[index + 1]! - 1}`, 'if-range': tag });
      expect([part.answer.status, part.answer.headers.get('content-range')]).toEqual([
        206,
        `bytes ${from}-${cuts[index + 1]! - 1}/${bytes.length}`,
      ]);
      parts.push(part.bytes);
    }
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
    const end = await fetched(link, { range: 'bytes=-22' });
    expect([end.answer.status, end.bytes]).toEqual([206, bytes.subarray(-22)]);
    const behind = await fetched(link, { range: `bytes=${bytes.length}-` });
    expect([behind.answer.status, behind.answer.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
    for (const headers of [
      { range: 'bytes=5-9', 'if-range': '"another"' },
      { range: 'bytes=9-5' },
      { range: 'lines=1-2' },
      { range: 'bytes=0-1,5-6' },
    ]) {
      const whole = await fetched(link, headers);
      expect([whole.answer.status, whole.bytes.length]).toEqual([200, bytes.length]);
    }
  });

  it('holds nothing open for readers who left', async () => {
    const link = await lastLink();
    for (let n = 0; n < 20; n++) {
      const leaving = new AbortController();
      const answer = await fetch(link, { signal: leaving.signal });
      await answer.body!.getReader().read();
      leaving.abort();
    }
    await expect.poll(openFiles).toEqual([]);
    expect((await fetch(link, { method: 'HEAD' })).headers.get('content-length')).toMatch(/^50\d{5}$/);
  });

  it('says how far it is', async () => {
    const { db } = world.app.deps;
    const [row] = await listExportsOf(db, 'zhou', 1);
    const until = new Date(Date.now() + 60_000).toISOString();
    const half = {
      state: 'building',
      claimedUntil: until,
      size: null,
      sha256: null,
      expiresAt: null,
      doneBytes: 900,
      totalBytes: 2000,
    } as const;
    await insertExport(db, { ...row!, id: 'half', ...half });
    const before = await listExportsOf(db, 'zhou', 9);
    expect(before[0]).toMatchObject({ id: 'half' });
    await fetch(`${world.url}/webhooks/sandbox`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: 'zhou', text: '导出' }),
    });
    await expect
      .poll(async () => await world.zhou.hears())
      .toMatch(/《2023年度文明创建档案-20230612\.zip》6月12日（周一） \d\d:\d\d 开始准备，已完成 45%/);
    await db.deleteFrom('exports').where('id', '=', 'half').execute();
  });

  it('is gone with what was destroyed, and begun anew where it was being made', async () => {
    const { deps } = world.app;
    const link = await lastLink();
    const [row] = await listExportsOf(deps.db, 'zhou', 1);
    const until = new Date(Date.now() + 60_000).toISOString();
    const building = { state: 'building', claimedUntil: until, size: null, sha256: null, expiresAt: null } as const;
    await world.zhou.says('清除 B1 发错了');
    await insertExport(deps.db, { ...row!, id: 'building', ...building });
    await world.zhou.says('确认清除 B1 发错了');
    const refused = await fetch(link);
    expect([refused.status, await refused.text()]).toEqual([404, expect.stringContaining('材料已被清除')]);
    const kept: string[] = [];
    for await (const key of deps.files.list()) kept.push(key);
    expect(kept).not.toContain(row!.sha256);
    const again = (await listExportsOf(deps.db, 'zhou', 9)).find(({ id }) => id === 'building')!;
    expect(again).toMatchObject({ state: 'ready' });
    const { bytes } = await fetched(await lastLink());
    expect([...(await unzip(bytes)).keys()].filter((path) => path.includes('/'))).toEqual([]);
  });

  it('tells whose file is not what it was', async () => {
    const { wang, wu, zhou } = world;
    await wang.sends(file('重发.pdf'), '提交 3');
    await wang.says('完成');
    await wu.says('通过 B2');
    const { db, config } = world.app.deps;
    const { sha256 } = await db.selectFrom('evidence').select('sha256').where('originalName', '=', '重发.pdf').executeTakeFirstOrThrow();
    await writeFile(join(config.dataDir, 'files', sha256!.slice(0, 2), sha256!), 'other');
    expect(await zhou.says('导出 档案')).toMatch(/档案没有做成：有 1 份材料在存储中找不到或与收到时不一样：《重发\.pdf》/);
  });
});
