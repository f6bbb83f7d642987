import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { getBurst } from '../../src/db/bursts.ts';
import { listEvidenceOfBurst } from '../../src/db/burst-evidence.ts';
import { insertEvidence } from '../../src/db/evidence.ts';
import { listStoredHashes } from '../../src/db/integrity.ts';
import type { Evidence } from '../../src/domain/evidence.ts';
import { attachBurst } from '../../src/usecases/attach-burst.ts';
import { inTransaction } from '../../src/usecases/in-transaction.ts';
import { removeBytes } from '../../src/usecases/remove-bytes.ts';
import { settleEvidence } from '../../src/usecases/settle-evidence.ts';
import { verify } from '../../src/usecases/verify.ts';
import { createPublishedWorld, file, type World } from '../world.ts';

let world: World;

beforeEach(async () => {
  world = await createPublishedWorld();
});

afterEach(() => world.close());

const all = () => world.app.deps.db.selectFrom('evidence').selectAll().orderBy('receivedAt').orderBy('position').execute();

/** A further piece of 王五's running hand-in, as what is no chat file leaves it. */
async function add(piece: Partial<Evidence> & Pick<Evidence, 'position'>): Promise<Evidence> {
  const { deps } = world.app;
  const { burstId, receivedAt } = (await all())[0]!;
  const id = deps.newId();
  const { findings: _, ...given } = piece;
  const blank = { memberId: 'wang', state: 'stored', originalName: '', safeName: '', attempts: 0 } as const;
  await insertEvidence(deps.db, { id, burstId, receivedAt, ...blank, ...given });
  return (await listEvidenceOfBurst(deps.db, burstId)).find((one) => one.id === id)!;
}

async function attach(): Promise<void> {
  const { deps } = world.app;
  const { burstId } = (await all())[0]!;
  await inTransaction(deps, async (tx) => attachBurst(tx, await getBurst(tx.db, burstId)));
}

async function keep(bytes: string): Promise<string> {
  const { files } = world.app.deps;
  const staged = await files.stage(Readable.from([Buffer.from(bytes)]), 1000);
  await files.commit(staged, staged.sha256);
  return staged.sha256;
}

it('puts links, texts and register entries into the same 报送, each beside the other, in their order', async () => {
  await world.wang.sends(file('方案.pdf'), '提交 3');
  await add({ position: 3, form: 'text', originalName: '说明' });
  await add({ position: 2, form: 'link', originalName: '通讯' });
  await add({ position: 1, form: 'link', originalName: '报道' });
  await attach();
  const { db } = world.app.deps;
  const listed = await listEvidenceOfBurst(db, (await all())[0]!.burstId);
  expect(listed.map(({ originalName }) => originalName)).toEqual(['方案.pdf', '报道', '通讯', '说明']);
  const submissionId = listed[0]!.submissionId;
  expect(submissionId).not.toBeNull();
  expect(listed.map(({ state, submissionId: of }) => [state, of])).toEqual(listed.map(() => ['stored', submissionId]));
  expect(await world.zhou.says('留痕 B1')).toMatch(/报道/);
});

it('looks for bytes where there are some: of files and their previews', async () => {
  await world.wang.sends(file('合影.jpg'), '提交 3');
  await add({ position: 1, form: 'register', originalName: '会议纪要' });
  const [picture] = await all();
  const previewSha256 = await keep('小图');
  const { deps } = world.app;
  await deps.db.updateTable('evidence').set({ previewSha256 }).where('id', '=', picture!.id).execute();
  expect(await verify(deps)).toMatchObject({ files: 1, faults: [] });
  expect(await listStoredHashes(deps.db)).toEqual([picture!.sha256!, previewSha256].toSorted());
  await deps.files.remove(previewSha256);
  expect((await verify(deps)).faults).toEqual([expect.stringMatching(/^Preview: 合影\.jpg .* is missing\. Copy it back from a backup\.$/)]);
});

it('destroys previews with their files, and none that another piece has', async () => {
  await world.wang.sends([file('甲.jpg'), file('乙.jpg')], '提交 3');
  await world.wang.says('完成');
  await world.at('2023-06-12 10:00');
  await world.wang.sends(file('丙.jpg'), '提交 10');
  const [one, two, other] = await all();
  const { db, files } = world.app.deps;
  const [own, shared] = [await keep('甲的小图'), await keep('白图')];
  for (const [{ id }, previewSha256] of [
    [one!, own],
    [two!, shared],
    [other!, shared],
  ] as const) {
    await db.updateTable('evidence').set({ previewSha256 }).where('id', '=', id).execute();
  }
  // Nothing of the chat's record is behind it.
  await add({ position: 2, form: 'register', submissionId: one!.submissionId, version: 1 });
  expect(await world.zhou.says('确认清除 B1 误传')).toMatch(/已清除/);
  for (const { id } of await all()) await removeBytes(world.app.deps, id);
  expect(await files.size(own)).toBeUndefined();
  expect(await files.size(shared)).toBeGreaterThan(0);
  expect((await all()).map(({ bytesToRemove }) => bytesToRemove)).toEqual([0, 0, 0, 0]);
  await world.zhou.says('确认清除 B2 误传');
  await removeBytes(world.app.deps, other!.id);
  expect(await files.size(shared)).toBeUndefined();
});

it('answers nobody for what came by no message, and asks the person where it belongs', async () => {
  await world.wang.sends(file('方案.pdf'), '提交 3');
  const { deps } = world.app;
  await deps.db.updateTable('bursts').set({ deliverableId: null, question: 'item' }).execute();
  const piece = await add({ position: 1, state: 'pending', originalName: '录像.mp4' });
  const sha256 = await keep('录像');
  await world.wang.news();
  const kept = { state: 'stored', size: 6, sha256, mime: null, remark: null } as const;
  await settleEvidence(deps, piece, { ...kept, originalName: '录像.mp4', safeName: '录像.mp4' });
  await world.settle();
  expect(await world.wang.news()).toEqual([]);
  await world.at('2023-06-12 10:00');
  expect(await world.wang.hears()).toMatch(/《录像\.mp4》/);
});
