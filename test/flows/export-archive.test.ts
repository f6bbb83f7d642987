import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAudit } from '../../src/db/audit.ts';
import { readDocx } from '../../src/importer/readers/docx.ts';
import { compareWithDatabase, verifyArchive } from '../../src/usecases/verify-archive.ts';
import { cli, settingsOf } from '../helpers/cli.ts';
import { unzip } from '../helpers/unzip.ts';
import { zip } from '../helpers/zip.ts';
import { createPublishedWorld, file, type World } from '../world.ts';

const run = promisify(execFile);

let world: World;
let dir: string;
let out: string;
let made: { code: number; said: string };

/** A summer of the year: something approved, something waiting, something repaired, the rest owed. */
async function livedYear(): Promise<void> {
  world = await createPublishedWorld();
  const { wang, li, wu } = world;
  await wang.sends([file('读书会方案 20230605.pdf'), file('=cmd|照片.jpg'), file('读书笔记.txt')], '提交 3');
  await wang.says('完成');
  await wu.says('通过 B1');
  await world.person('zhao').sends([file('全民阅读总结.pdf')], '提交 3');
  await world.person('zhao').says('完成');
  await wu.says('通过 B2');
  await li.sends([file('研判报告.pdf')], '提交 6');
  await li.says('完成');
  await wu.says('退回 B3 R7 请补数据');
  await li.sends([file('研判报告（补）.pdf')], '提交 6');
  await li.says('完成');
  await wu.says('通过 B3');
  await world.zhang.sends([file('第一议题.pdf')], '提交 1');
  await world.zhang.says('完成');
  await world.at('2023-07-05 10:00');
}

const READING = '一、突出政治建设深化理论武装/（03）开展全民阅读进机关活动';

describe('the archive', () => {
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'wenming-archive-'));
    out = join(dir, '档案.zip');
    await livedYear();
    made = await cli(settingsOf(world), 'export', 'archive', '--out', out);
  });

  afterAll(async () => {
    await world.close();
    await rm(dir, { recursive: true, force: true });
  });

  it.each([
    ['unzip', (to: string) => run('unzip', ['-q', out, '-d', to], { env: { ...process.env, LANG: 'C.UTF-8' } })],
    ['zipfile of Python', (to: string) => run('python3', ['-m', 'zipfile', '-e', out, to], { env: { ...process.env, LANG: 'C.UTF-8' } })],
    ['bsdtar', (to: string) => run('bsdtar', ['-xf', out, '-C', to], { env: { ...process.env, LANG: 'C.UTF-8' } })],
  ])('opens with %s: each approved piece under its item, and sha256sum finds all of it', async (_, open) => {
    expect(made).toEqual({ code: 0, said: `${out}: written.\n` });
    const to = await mkdtemp(join(dir, 'opened-'));
    await open(to);
    const names = (await readdir(to, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(to.length + 1));
    expect(names.toSorted()).toEqual(
      [
        'SHA256SUMS',
        'manifest.json',
        '卷内目录.xlsx',
        '卷内目录.docx',
        '台账.xlsx',
        '缺项.txt',
        `${READING}/03-01-机关党委-全民阅读总结.pdf`,
        `${READING}/03-02-机关工会-读书会方案 20230605.pdf`,
        `${READING}/03-03-机关工会-=cmd_照片.jpg`,
        `${READING}/03-04-机关工会-读书笔记.txt`,
        '一、突出政治建设深化理论武装/（06）严格落实意识形态工作责任制和网络意识形态工作责任制/06-01-地质信息室-研判报告（补）.pdf',
      ].toSorted(),
    );
    const sums = await run('sha256sum', ['-c', '--strict', 'SHA256SUMS'], { cwd: to });
    expect(sums.stdout.trim().split('\n')).toHaveLength(names.length - 1);
    expect(sums.stderr).toBe('');
    expect(await readFile(join(to, READING, '03-02-机关工会-读书会方案 20230605.pdf'))).toEqual(
      Buffer.from(file('读书会方案 20230605.pdf').bytes),
    );
  });

  it('lists what lies in it, what is missing, and what it brings, in words a stranger can follow', async () => {
    const files = await unzip(await readFile(out));
    const [sheet] = (await readXlsx(files.get('卷内目录.xlsx')!)).sheets;
    const rows = sheet!.rows.map((row) => row.map((cell) => cell ?? ''));
    expect(rows[1]![0]).toBe('共 5 件　制表日期：2023年7月5日');
    expect(rows[2]).toEqual(['序号', '责任者', '文号', '题名', '日期', '页数', '备注']);
    expect(rows).toContainEqual(['03-02', '机关工会', '', '读书会方案 20230605', '20230605', 1, 'B1；日期未确认']);
    expect(rows).toContainEqual(['03-04', '机关工会', '', '读书笔记', '', '', 'B1']);
    expect(rows.map(([first]) => first)).toContain('第3项　开展全民阅读进机关活动（4 件）');
    const { tables } = await readDocx(files.get('卷内目录.docx')!);
    expect(tables[0]!.rows).toHaveLength(sheet!.rows.length - 2);

    const gaps = files.get('缺项.txt')!.toString();
    expect(gaps).toMatch(
      /^2023年度院机关文明创建任务档案　缺项说明\n制作时间：2023-07-05 10:\d\d\n共 22 项，材料齐全 1 项，有缺项 21 项。\n/,
    );
    expect(gaps).toContain('（已收 0 件）\n　　办公室，年中：待审核\n　　机关党委，年中：缺材料，6月30日截止；已逾期\n');
    expect(gaps).toContain('第3项　开展全民阅读进机关活动（已收 4 件）：齐全\n');
    expect(gaps.match(/^第\d+项/gm)).toHaveLength(22);
    const ledger = (await readXlsx(files.get('台账.xlsx')!)).sheets[0]!.rows;
    expect(String(ledger.at(-1)![0])).toMatch(/^合计（审核）：5 ＋ 加分 0 － 扣分 0 ＝ 5 分$/);

    const manifest = JSON.parse(files.get('manifest.json')!.toString());
    expect(manifest.pieces).toHaveLength(5);
    expect(manifest.pieces[1]).toMatchObject({
      place: '03-02',
      submission: 'B1',
      originalName: '读书会方案 20230605.pdf',
      approvedBy: '吴审核',
    });
    const [newest] = await listAudit(world.app.deps.db, 1);
    expect(manifest.audit).toEqual({ entries: newest!.n, head: newest!.hash });
    expect(manifest.lacking).not.toContain('3');
  });

  it('shows beforehand how its files will be called, how much there is, and what is missing', async () => {
    const { code, said } = await cli(settingsOf(world), 'export', 'archive', '--preview');
    expect(code).toBe(0);
    expect(said).toMatch(/^2023 年度档案现有 5 件已通过的材料（\d+ KB），22 项中 1 项齐全、21 项有缺。\n文件这样命名：\n● 一、突出/);
    expect(said).toContain(`● ${READING}/03-02-机关工会-读书会方案 20230605.pdf\n`);
    expect((await cli(settingsOf(world), 'export', 'ledger', '--preview')).said).toContain('--preview is for an archive');
  });

  it('is verified without the database, and with the trail it was made from', async () => {
    const trail = join(dir, 'trail.jsonl');
    await world.zhou.says('留痕 3');
    await cli(settingsOf(world), 'export', 'trail', '--out', trail);
    const verified = await cli({}, 'verify', out, trail);
    expect(verified).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^Whole: 10 files of the year 2023, .*\nWhole: \d+ audit entries/),
    });
    const lines = (await readFile(trail, 'utf8')).split('\n');
    const { entries } = (await verifyArchive(out)).manifest.audit;
    const before = lines.slice(0, entries - 1);
    const head = { entries: entries - 1, head: (JSON.parse(before.at(-1)!) as { hash: string }).hash };
    await writeFile(trail, [...before, JSON.stringify(head), ''].join('\n'));
    expect(await cli({}, 'verify', out, trail)).toMatchObject({
      code: 1,
      said: expect.stringContaining(`ends at entry ${entries - 1}, before the archive was made (entry ${entries}). Export it again`),
    });
    await writeFile(trail, lines.map((line) => line.replace(/"(?:hash|head)":"../, (found) => `${found.slice(0, -2)}00`)).join('\n'));
    expect(await cli({}, 'verify', out, trail)).toMatchObject({
      code: 1,
      said: expect.stringContaining('is not the trail the archive was made from'),
    });
  });

  it('names what was changed, taken out, added, renamed or cut off since', async () => {
    const whole = await unzip(await readFile(out));
    const path = `${READING}/03-04-机关工会-读书笔记.txt`;
    const other = join(dir, 'other.zip');
    const faultsOf = async (files: Map<string, Buffer>): Promise<string[]> => {
      await writeFile(other, zip([...files].map(([name, data]) => ({ name, data }))));
      return (await verifyArchive(other)).faults;
    };
    expect(await faultsOf(whole)).toEqual([]);
    const without = new Map(whole);
    without.delete(path);
    const changed = new Map(whole).set(path, Buffer.from('别的'));
    const sum = createHash('sha256').update('别的').digest('hex');
    const sums = whole
      .get('SHA256SUMS')!
      .toString()
      .replace(/[0-9a-f]{64}(?=  \S*03-04)/, sum);
    expect(await faultsOf(without)).toEqual([`${path} is missing.`]);
    expect(await faultsOf(changed)).toEqual([`${path} was changed.`]);
    expect(await faultsOf(new Map(changed).set('SHA256SUMS', Buffer.from(sums)))).toEqual([
      `${path} is in manifest.json with other bytes than in SHA256SUMS.`,
    ]);
    expect(await faultsOf(new Map(whole).set('更多.pdf', Buffer.from('x')))).toEqual(['更多.pdf was added.']);
    const renamed = `${READING}/03-04-机关党委-读书笔记.txt`;
    expect(await faultsOf(new Map(without).set(renamed, whole.get(path)!))).toEqual([`${path} is missing.`, `${renamed} was added.`]);
    await expect(faultsOf(new Map([['a.txt', Buffer.from('another zip')]]))).rejects.toThrow('has no readable manifest.json');

    const bytes = await readFile(out);
    await writeFile(other, bytes.subarray(0, bytes.length - 30));
    await expect(verifyArchive(other)).rejects.toThrow('is no zip, or was cut off');
    await writeFile(other, '不是压缩包');
    expect(await cli({}, 'verify', other)).toMatchObject({ code: 1, said: expect.stringContaining('is no zip, or was cut off') });
    await expect(verifyArchive(join(dir, 'nowhere.zip'))).rejects.toThrow('cannot be read (ENOENT)');
    bytes[bytes.indexOf('(wenming)')]! ^= 1;
    await writeFile(other, bytes);
    expect(await cli({}, 'verify', other)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/03-01\S*\.pdf was changed\.\nNOT whole: 1 fault /),
    });
  });

  it('is known to the database it was made from, and a made-up one is not', async () => {
    const { manifest } = await verifyArchive(out);
    const { deps } = world.app;
    expect(await compareWithDatabase(deps, manifest)).toEqual([]);
    const [first, second, ...others] = manifest.pieces;
    const pieces = [{ ...first!, sha256: '0'.repeat(64) }, { ...second!, evidence: 'made up' }, ...others];
    expect(await compareWithDatabase(deps, { ...manifest, pieces, audit: { ...manifest.audit, head: '0'.repeat(64) } })).toEqual([
      `${first!.path} is not what was handed in.`,
      `${second!.path} was never handed in here.`,
      'The audit trail (操作留痕) of this database is not the one the archive was made from.',
    ]);
    expect(await cli(settingsOf(world), 'verify', '--here', out)).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^Whole: 10 files/),
    });
  });

  it('is not made of what is no longer what was handed in, and says whose file it is', async () => {
    const { db, files, config } = world.app.deps;
    const stored = await db.selectFrom('evidence').select('sha256').where('originalName', '=', '读书笔记.txt').executeTakeFirstOrThrow();
    await writeFile(join(config.dataDir, 'files', stored.sha256!.slice(0, 2), stored.sha256!), 'other bytes');
    const again = join(dir, 'again.zip');
    expect(await cli(settingsOf(world), 'export', 'archive', '--out', again)).toMatchObject({
      code: 1,
      said: expect.stringContaining('有 1 份材料在存储中找不到或与收到时不一样：《读书笔记.txt》'),
    });
    await files.remove(stored.sha256!);
    expect((await cli(settingsOf(world), 'export', 'archive', '--out', again)).said).toContain('《读书笔记.txt》');
    expect((await readdir(dir)).filter((name) => name.startsWith('again'))).toEqual([]);
    expect(await readdir(join(config.dataDir, 'files', 'staging'))).toEqual([]);
  });
});
