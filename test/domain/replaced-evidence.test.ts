import { expect, it } from 'vitest';
import { replacedEvidence } from '../../src/domain/replaced-evidence.ts';

function file(originalName: string, version: number) {
  const id = `${originalName} v${version}`;
  return { id, form: 'file' as const, sha256: id, originalName, title: null, url: null, version, purgedAt: null as string | null };
}

it.each([
  ['总结.docx', '总结.docx'],
  ['总结.docx', '总结.pdf'],
  ['IMG_1.JPG', 'img_1.jpg'],
  ['研判报告.pdf', '研判报告（补）.pdf'],
  ['研判报告.pdf', '研判报告(补正版).pdf'],
  ['总结.docx', '总结-修改版.docx'],
  ['总结.docx', '总结_修订稿.docx'],
  ['方案.pdf', '方案 v2.pdf'],
  ['方案v1.pdf', '方案v2.pdf'],
])('%s is replaced by %s of the next version', (before, after) => {
  expect([...replacedEvidence([file(before, 1), file(after, 2)])]).toEqual([`${before} v1`]);
});

it.each([
  ['方案.pdf', '照片.jpg'],
  ['活动.docx', '活动.jpg'],
  ['照片.jpg', '照片2.jpg'],
  ['照片.jpg', '照片(1).jpg'],
  ['总结.pdf', '总结报告.pdf'],
  ['读书会照片.jpg', '读书会照片 20230420 二楼阅览室.jpg'],
  ['新闻.pdf', '新闻稿.pdf'],
])('%s still counts beside %s of the next version', (before, after) => {
  expect(replacedEvidence([file(before, 1), file(after, 2)]).size).toBe(0);
});

it('keeps what came twice with one version, and only the last of three versions', () => {
  expect(replacedEvidence([file('照片.jpg', 1), { ...file('照片.jpg', 1), id: 'other' }]).size).toBe(0);
  const three = [1, 2, 3].map((version) => file('总结.docx', version));
  expect([...replacedEvidence(three)]).toEqual(['总结.docx v1', '总结.docx v2']);
});

it('knows the same bytes under another name', () => {
  const renamed = { ...file('读书会照片 20230420.jpg', 2), sha256: 'IMG_1.jpg v1' };
  expect([...replacedEvidence([file('IMG_1.jpg', 1), renamed])]).toEqual(['IMG_1.jpg v1']);
});

it('is not replaced by what was destroyed', () => {
  const purged = { ...file('总结.docx', 2), purgedAt: '2023-06-01T00:00:00Z' };
  expect(replacedEvidence([file('总结.docx', 1), purged]).size).toBe(0);
});

it('knows a link by where it leads', () => {
  const link = (id: string, url: string, version: number) => ({
    id,
    form: 'link' as const,
    sha256: null,
    originalName: '',
    title: '报道',
    url,
    version,
    purgedAt: null,
  });
  const pieces = [link('a', 'https://a.example/1', 1), link('b', 'https://a.example/2', 1), link('c', 'https://a.example/1', 2)];
  expect([...replacedEvidence(pieces)]).toEqual(['a']);
});
