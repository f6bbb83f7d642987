import { randomFillSync } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyArchive } from '../../src/usecases/verify-archive.ts';
import { cli, settingsOf } from '../helpers/cli.ts';
import { unzip } from '../helpers/unzip.ts';
import { createPublishedWorld, file, type World } from '../world.ts';

let world: World;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wenming-archive-'));
  world = await createPublishedWorld();
  const { wang, wu } = world;
  await wang.sends(file('方案.pdf'), '提交 3');
  await wang.says('完成');
  await wu.says('退回 B1 R3 请盖章');
  const pixels = randomFillSync(Buffer.alloc(2400 * 1600 * 3));
  const photo = await sharp(pixels, { raw: { width: 2400, height: 1600, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer();
  await wang.sends([file('方案（修改）.pdf'), { name: '现场 20230420.jpg', bytes: photo }, file('假的.heic')], '提交 3');
  await wang.says('提交 3 https://example.org/读书 机关/读书会');
  await wang.says('提交文字 3 四月开展读书会一次。\n=1+1');
  await wang.says('登记 3 院办〔2023〕5号 会议纪要 2023-05-08 办公室保密柜');
  await wang.says('完成');
  await wu.says('通过 B1');
});

afterAll(async () => {
  await world.close();
  await rm(dir, { recursive: true, force: true });
});

/** The archive as the operator has it made with these settings. */
async function archived(settings: string): Promise<{ out: string; files: Map<string, Buffer> }> {
  const config = await mkdtemp(join(dir, 'config-'));
  await cp('config', config, { recursive: true });
  await writeFile(join(config, 'archive.yaml'), settings);
  const out = join(config, 'archive.zip');
  const made = await cli({ ...settingsOf(world), CONFIG_DIR: config }, 'export', 'archive', '--out', out);
  expect(made).toEqual({ code: 0, said: `${out}: written.\n` });
  return { out, files: await unzip(await readFile(out)) };
}

const OWN = ['卷内目录.xlsx', '卷内目录.docx', '台账.xlsx', '缺项.txt', 'manifest.json', 'SHA256SUMS'];

it('has links, words and entries of the register as texts', async () => {
  const { files } = await archived(await readFile('config/archive.yaml', 'utf8'));
  const text = (name: string): string => files.get([...files.keys()].find((path) => path.endsWith(name))!)!.toString();
  expect(text('-机关_读书会.txt')).toBe('网页链接\n题名：机关/读书会\n网址：https://example.org/读书\n报送：B1 机关工会\n');
  expect(text('-四月开展读书会一次.txt')).toBe('文字材料\n题名：四月开展读书会一次\n报送：B1 机关工会\n\n四月开展读书会一次。\n=1+1\n');
  expect(text('-会议纪要-20230508.txt')).toContain('文号：院办〔2023〕5号\n形成日期：2023-05-08\n存放处：办公室保密柜\n');
  expect([...files.keys()].filter((path) => !OWN.includes(path))).toHaveLength(6);
});

it('has old versions and small copies where they are wanted, named by the rule that is wanted', async () => {
  const settings = 'folder: "{项号} {题名}"\nfile: "{编号}-{名称}"\noldVersions: true\npictureCopies: true\n';
  const { out, files } = await archived(settings);
  expect(
    [...files.keys()]
      .filter((path) => !OWN.includes(path))
      .map((path) => path.replace('03 开展全民阅读进机关活动/', ''))
      .toSorted(),
  ).toEqual(
    [
      'B1-方案-v1.pdf',
      'B1-方案（修改）.pdf',
      'B1-现场 20230420.jpg',
      'B1-现场 20230420-2MB.jpg',
      'B1-假的.heic',
      'B1-机关_读书会.txt',
      'B1-四月开展读书会一次.txt',
      'B1-会议纪要.txt',
    ].toSorted(),
  );
  const copy = files.get('03 开展全民阅读进机关活动/B1-现场 20230420-2MB.jpg')!;
  expect(copy.length).toBeLessThanOrEqual(2 * 1024 * 1024);
  expect((await sharp(copy).metadata()).width).toBeGreaterThan(1000);
  expect(await verifyArchive(out)).toMatchObject({ files: 13, faults: [] });
});
