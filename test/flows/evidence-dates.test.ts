import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPlan } from '../../src/db/plans.ts';
import { outlineArchive } from '../../src/usecases/prepare-archive.ts';
import { photoTaken } from '../helpers/photo.ts';
import { zip } from '../helpers/zip.ts';
import { documentXml, paragraph } from '../importer/documents.ts';
import { createPublishedWorld, file, type ChatFile, type World } from '../world.ts';

let world: World;

beforeEach(async () => {
  world = await createPublishedWorld();
});
afterEach(() => world.close());

/** A paper without a date whose program wrote down when it was made. */
function paper(name: string, createdOn: string): ChatFile {
  const core = `<cp:coreProperties><dcterms:created>${createdOn}T01:00:00Z</dcterms:created></cp:coreProperties>`;
  const bytes = zip([
    { name: 'word/document.xml', data: documentXml(paragraph('方案')) },
    { name: 'docProps/core.xml', data: core },
  ]);
  return { name, bytes };
}

describe('a day still to come is not read as 形成日期', () => {
  it.each([
    ['of a name', file('12月5日活动方案.pdf')],
    ['of file properties', paper('活动方案.docx', '2026-11-29')],
    ['of a camera', { name: '活动照片.jpg', bytes: photoTaken('2026:11:29 09:15:00') }],
  ])('%s', async (_, sent) => {
    expect(await world.wang.sends(sent, '提交 3')).not.toContain('形成日期');
    expect(await world.wang.says('B1 无误')).toMatch(/^B1 没有等着确认的日期、文号。/);
  });

  it('but the next one that is told', async () => {
    expect(await world.wang.sends(paper('活动方案4月20日.docx', '2026-11-29'), '提交 3')).toContain('4月20日（周四）（按名称）');
  });
});

it('a day of file properties outside the year is doubted once somebody says that it is right', async () => {
  expect(await world.wang.sends(paper('活动方案.docx', '2013-12-23'), '提交 3')).not.toContain('日期不在');
  await world.wang.says('B1 无误');
  expect(await world.wang.says('B1')).toContain('● 日期不在 2023 年度：《活动方案.docx》（2013年12月23日（周一））');
  await world.wang.says('完成');
  expect(await world.wu.hears()).toContain('● 日期不在 2023 年度：《活动方案.docx》（2013年12月23日（周一））（R1）\n');
});

describe('what a camera says stays to be read', () => {
  const photo = { name: '读书会合影.jpg', bytes: photoTaken('2022:05:01 09:15:00') };
  const CAMERA = '● 相机记录的是另一天：《读书会合影.jpg》（2022年5月1日（周日））';

  it.each(['B1 日期 无', 'B1 日期 5-1'])('after 「%s」', async (words) => {
    expect(await world.wang.sends(photo, '提交 3')).not.toContain('另一天');
    await world.wang.says(words);
    expect(await world.wang.says('B1')).toContain(`${CAMERA}。请核对，以实际为准。`);
    await world.wang.says('完成');
    expect(await world.wu.hears()).toContain(`${CAMERA}\n`);
  });

  it('not where it is the same day', async () => {
    await world.wang.sends(photo, '提交 3');
    await world.wang.says('B1 日期 2022-5-1');
    expect(await world.wang.says('B1')).not.toContain('另一天');
  });
});

it('in the archive a day names a file that somebody, a camera, the paper or its name told', async () => {
  await world.wang.sends([paper('方案.docx', '2013-12-23'), paper('通知.docx', '2023-04-20'), file('总结 2023-05-04.pdf')], '提交 3');
  await world.wang.says('B1-2 日期 4-20');
  await world.wang.says('完成');
  await world.wu.says('通过 B1');
  const { deps } = world.app;
  const { archive } = await outlineArchive(deps, (await findPlan(deps.db))!);
  expect(archive.items.flatMap(({ pieces }) => pieces.map(({ path }) => path.split('/').at(-1)))).toEqual([
    '03-01-机关工会-方案.docx',
    '03-02-机关工会-通知-20230420.docx',
    '03-03-机关工会-总结 2023-05-04-20230504.pdf',
  ]);
});
