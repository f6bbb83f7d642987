import { randomBytes } from 'node:crypto';
import pLimit from 'p-limit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { insertUploadLink } from '../../src/db/upload-links.ts';
import { hashToken } from '../../src/usecases/upload-links.ts';
import { createUploader } from '../helpers/uploader.ts';
import { createPublishedWorld, type World } from '../world.ts';

const LINKS = 300;
const AT_ONCE = 20;

let world: World;

beforeEach(async () => {
  world = await createPublishedWorld();
});
afterEach(() => world.close());

/** As 「上传」 leaves it, for one 应报事项 after the other of 王五. */
async function open(n: number, deliverableIds: readonly string[]): Promise<string> {
  const { db, newId, clock } = world.app.deps;
  const token = randomBytes(32).toString('base64url');
  await insertUploadLink(db, {
    id: newId(),
    tokenHash: hashToken(token),
    memberId: 'wang',
    deliverableId: deliverableIds[n % deliverableIds.length]!,
    forDepartmentId: null,
    createdAt: clock.now().toISOString(),
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    claimHash: null,
    state: 'open',
  });
  return `${world.url}/upload/${token}`;
}

it(`takes a file over each of ${LINKS} links, many at once, and tells of each`, async () => {
  const { db } = world.app.deps;
  const rows = await db.selectFrom('deliverables').select('id').where('departmentId', '=', 'union').where('detached', '=', 0).execute();
  const limit = pLimit(AT_ONCE);
  const upload = async (n: number): Promise<number> => {
    const link = await open(
      n,
      rows.map(({ id }) => id),
    );
    const page = createUploader(() => link);
    await page.claim();
    await page.send(`读书会记录${n}.txt`, `第 ${n} 份`);
    return (await page.post('done')).status;
  };
  const answers = await Promise.all(Array.from({ length: LINKS }, (_, n) => limit(() => upload(n))));
  expect(new Set(answers)).toEqual(new Set([204]));
  await world.settle();
  const kept = await db.selectFrom('evidence').select(['originalName', 'sha256', 'submissionId', 'state']).execute();
  expect(new Set(kept.map(({ state }) => state))).toEqual(new Set(['stored']));
  expect(new Set(kept.map(({ sha256 }) => sha256)).size).toBe(LINKS);
  expect(kept.filter(({ submissionId }) => submissionId === null)).toEqual([]);
  const receipts = await db.selectFrom('outboundMessages').select('id').where('body', 'like', '%网页上传收到《%').execute();
  expect(receipts).toHaveLength(LINKS);
}, 300_000);
