import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Deps } from '../../src/usecases/deps.ts';
import { removeOrphans } from '../../src/usecases/remove-orphans.ts';
import { verify } from '../../src/usecases/verify.ts';
import { listKeys } from '../files/file-store-contract.ts';
import { createPublishedWorld, file, type World } from '../world.ts';

let world: World;
let deps: Deps;

beforeEach(async () => {
  world = await createPublishedWorld();
  ({ deps } = world.app);
  await world.wang.sends([file('方案.txt'), file('名单.txt'), file('小结.txt')], '提交 3');
  await world.wang.says('完成');
});

afterEach(() => world.close());

/** As a process leaves them that dies before the row says what became of them. */
async function keep(content: string): Promise<string> {
  const staged = await deps.files.stage(Readable.from([Buffer.from(content)]), 1000);
  await deps.files.commit(staged, staged.sha256);
  return staged.sha256;
}

/** Somebody is about to store these bytes, and will not have done so before the test ends. */
async function claim(evidenceId: string, sha256: string): Promise<void> {
  const nextAttemptAt = new Date(Date.now() + 60_000).toISOString();
  await deps.db.updateTable('evidence').set({ state: 'pending', sha256, nextAttemptAt }).where('id', '=', evidenceId).execute();
}

const stored = async (): Promise<Set<string>> => new Set(await listKeys(deps.files));
const evidence = () => deps.db.selectFrom('evidence').selectAll().orderBy('position').execute();

it('are removed, and nothing that belongs to something is', async () => {
  const [preview, paper, claimed] = [await keep('预览'), await keep('台账'), await keep('正在收')];
  const [first, second, last] = await evidence();
  await deps.db.updateTable('evidence').set({ previewSha256: preview }).where('id', '=', first!.id).execute();
  await world.zhou.says('导出 台账');
  await deps.db.updateTable('exports').set({ sha256: paper }).execute();
  await claim(last!.id, claimed);
  // Nobody names what the claimed one and the paper were before.
  expect(await verify(deps)).toMatchObject({ orphans: 2, faults: [] });

  await removeOrphans(deps);
  expect(await stored()).toEqual(new Set([preview, paper, claimed, first!.sha256, second!.sha256]));
  expect(await verify(deps)).toMatchObject({ orphans: 0, faults: [] });
});

it('are kept when somebody hands in the same bytes just then', async () => {
  const orphan = await keep('又交一次');
  const [first] = await evidence();
  const meanwhile = {
    ...deps.files,
    async *list() {
      yield* deps.files.list();
      // All were looked at, none is removed yet.
      await claim(first!.id, orphan);
    },
  };
  await removeOrphans({ ...deps, files: meanwhile });
  expect(await stored()).toContain(orphan);
});

it('are left alone where most of the store belongs to another database', async () => {
  const foreign = [await keep('甲'), await keep('乙'), await keep('丙'), await keep('丁')];
  await removeOrphans(deps);
  expect([...(await stored())]).toEqual(expect.arrayContaining(foreign));
});
