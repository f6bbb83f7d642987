import { describe, expect, it } from 'vitest';
import { checkAmounts } from '../../src/domain/pre-check.ts';
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

describe('amounts', () => {
  const quota = (raw: string, n: number, unit: string, per: 'year' | 'quarter' = 'year') => ({ raw, n, unit, per });

  it('counts pictures for 张 and files for 份 and 篇', () => {
    const quotas = [quota('照片不少于3张', 3, '张'), quota('不少于4篇', 4, '篇'), quota('两份以上', 2, '份')];
    expect(checkAmounts(quotas, { files: 3, pictures: 1 }).map(({ details }) => details)).toEqual([
      { asks: '照片不少于3张', count: 1, unit: '张' },
      { asks: '不少于4篇', count: 3, unit: '篇' },
    ]);
    expect(checkAmounts(quotas, { files: 7, pictures: 3 })).toEqual([]);
  });

  it('leaves to the reviewer what files cannot be counted for', () => {
    const quotas = [quota('全年不少于4次', 4, '次'), quota('50%以上', 50, '%'), quota('每季度1篇', 1, '篇', 'quarter')];
    expect(checkAmounts(quotas, { files: 0, pictures: 0 })).toEqual([]);
  });
});
