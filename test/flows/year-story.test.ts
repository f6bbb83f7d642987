import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Heard } from '../helpers/conversation.ts';
import { DIALECT } from '../helpers/databases.ts';
import { startRedis, type RedisServer } from '../helpers/redis.ts';
import { createWorld, file, type World } from '../world.ts';
import { tellTheYear } from './year-story.ts';

describe.each(['the in-process queue', 'BullMQ on Redis'])(`the first conversation on ${DIALECT}, with %s`, (queue) => {
  let redis: RedisServer | undefined;
  let world: World;
  let dir: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'wenming-year-'));
    redis = queue === 'BullMQ on Redis' ? await startRedis() : undefined;
    world = await createWorld({ now: '2023-06-12 09:30', ...(redis === undefined ? {} : { redisUrl: redis.url }) });
  });

  afterAll(async () => {
    await world.close();
    await redis?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  tellTheYear(() => world);

  it('ends with an archive in which a stranger finds each approved piece under its item, and what every item lacks', async () => {
    const { zhou, wu, zhang } = world;
    await zhang.sends([file('科普进社区活动总结.pdf'), file('20230518 科普讲座.jpg')], '提交 10');
    await zhang.says('完成');
    expect(await wu.says('通过 B2 B3')).toMatch(/B2 已通过[\s\S]*B3 已通过/);
    expect(await zhou.says('加分 荣誉称号 第2种 2023-07-06 获评省级先进 川文明〔2023〕8号')).toMatch(/J1/);
    await world.at('2023-12-20 10:00');

    await zhou.says('导出 档案');
    await zhou.says('导出 台账');
    const links = (await listFilesFor(world, 'zhou')).map(({ name, url }) => ({ name, url: new URL(url, world.url) }));
    expect(links.map(({ name }) => name)).toEqual([expect.stringMatching(/档案.*\.zip$/), expect.stringMatching(/台账.*\.xlsx$/)]);
    for (const { name, url } of links) await writeFile(join(dir, name), Buffer.from(await (await fetch(url)).arrayBuffer()));
    const [archive, ledger] = links.map(({ name }) => join(dir, name));

    const to = join(dir, 'opened');
    await run('python3', ['-m', 'zipfile', '-e', archive!, to], { env: { ...process.env, LANG: 'C.UTF-8' } });
    await run('sha256sum', ['-c', '--strict', 'SHA256SUMS'], { cwd: to });
    const found = (await readdir(to, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const inFolders = found.map(({ parentPath, name }) => join(parentPath, name).slice(to.length + 1)).filter((path) => path.includes('/'));
    const approved = await listApproved(world);
    expect(approved.length).toBeGreaterThan(3);
    const held = await Promise.all(inFolders.map(async (path) => `${itemOf(path)} ${await hashOf(join(to, path))}`));
    expect(held.toSorted()).toEqual(approved.map(({ code, sha256 }) => `${code} ${sha256}`).toSorted());

    const gaps = (await readFile(join(to, '缺项.txt'), 'utf8')).split('\n\n').slice(1);
    const owed = Map.groupBy(await listOwed(world), ({ code }) => code);
    for (const [code, those] of owed) {
      const said = gaps.find((lines) => lines.startsWith(`第${code}项`))!;
      for (const { department } of those) expect(said).toContain(department);
    }
    expect(gaps.filter((lines) => lines.includes('：齐全'))).toHaveLength(22 - owed.size);

    const scored = /现在 (\d+(?:\.\d+)?) 分/.exec(await zhou.says('得分'))![1];
    for (const path of [ledger!, join(to, '台账.xlsx')]) {
      const rows = (await readXlsx(await readFile(path))).sheets[0]!.rows;
      expect(String(rows.at(-1)![0])).toContain(`＝ ${scored} 分`);
    }
  });
});

const run = promisify(execFile);

async function listFilesFor({ url }: World, member: string): Promise<Heard['files']> {
  const answer = await fetch(`${url}/sandbox/api/messages?member=${member}&after=0`);
  const { messages } = (await answer.json()) as { messages: Heard[] };
  return messages.flatMap(({ files }) => files);
}

async function hashOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

/** 03 of `一、…/（03）开展全民阅读/03-01-….pdf`, without the zero; the folder and the file say the same. */
function itemOf(path: string): string {
  const [, folder, name] = /\/（0*(\d+)）[^/]*\/0*(\d+)-\d+-/.exec(path)!;
  expect(folder).toBe(name);
  return folder!;
}

async function listApproved({ app }: World): Promise<{ code: string; sha256: string | null }[]> {
  return app.deps.db
    .selectFrom('evidence')
    .innerJoin('submissions', 'submissions.id', 'evidence.submissionId')
    .innerJoin('deliverables', 'deliverables.id', 'submissions.deliverableId')
    .innerJoin('tasks', 'tasks.id', 'deliverables.taskId')
    .select(['code', 'sha256'])
    .where('submissions.state', '=', 'approved')
    .where('evidence.state', '=', 'stored')
    .execute();
}

/** What is not approved by the end of the year, and whose it is. */
async function listOwed({ app }: World): Promise<{ code: string; department: string }[]> {
  return app.deps.db
    .selectFrom('deliverables')
    .innerJoin('tasks', 'tasks.id', 'deliverables.taskId')
    .innerJoin('departments', 'departments.id', 'deliverables.departmentId')
    .select(['code', 'departments.name as department'])
    .where('deliverables.state', '<>', 'approved')
    .execute();
}
