import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeBytes } from '../../src/usecases/remove-bytes.ts';
import { storeEvidence } from '../../src/usecases/store-evidence.ts';
import { verify } from '../../src/usecases/verify.ts';
import { createPublishedWorld, file, type World } from '../world.ts';

let world: World;

beforeEach(async () => {
  world = await createPublishedWorld();
});

afterEach(() => world.close());

const same = file('合影.pdf', '同样的内容');
/** Two files that look the same: what they share is their preview. */
const photo = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#a00' } })
  .png()
  .toBuffer();
const alike = [photo, Buffer.concat([photo, Buffer.from('\n')])].map((bytes) => ({ name: '合影.png', bytes }));

it.each([
  ['a file', 'before', same, same],
  ['a file', 'after', same, same],
  ['a preview', 'before', alike[0]!, alike[1]!],
  ['a preview', 'after', alike[0]!, alike[1]!],
] as const)('keeps %s that is stored again while its bytes are removed, %s it was put away', async (_, moment, first, second) => {
  const { deps } = world.app;
  const evidence = () => deps.db.selectFrom('evidence').selectAll().orderBy('receivedAt').execute();
  await world.wang.sends(first, '提交 3');
  await world.wang.says('完成');
  await world.zhou.says('确认清除 B1 误传');
  await world.at('2023-06-12 10:30');
  await world.wang.sends(second, '提交 10');
  const [purged, again] = await evidence();
  // Both are under way: the removal of the first, and the storing of the second.
  await deps.db.updateTable('evidence').set({ bytesToRemove: 1 }).where('id', '=', purged!.id).execute();
  await deps.db
    .updateTable('evidence')
    .set({ state: 'pending', submissionId: null, version: null, sha256: null, previewSha256: null })
    .where('id', '=', again!.id)
    .execute();
  const { files } = deps;
  const meanwhile = {
    ...files,
    commit: async (...staged: Parameters<typeof files.commit>) => {
      if (moment === 'before') await removeBytes(deps, purged!.id);
      await files.commit(...staged);
      if (moment === 'after') await removeBytes(deps, purged!.id);
    },
  };
  await storeEvidence({ ...deps, files: meanwhile }, again!.id);
  await world.settle();
  await removeBytes(deps, purged!.id);
  expect((await evidence()).map(({ state, bytesToRemove }) => [state, bytesToRemove])).toEqual([
    ['stored', 0],
    ['stored', 0],
  ]);
  expect((await verify(deps)).faults).toEqual([]);
});
