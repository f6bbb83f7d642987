import { randomFillSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { assert, asyncProperty, constantFrom, uint8Array } from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInspector } from '../../src/inspector/inspector.ts';
import { documentXml, paragraph } from '../importer/documents.ts';
import { zip } from '../helpers/zip.ts';

const inspector = createInspector();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wenming-preview-'));
});
afterAll(async () => {
  inspector.close();
  await rm(folder, { recursive: true });
});

async function preview(ext: string, bytes: string | Uint8Array): Promise<Uint8Array | null> {
  const path = join(folder, `${crypto.randomUUID()}.${ext}`);
  await writeFile(path, bytes);
  return inspector.preview({ path, size: Buffer.byteLength(bytes), ext });
}

/** What a browser makes of it. */
async function seen(bytes: Uint8Array | null): Promise<{ format: string; width: number; height: number; said: string[] }> {
  const { format, width, height, ...rest } = await sharp(bytes!).metadata();
  return {
    format,
    width,
    height,
    said: Object.keys(rest).filter((key) => ['exif', 'xmp', 'iptc', 'orientation', 'comments'].includes(key)),
  };
}

const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#a00' } });

describe('a small picture of', () => {
  it.each([
    ['jpg', (picture: Sharp) => picture.jpeg()],
    ['png', (picture: Sharp) => picture.png()],
    ['webp', (picture: Sharp) => picture.webp()],
    ['tif', (picture: Sharp) => picture.tiff()],
    ['gif', (picture: Sharp) => picture.gif()],
    ['avif', (picture: Sharp) => picture.avif()],
  ])('a large %s is a JPEG', async (ext, encode) => {
    expect(await seen(await preview(ext, await encode(plain(3000, 1500)).toBuffer()))).toEqual({
      format: 'jpeg',
      width: 1200,
      height: 600,
      said: [],
    });
  });

  it('a photo stands upright, and does not say where it was taken', async () => {
    const photo = await plain(400, 300)
      .withExif({ IFD0: { ImageDescription: 'canary' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 30/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const small = await preview('jpg', photo);
    expect(await seen(small)).toEqual({ format: 'jpeg', width: 300, height: 400, said: [] });
    expect(Buffer.from(small!).includes('canary')).toBe(false);
  });

  it('a photo with as much in it as can be is 200 KB at most', async () => {
    const noise = randomFillSync(Buffer.alloc(1600 * 1600 * 3));
    const photo = await sharp(noise, { raw: { width: 1600, height: 1600, channels: 3 } })
      .jpeg({ quality: 95 })
      .toBuffer();
    const small = await preview('jpg', photo);
    expect(small!.length).toBeLessThanOrEqual(200 * 1024);
    expect(await seen(small)).toMatchObject({ format: 'jpeg' });
  });

  it('what can be seen through stands on white', async () => {
    const clear = await sharp({ create: { width: 20, height: 20, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .png()
      .toBuffer();
    const { data } = await sharp((await preview('png', clear))!)
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)]).toEqual([255, 255, 255]);
  });

  it('a PDF shows its first page, with letters it does not bring along', async () => {
    const drawn = await preview('pdf', pdf({ box: '0 0 595 842' }));
    expect(await seen(drawn)).toEqual({ format: 'jpeg', width: 848, height: 1200, said: [] });
    const { channels } = await sharp(drawn!).stats();
    expect(channels[0]!.min).toBeLessThan(60);
    expect(channels[0]!.max).toBe(255);
  });

  it.each(['0 0 14400 1', '0 0 1 14400', '0 0 3000000 3000000'])('a PDF page of %s is not drawn larger', async (box) => {
    const { width, height } = await seen(await preview('pdf', pdf({ box })));
    expect(Math.max(width, height)).toBe(1200);
  });
});

describe('no picture, and nothing harmed', () => {
  const honest = async () => preview('png', await plain(20, 20).png().toBuffer());

  it.each([
    ['png', png(50_000, 50_000)],
    ['jpg', 'no picture at all'],
    ['png', '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="9" height="9"/></svg>'],
    ['jpg', '%PDF-1.7'],
    ['pdf', '%PDF-1.7\n'],
    ['docx', zip([{ name: 'word/document.xml', data: documentXml(paragraph('总结')) }])],
    ['heic', Buffer.from('00000018667479706865696300000000', 'hex')],
  ])('of a %s', async (ext, bytes) => {
    expect(await preview(ext, bytes)).toBeNull();
    expect(await honest()).not.toBeNull();
  });

  it('of a PDF that draws for ever, or holds a picture of 600 MB', async () => {
    const forever = deflateSync(Buffer.from('0 0 1200 1200 re f '.repeat(4_000_000)));
    const picture = deflateSync(Buffer.alloc(600_000_000));
    const large = `<</Type/XObject/Subtype/Image/Width 20000/Height 10000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode/Length ${picture.length}>>`;
    await preview('pdf', pdf({ draws: { bytes: forever, filter: '/Filter/FlateDecode' } }));
    await preview(
      'pdf',
      pdf({ draws: { bytes: Buffer.from('595 0 0 842 0 0 cm /X Do'), filter: '' }, object: { head: large, bytes: picture } }),
    );
    expect(await honest()).not.toBeNull();
  });

  it('whatever its bytes', async () => {
    const starts = {
      jpg: 'ffd8ffe0',
      png: '89504e470d0a1a0a0000000d49484452',
      webp: '52494646',
      gif: '474946383961',
      tif: '49492a00',
      pdf: '255044462d312e370a31203020656e646f626a',
    };
    const kinds = constantFrom(...(Object.keys(starts) as (keyof typeof starts)[]));
    await assert(
      asyncProperty(kinds, uint8Array({ maxLength: 5_000 }), async (ext, bytes) => {
        await preview(ext, Buffer.concat([Buffer.from(starts[ext], 'hex'), bytes]));
      }),
      { numRuns: 100 },
    );
    expect(await honest()).not.toBeNull();
  });
});

/** The head of a picture that claims to be so large, with a little of it. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0], 8);
  const data = deflateSync(Buffer.alloc(10_000_000));
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** One page, by itself with a word in a font that is not in it. */
function pdf({
  box = '0 0 595 842',
  draws = { bytes: Buffer.from('BT /F 48 Tf 72 700 Td <B9D8D3DA> Tj ET'), filter: '' },
  object = { head: '<</Length 0>>', bytes: Buffer.alloc(0) },
}: {
  box?: string;
  draws?: { bytes: Buffer; filter: string };
  object?: { head: string; bytes: Buffer };
}): Buffer {
  return Buffer.concat([
    Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[${box}]/Contents 8 0 R/Resources<</Font<</F 4 0 R>>/XObject<</X 7 0 R>>>>>>endobj
4 0 obj<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H/DescendantFonts[5 0 R]>>endobj
5 0 obj<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 6 0 R>>endobj
6 0 obj<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/StemV 80>>endobj
7 0 obj${object.head}stream
`),
    object.bytes,
    Buffer.from(`\nendstream endobj\n8 0 obj<<${draws.filter}/Length ${draws.bytes.length}>>stream\n`),
    draws.bytes,
    Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R>>\n'),
  ]);
}
