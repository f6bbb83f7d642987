import { describe, expect, it } from 'vitest';
import { isTellingName } from '../../src/domain/telling-name.ts';

describe('a name', () => {
  it.each([
    'IMG_0001.jpg',
    'IMG_E0001.JPG',
    'DSC00123.JPG',
    '微信图片_20230420153012.jpg',
    'mmexport1681976000000.jpg',
    '新建 Microsoft Word 文档 (2).docx',
    '新建 DOCX 文档.docx',
    '屏幕截图 2023-04-20 091500.png',
    '扫描件.pdf',
    '20230420.jpg',
    '2023年4月20日.pdf',
    '1.jpg',
    '（3）.pdf',
    '副本.xlsx',
    '',
  ])('「%s」 says nothing', (name) => {
    expect(isTellingName(name)).toBe(false);
  });

  it.each([
    '方案.pdf',
    '读书会照片.jpg',
    '03-01-机关工会-读书会方案-20230615.pdf',
    '微信图片 读书会.jpg',
    '关于印发文件的通知.pdf',
    'reading-club.pdf',
    '新建文化墙.jpg',
  ])('「%s」 says something', (name) => {
    expect(isTellingName(name)).toBe(true);
  });
});
