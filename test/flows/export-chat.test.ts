import { readXlsx } from 'hucre';
import { afterEach, expect, it } from 'vitest';
import { listAudit } from '../../src/db/audit.ts';
import { changeClaimed, claimExport, insertExport, listExportsOf } from '../../src/db/exports.ts';
import { buildExport } from '../../src/usecases/build-export.ts';
import { clearOldExports } from '../../src/usecases/clear-old-exports.ts';
import { getCurrentPlan } from '../../src/usecases/current-plan.ts';
import { sweep } from '../../src/usecases/sweep.ts';
import type { Heard } from '../helpers/conversation.ts';
import { createPublishedWorld, createWorld, type World } from '../world.ts';

let world: World;

afterEach(() => world.close());

/** Everything 周主任 was ever shown. */
async function shown(): Promise<Heard[]> {
  const answer = await fetch(`${world.url}/sandbox/api/messages?member=zhou&after=0`);
  return ((await answer.json()) as { messages: Heard[] }).messages;
}

/** The link that was given last. */
async function lastLink(): Promise<URL> {
  const links = (await shown()).flatMap(({ files }) => files);
  return new URL(links.at(-1)!.url, world.url);
}

async function lastRow() {
  const [row] = await listExportsOf(world.app.deps.db, 'zhou', 1);
  return row!;
}

it('is made by a job, and comes as a link that works for its person alone', async () => {
  world = await createPublishedWorld();
  expect(await world.zhou.says('导出 台账')).toMatch(
    /^正在准备 2023 年度台账（Excel）.*备好了：《2023年度文明创建台账-20230612\.xlsx》（\d+ KB）。/s,
  );
  const link = await lastLink();
  const answer = await fetch(link);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment;.*20230612\.xlsx/);
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(answer.headers.get('content-length')).toBe(String(bytes.length));
  expect((await readXlsx(bytes)).sheets[0]!.rows[0]![0]).toBe('2023年度院机关文明创建任务台账');
  // Broken off and gone on with, it is one download.
  expect((await fetch(link, { headers: { range: 'bytes=10-' } })).status).toBe(206);
  expect((await listAudit(world.app.deps.db, 2)).map(({ actor, source, summary }) => [actor, source, summary])).toEqual([
    ['zhou', 'link', '周主任下载《2023年度文明创建台账-20230612.xlsx》'],
    ['zhou', 'sandbox', '周主任导出 2023 年度台账（xlsx）'],
  ]);

  for (const [name, value] of Object.entries({ to: 'wang', until: '9999999999', sign: 'x' })) {
    const forged = new URL(link);
    forged.searchParams.set(name, value);
    const refused = await fetch(forged);
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('链接打不开')]);
  }
  const asFile = new URL(link);
  asFile.pathname = asFile.pathname.replace('/exports/', '/files/');
  expect((await fetch(asFile)).status).toBe(403);
  // Who is no admin any more gets nothing by an old link.
  await world.app.deps.db.deleteFrom('memberRoles').where('memberId', '=', 'zhou').execute();
  expect((await fetch(link)).status).toBe(403);
});

it('is for admins, and in a room only the asker hears of it', async () => {
  world = await createPublishedWorld();
  expect(await world.wang.says('导出 台账')).toContain('没有导出：只有管理员可以导出');
  expect(await world.zhou.says('导出 留痕 jsonl', { room: 'all' })).toContain('备好了：《操作留痕-20230612.jsonl》');
  expect((await shown()).filter(({ room, text }) => room !== null && /导出|备好|操作留痕/.test(text))).toEqual([]);
  const lines = (await (await fetch(await lastLink())).text()).trim().split('\n');
  expect(JSON.parse(lines.at(-1)!)).toEqual({ entries: lines.length - 1, head: JSON.parse(lines.at(-2)!).hash });
});

it('says what can be exported, what is ready, and that there is no table yet', async () => {
  world = await createWorld();
  expect(await world.zhou.says('导出 台账')).toContain('还没有导入任务分解表');
  expect(await world.zhou.says('导出')).toMatch(/还没有导出过.*「导出 台账」「导出 台账 Word」「导出 留痕」/s);
  expect(await world.zhou.says('导出 留痕')).toContain('备好了：《操作留痕-20230612.xlsx》');
  expect(await world.zhou.says('导出')).toMatch(
    /《操作留痕-20230612\.xlsx》（6月12日（周一） \d\d:\d\d，\d+ KB，\d+月\d+日（周.）前有效），点下面的链接/,
  );
  expect((await fetch(await lastLink())).status).toBe(200);
});

it('is made once, however often it is asked for and by how many', async () => {
  world = await createPublishedWorld();
  const { deps } = world.app;
  await world.zhou.says('导出 留痕');
  const row = await lastRow();
  const again = { ...row, id: 'again', state: 'building', size: null, sha256: null, expiresAt: null } as const;
  await insertExport(deps.db, again);
  await Promise.all([1, 2, 3].map(() => buildExport(deps, { exportId: 'again' })));
  await world.settle();
  expect((await shown()).filter(({ text }) => text.startsWith('备好了'))).toHaveLength(2);
  // Asked for while it is under way: nothing new is begun.
  const until = new Date(Date.now() + 60_000).toISOString();
  const plan = await getCurrentPlan(deps);
  await insertExport(deps.db, { ...again, id: 'under-way', kind: 'ledger', form: 'docx', planId: plan.id, claimedUntil: until });
  const before = await listExportsOf(deps.db, 'zhou', 10);
  await fetch(`${world.url}/webhooks/sandbox`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: 'zhou', text: '导出 台账 Word' }),
  });
  await expect.poll(async () => (await shown()).at(-1)!.text).toContain('正在准备 2023 年度台账（Word）');
  expect(await listExportsOf(deps.db, 'zhou', 10)).toHaveLength(before.length);
  await deps.db.deleteFrom('exports').where('id', '=', 'under-way').execute();
});

it('is made by another when the process that made it died', async () => {
  world = await createPublishedWorld();
  const { deps } = world.app;
  await world.zhou.says('导出 留痕');
  const row = await lastRow();
  const [now, dead] = [new Date(), new Date(Date.now() - 1_000)].map((instant) => instant!.toISOString());
  await insertExport(deps.db, { ...row, id: 'left', state: 'building', claimedUntil: dead!, size: null, sha256: null, expiresAt: null });
  await sweep(deps);
  await world.settle();
  expect(await lastRow()).toMatchObject({ id: 'left', state: 'ready' });
  // The one that was thought dead comes back, and changes nothing.
  expect(await changeClaimed(deps.db, { id: 'left', claimedUntil: dead! }, { state: 'failed' })).toBe(false);
  expect(await claimExport(deps.db, 'left', { now: now!, until: now! })).toBe(false);
});

it('goes after its time, unless evidence is the same bytes', async () => {
  world = await createPublishedWorld();
  const { deps } = world.app;
  await world.zhou.says('导出 台账');
  const link = await lastLink();
  const bytes = Buffer.from(await (await fetch(link)).arrayBuffer());
  const { sha256 } = await lastRow();
  await world.wang.sends({ name: '台账.xlsx', bytes }, '提交 3');
  const expire = async (): Promise<void> => {
    await deps.db.updateTable('exports').set({ expiresAt: '2020-01-01T00:00:00.000Z' }).execute();
    await clearOldExports(deps);
  };
  await expire();
  expect((await fetch(link)).status).toBe(404);
  expect(await deps.files.size(sha256!)).toBe(bytes.length);

  await world.zhou.says('导出 留痕');
  const other = await lastRow();
  await expire();
  expect(await deps.files.size(other.sha256!)).toBeUndefined();
  expect(await world.zhou.says('导出')).toContain('还没有导出过，或已过期');
});
