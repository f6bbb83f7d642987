import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { assert, asyncProperty, constantFrom, uint8Array } from 'fast-check';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileContents } from '../../src/domain/file-contents.ts';
import { createInspector } from '../../src/inspector/inspector.ts';
import type { InspectedFile } from '../../src/ports/inspector.ts';
import { zip, type ZipFile } from '../helpers/zip.ts';
import { photoTaken } from '../helpers/photo.ts';
import { xls } from '../helpers/xls.ts';
import { documentXml, docx, paragraph, seed } from '../importer/documents.ts';

const inspector = createInspector();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wenming-inspector-'));
});
afterAll(async () => {
  inspector.close();
  await rm(folder, { recursive: true });
});

async function inspect(ext: string, bytes: string | Uint8Array): Promise<FileContents> {
  return inspector.inspect(await put(ext, bytes));
}

async function put(ext: string, bytes: string | Uint8Array): Promise<InspectedFile> {
  const path = join(folder, `${crypto.randomUUID()}.${ext}`);
  await writeFile(path, bytes);
  return { path, size: Buffer.byteLength(bytes), ext };
}

const part = (name: string, data: string): ZipFile => ({ name, data });
const body = part('word/document.xml', documentXml(paragraph('关于开展学习的通知')));

async function pdf(html: string): Promise<Buffer> {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.setContent(html);
    return await page.pdf();
  } finally {
    await browser.close();
  }
}

describe('a mark of secrecy is seen', () => {
  it.each([
    ['docx', docx(paragraph('机密★10年') + paragraph('会议纪要'))],
    ['docx', zip([body, part('word/header1.xml', `<w:hdr xmlns:w="w">${paragraph('秘密★1年')}</w:hdr>`)])],
    [
      'docx',
      docx(
        `<w:p><w:r><w:pict><v:textbox><w:txbxContent>${paragraph('秘 密')}</w:txbxContent></v:textbox></w:pict></w:r><w:r><w:t>会议纪要</w:t></w:r></w:p>`,
      ),
    ],
    ['docx', docx('<w:p><w:r><w:t>机</w:t></w:r><w:r><w:t>密</w:t></w:r><w:r><w:t>★</w:t></w:r></w:p>')],
    [
      'xlsx',
      zip([
        part('xl/workbook.xml', '<workbook/>'),
        part('xl/sharedStrings.xml', '<sst><si><t>绝密★长期</t></si><si><t>姓名</t></si></sst>'),
      ]),
    ],
    [
      'xlsx',
      zip([
        part('xl/workbook.xml', '<workbook/>'),
        part(
          'xl/worksheets/sheet1.xml',
          '<worksheet><sheetData/><headerFooter><oddHeader>&amp;L&amp;"宋体,加粗"&amp;12机密★10年&amp;R第&amp;P页</oddHeader></headerFooter></worksheet>',
        ),
      ]),
    ],
    ['xlsx', zip([part('xl/workbook.xml', '<workbook><sheets><sheet name="名单"/><sheet name="机密★"/></sheets></workbook>')])],
    ['xls', xls([{ name: '机密★', rows: [['姓名', 1]] }])],
    ['xls', xls([{ name: '名单', rows: [['绝密★长期'], ['姓名', 1]] }])],
    ['pptx', zip([part('ppt/slides/slide1.xml', '<p:sld><a:p><a:r><a:t>秘密★</a:t></a:r></a:p></p:sld>')])],
    ['ofd', zip([part('Doc_0/Pages/Page_0/Content.xml', '<ofd:Page><ofd:TextCode X="0">机密★</ofd:TextCode></ofd:Page>')])],
    ['txt', '秘密★1年\n会议纪要\n'],
    ['txt', Buffer.from('c3d8c3dca1efd2bbc4ea0a', 'hex')],
    ['zip', zip([part('材料/【机密】纪要.docx', '')])],
  ])('in a %s', async (ext, bytes) => {
    expect(await inspect(ext, bytes)).toMatchObject({ marked: true, unread: null });
  });

  it('in a PDF', async () => {
    const bytes = await pdf('<meta charset="utf-8"><p style="text-align:right">机 密 ★ 10 年</p><h1>会议纪要</h1>');
    expect(await inspect('pdf', bytes)).toMatchObject({ marked: true, unread: null });
  });

  it('at the top of a further page of a PDF', async () => {
    const bytes = await pdf('<meta charset="utf-8"><h1>通知</h1><div style="break-before:page">机密★5年</div><p>名单</p>');
    expect(await inspect('pdf', bytes)).toMatchObject({ marked: true, pages: 2 });
  });
});

describe('papers that speak of secrets are not marked', () => {
  it.each([
    ['docx', docx(paragraph('《保守国家秘密法》学习总结') + paragraph('国家秘密的密级分为绝密、机密、秘密三级，标志为“★”。'))],
    ['docx', seed.docx],
    ['doc', seed.doc],
    ['txt', seed.text],
    [
      'xls',
      xls([
        {
          name: '清单',
          rows: [
            ['密级', '秘密'],
            ['份数', 2],
          ],
        },
      ]),
    ],
    ['txt', '保密工作方案\n国家秘密\n'],
    ['zip', zip([part('保密工作方案.docx', '')])],
    ['mp4', 'no reader for it'],
  ])('%s', async (ext, bytes) => {
    expect(await inspect(ext, bytes)).toMatchObject({ marked: false, unread: null });
  });

  it('pdf', async () => {
    const bytes = await pdf('<meta charset="utf-8"><h1>《保守国家秘密法》学习总结</h1><p>密级分为绝密、机密、秘密。</p>');
    expect(await inspect('pdf', bytes)).toMatchObject({ marked: false, unread: null });
  });
});

describe('what a paper tells of itself', () => {
  it('its 文号, the date under it, its length, its pages, when it was made', async () => {
    const bytes = zip([
      part(
        'word/document.xml',
        documentXml(
          ['中地党〔2023〕 5 号', '关于开展 5 月读书会的通知', '各支部：', '请参加 OK。', '二〇二三年四月二十日'].map(paragraph).join(''),
        ),
      ),
      part('docProps/app.xml', '<Properties><Pages>2</Pages></Properties>'),
      part('docProps/core.xml', '<cp:coreProperties><dcterms:created>2023-04-18T01:00:00Z</dcterms:created></cp:coreProperties>'),
    ]);
    expect(await inspect('docx', bytes)).toMatchObject({
      docNumber: '中地党〔2023〕5号',
      signedOn: '2023-04-20',
      createdOn: '2023-04-18',
      pages: 2,
      chars: 35,
      macros: false,
    });
  });

  it('of a PDF', async () => {
    const bytes = await pdf('<meta charset="utf-8"><p>地工会〔2023〕12号</p><h1>通知</h1><p style="text-align:right">2023年4月20日</p>');
    expect(await inspect('pdf', bytes)).toMatchObject({ docNumber: '地工会〔2023〕12号', signedOn: '2023-04-20', pages: 1 });
  });

  it('programs in it', async () => {
    expect(await inspect('docx', zip([body, part('word/vbaProject.bin', 'x')]))).toMatchObject({ macros: true });
  });

  it('when a picture was taken; a broken block says nothing', async () => {
    expect(await inspect('jpg', photoTaken('2023:04:20 23:59:00'))).toMatchObject({ takenOn: '2023-04-20', unread: null });
    expect(await inspect('jpg', photoTaken('2023:02:30 09:15:00'))).toMatchObject({ takenOn: null, unread: null });
    expect(await inspect('jpg', photoTaken('2023:04:20 23:59:00').fill(0xff, 30, 44))).toMatchObject({ takenOn: null, unread: null });
  });
});

describe('an archive', () => {
  it.each(['材料/setup.exe', '清理.bat', '说明.docm'])('with %s in it tells so', async (name) => {
    expect(await inspect('zip', zip([part('方案.docx', ''), part(name, 'x')]))).toMatchObject({
      program: name.split('/').at(-1),
      unread: null,
    });
  });

  it('of papers tells of none', async () => {
    expect(await inspect('zip', zip([part('方案.docx', ''), part('照片.jpg', '')]))).toMatchObject({
      program: null,
      bomb: false,
      unread: null,
    });
  });

  it('that unpacks to far more than it is is a bomb, whatever it is called', async () => {
    const bytes = zip(Array.from({ length: 4 }, (_, n) => part(`${n}.bin`, '\0'.repeat(30_000_000))));
    expect(await inspect('zip', bytes)).toMatchObject({ bomb: true });
    expect(await inspect('docx', bytes)).toMatchObject({ bomb: true });
  });

  it('that holds nothing is broken', async () => {
    expect(await inspect('ofd', zip([]))).toMatchObject({ unread: 'broken' });
    expect(await inspect('zip', zip([]))).toMatchObject({ unread: 'broken' });
  });
});

describe('a picture', () => {
  it('without a picture in it is broken, and one nobody could unpack too large; what the camera said is read', async () => {
    expect(await inspect('jpg', 'words')).toMatchObject({ unread: 'broken' });
    expect(await inspect('jpg', photoTaken('2023:04:20 09:15:00').subarray(0, 90))).toMatchObject({
      unread: 'broken',
      takenOn: '2023-04-20',
    });
    expect(await inspect('png', hugePng(50_000))).toMatchObject({ unread: 'too-large' });
  });

  it('that can be shown is read', async () => {
    expect(await inspect('png', hugePng(500))).toMatchObject({ unread: null });
  });
});

/** A PNG that says it is so many pixels wide and high, and holds one kilobyte. */
function hugePng(edge: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(edge, 0);
  header.writeUInt32BE(edge, 4);
  header.set([8, 2], 8);
  const chunk = (type: string, data: Buffer): Buffer => {
    const typed = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(typed), 4);
    return Buffer.concat([frame.subarray(0, 4), typed, frame.subarray(4)]);
  };
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(1_000))), chunk('IEND', Buffer.alloc(0))]);
}

describe('another file hidden in it is seen', () => {
  const archive = zip([part('setup.exe', 'MZ')]);
  it.each([
    ['jpg', Buffer.concat([photoTaken('2023:04:20 09:15:00'), archive])],
    ['png', Buffer.from('\u0089PNG\r\n\u001a\n…<script>alert(1)</script>', 'latin1')],
    ['gif', Buffer.from('GIF89a<?php system($_GET[0]); ?>', 'latin1')],
  ])('in a %s', async (ext, bytes) => {
    expect(await inspect(ext, bytes)).toMatchObject({ disguised: true });
  });

  it('behind a PDF; words of an archive in one are none', async () => {
    const bytes = await pdf('<meta charset="utf-8"><h1>通知</h1>');
    expect(await inspect('pdf', Buffer.concat([bytes, archive]))).toMatchObject({ disguised: true });
    expect(await inspect('pdf', Buffer.concat([bytes, Buffer.from('\n% PK\u0005\u0006 is how one ends\n')]))).toMatchObject({
      disguised: false,
    });
  });

  it.each([
    ['jpg', photoTaken('2023:04:20 09:15:00')],
    ['jpg', Buffer.concat([photoTaken('2023:04:20 09:15:00'), Buffer.from('<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/">')])],
  ])('an honest %s has none', async (ext, bytes) => {
    expect(await inspect(ext, bytes)).toMatchObject({ disguised: false });
  });
});

it('reads a long paper to its end', async () => {
  expect(await inspect('docx', docx(paragraph('读书会').repeat(150_000)))).toMatchObject({ unread: null, chars: 450_000 });
});

describe('a hostile file is unread, and the next one is read', () => {
  const honest = () => inspect('docx', docx(paragraph('秘密★')));

  it.each([
    ['docx', 'too-large', zip([part('word/document.xml', documentXml(paragraph(' '.repeat(50_000_000))))])],
    ['docx', 'broken', zip([{ name: 'word/document.xml', data: documentXml(paragraph(' '.repeat(50_000_000))), declaredSize: 1_000 }])],
    ['docx', 'too-large', zip(Array.from({ length: 20_000 }, (_, n) => part(`${n}`, '')))],
    ['docx', 'broken', docx(paragraph('<!DOCTYPE x [<!ENTITY a "a">]>'))],
    ['docx', 'broken', docx('<w:p>'.repeat(100_000))],
    ['docx', 'broken', 'PK\u0003\u0004 cut'],
    ['docx', 'encrypted', zip([{ ...body, encrypted: true }])],
    ['pdf', 'broken', '%PDF-1.7\n'],
    ['pdf', null, '%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 1000000>>\nendobj\ntrailer<</Root 1 0 R>>'],
    ['doc', 'broken', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(10_000, 0xff)])],
    ['txt', 'broken', Buffer.from([0, 1, 2, 3])],
  ] as const)('%s: %s', async (ext, unread, bytes) => {
    expect(await inspect(ext, bytes)).toMatchObject({ marked: false, unread });
    expect(await honest()).toMatchObject({ marked: true, unread: null });
  });

  it('a PDF that unpacks to 600 MB, one of a million pages, one that draws itself', async () => {
    const page = (objects: string | Buffer) =>
      Buffer.concat([
        Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(while(true){})>>>>endobj\n'),
        Buffer.from(objects),
        Buffer.from('\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF'),
      ]);
    const one = '2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R';
    const bomb = deflateSync(Buffer.alloc(600_000_000, ' '));
    const stream = `4 0 obj<</Filter/FlateDecode/Length ${bomb.length}>>stream\n`;
    const itself =
      '5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 11>>stream\n/X Do /X Do\nendstream';
    const hostile = [
      page(Buffer.concat([Buffer.from(`${one}>>endobj\n${stream}`), bomb, Buffer.from('\nendstream')])),
      page(`2 0 obj<</Type/Pages/Count 1000000/Kids[${'3 0 R '.repeat(1_000_000)}]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R>>`),
      page(`${one}/Resources<</XObject<</X 5 0 R>>>>>>endobj\n4 0 obj<</Length 5>>stream\n/X Do\nendstream endobj\n${itself}`),
    ];
    for (const bytes of hostile) expect(await inspect('pdf', bytes)).toMatchObject({ marked: false });
    expect(await honest()).toMatchObject({ marked: true, unread: null });
  });

  it('without reading what is too large', async () => {
    expect(await inspector.inspect({ path: join(folder, 'not there'), size: 65 * 1024 * 1024, ext: 'docx' })).toMatchObject({
      unread: 'too-large',
    });
  });

  it('whatever its bytes', async () => {
    const starts = { docx: 'PK\u0003\u0004', pdf: '%PDF-1.7\n1 0 obj ', doc: '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', txt: '' };
    const kinds = constantFrom(...(Object.keys(starts) as (keyof typeof starts)[]));
    await assert(
      asyncProperty(kinds, uint8Array({ maxLength: 5_000 }), async (ext, bytes) => {
        const found = await inspect(ext, Buffer.concat([Buffer.from(starts[ext], 'latin1'), bytes]));
        expect(found.marked).toBe(false);
      }),
      { numRuns: 100 },
    );
    expect(await honest()).toMatchObject({ marked: true, unread: null });
  });
});
