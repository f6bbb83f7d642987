import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeBytes } from '../../src/usecases/remove-bytes.ts';
import { verify } from '../../src/usecases/verify.ts';
import { createPublishedWorld, file, type World } from '../world.ts';

let world: World;

beforeEach(async () => {
  world = await createPublishedWorld();
});
afterEach(() => world.close());

const photo = await sharp({ create: { width: 2000, height: 1000, channels: 3, background: '#a00' } })
  .png()
  .toBuffer();
const evidence = () => world.app.deps.db.selectFrom('evidence').selectAll().orderBy('originalName').execute();

it('a handed-in picture has a small one beside it, other files have none', async () => {
  const receipt = await world.wang.sends([{ name: '4月20日读书会.png', bytes: photo }, file('读书会方案.txt')], '提交 3');
  expect(receipt).toContain('编号 B1，共 2 份');
  const [picture, paper] = await evidence();
  expect(paper!.previewSha256).toBeNull();
  const { files, db } = world.app.deps;
  const small = Buffer.concat(await (await files.open(picture!.previewSha256!)).toArray());
  expect(await sharp(small).metadata()).toMatchObject({ format: 'jpeg', width: 1200, height: 600 });
  expect(await verify({ files, db })).toMatchObject({ faults: [] });
});

it('清除 destroys it with its file', async () => {
  await world.wang.sends({ name: '4月20日读书会.png', bytes: photo }, '提交 3');
  await world.wang.says('完成');
  const [{ id, sha256, previewSha256 }] = (await evidence()) as [Awaited<ReturnType<typeof evidence>>[0]];
  await world.zhou.says('确认清除 B1 误传');
  await removeBytes(world.app.deps, id);
  const { files } = world.app.deps;
  expect([await files.size(sha256!), await files.size(previewSha256!)]).toEqual([undefined, undefined]);
});

it('a picture that cannot be drawn is kept all the same', async () => {
  await world.wang.sends({ name: '4月20日读书会.png', bytes: photo.subarray(0, 40) }, '提交 3');
  expect(await evidence()).toEqual([expect.objectContaining({ state: 'stored', previewSha256: null })]);
});
