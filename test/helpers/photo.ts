const WHITE_PIXEL = Buffer.from(
  '/9j/2wBDAP//////////////////////////////////////////////////////////////////////////////////////2wBDAf//////////////////////////////////////////////////////////////////////////////////////wgARCAABAAEDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAUAQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIQAxAAAACgP//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAT8Af//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQIBAT8Af//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQMBAT8Af//Z',
  'base64',
);

/** A JPEG of one pixel with one EXIF tag, DateTimeOriginal: `2023:04:20 09:15:00`. */
export function photoTaken(at: string): Buffer {
  const text = Buffer.from(`${at}\0`);
  const tiff = Buffer.alloc(44 + text.length);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8); // one entry: where the EXIF block is
  [0x8769, 4].forEach((value, n) => tiff.writeUInt16BE(value, 10 + 2 * n));
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt32BE(26, 18);
  tiff.writeUInt16BE(1, 26); // one entry: the time
  [0x9003, 2].forEach((value, n) => tiff.writeUInt16BE(value, 28 + 2 * n));
  tiff.writeUInt32BE(text.length, 32);
  tiff.writeUInt32BE(44, 36);
  text.copy(tiff, 44);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, tiff.length + 8]);
  return Buffer.concat([head, Buffer.from('Exif\0\0'), tiff, WHITE_PIXEL.subarray(2)]);
}
