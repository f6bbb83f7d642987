import { expect, it } from 'vitest';
import { toldName } from '../../src/guarded/told-name.ts';

/** As Node hands a header of these bytes out. */
const header = (bytes: string | Buffer): string => Buffer.from(bytes).toString('latin1');
const gbk = (text: string, bytes: string): [string, Buffer] => [text, Buffer.from(bytes, 'hex')];
const [FANGAN, FANGAN_GBK] = gbk('方案', 'b7bdb0b8');

it.each<[string, string | undefined]>([
  [`attachment; filename*=UTF-8''%E6%96%B9%E6%A1%88%20(1).pdf`, '方案 (1).pdf'],
  [`attachment; filename="plan.pdf"; filename*=UTF-8''%E6%96%B9%E6%A1%88.pdf`, '方案.pdf'],
  [`attachment; filename*=UTF-8''%E6%96%B9%E6%A1%88.pdf; filename="plan.pdf"`, '方案.pdf'],
  ['attachment; filename="reading club 5.pdf"', 'reading club 5.pdf'],
  ['attachment; filename=plain.pdf', 'plain.pdf'],
  ['attachment; filename="%E6%96%B9%E6%A1%88.pdf"', '方案.pdf'],
  [header('attachment; filename="方案.pdf"'), '方案.pdf'],
  [header(Buffer.concat([Buffer.from('attachment; filename="'), FANGAN_GBK, Buffer.from('.pdf"')])), `${FANGAN}.pdf`],
  ['attachment; filename="完成 100%.pdf"', '完成 100%.pdf'],
  [`attachment; filename*=UTF-8''%E6%96; filename="plan.pdf"`, 'plan.pdf'],
  [`attachment; filename*=UTF-8''a%00b.pdf`, 'ab.pdf'],
  ['attachment; filename=""', undefined],
  ['attachment', undefined],
  ['"', undefined],
])('%s', (told, name) => {
  expect(toldName({ 'content-disposition': told })).toBe(name);
});

it('is content without any', () => {
  expect(toldName({})).toBeUndefined();
});
