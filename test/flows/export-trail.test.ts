import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx } from 'hucre';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listAudit } from '../../src/db/audit.ts';
import { cli, settingsOf } from '../helpers/cli.ts';
import { createPublishedWorld, file, type World } from '../world.ts';

let world: World;
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wenming-trail-'));
  world = await createPublishedWorld();
  await world.wang.sends([file('方案.pdf')], '提交 3');
  await world.wang.says('完成');
  await world.wu.says('退回 B1 R10 =1+1 请补公章');
});

afterEach(async () => {
  await world.close();
  await rm(dir, { recursive: true, force: true });
});

it('is every entry as it is chained, and ends with the head that proves them', async () => {
  const out = join(dir, 'trail.jsonl');
  expect((await cli(settingsOf(world), 'export', 'trail', '--out', out)).code).toBe(0);
  const lines = (await readFile(out, 'utf8')).split('\n').slice(0, -1);
  const [newest] = await listAudit(world.app.deps.db, 1);
  expect(JSON.parse(lines.at(-1)!)).toEqual({ entries: newest!.n, head: newest!.hash });
  expect(JSON.parse(lines.at(-2)!)).toEqual(newest);
  expect(lines).toHaveLength(newest!.n + 1);

  const verify = async (...changed: string[]) => {
    await writeFile(out, changed.map((line) => `${line}\n`).join(''));
    // Without any database: whoever has the file can do it.
    return cli({}, 'verify', out);
  };
  expect(await verify(...lines)).toEqual({ code: 0, said: `Whole: ${newest!.n} audit entries up to ${newest!.hash}.\n` });
  const forged = lines.map((line) => line.replace('请补公章', '请补签名'));
  expect(await verify(...forged)).toMatchObject({ code: 1, said: expect.stringContaining(`entry ${newest!.n} was changed`) });
  expect(await verify(...lines.toSpliced(1, 1))).toMatchObject({ code: 1, said: expect.stringContaining('entry 2 is missing') });
  expect(await verify(...lines.toSpliced(-2, 1))).toMatchObject({
    code: 1,
    said: expect.stringContaining(`entry ${newest!.n} is missing`),
  });
  expect(await verify(...lines.slice(0, -1))).toMatchObject({ code: 1, said: expect.stringContaining('ends before its head') });
  expect(await verify('no json')).toMatchObject({ code: 1, said: expect.stringContaining('is no exported audit trail') });
});

it('is of no year', async () => {
  const refused = await cli(settingsOf(world), 'export', 'trail', '--year', '2022', '--out', join(dir, 'trail.jsonl'));
  expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('--year is for a ledger or an archive') });
});

it('can be read as a sheet, with names and numbers, and shows its head', async () => {
  const out = join(dir, '留痕.xlsx');
  expect((await cli(settingsOf(world), 'export', 'trail', '--out', out)).code).toBe(0);
  const [newest] = await listAudit(world.app.deps.db, 1);
  const rows = (await readXlsx(await readFile(out))).sheets[0]!.rows;
  expect(rows.at(-2)).toEqual([
    newest!.n,
    '2023-06-12 09:30',
    '吴审核',
    '演示环境',
    '第3项 B1',
    expect.stringContaining('=1+1 请补公章'),
    newest!.hash,
  ]);
  expect(rows.at(-1)![0]).toBe(`共 ${newest!.n} 条，链首校验码 ${newest!.hash}`);
});
