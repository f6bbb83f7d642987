import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameByType, safeFileName, shortFileName, suffixOf } from '../../src/domain/file-name.ts';

describe('safeFileName', () => {
  it.each([
    ['读书会方案.pdf', '读书会方案.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\用户\\张三\\总结.docx', '总结.docx'],
    ['/etc/', 'etc'],
    ['a\u0000b\nc.pdf', 'abc.pdf'],
    ['照片\u202egpj.exe', '照片gpj.exe'],
    ['总结 ?*:"<>|.pdf', '总结 _______.pdf'],
    ['总结.pdf. . ', '总结.pdf'],
    ['.bashrc', 'bashrc'],
    ['CON.txt', '_CON.txt'],
    ['con', '_con'],
    ['lpt1.tar.gz', '_lpt1.tar.gz'],
    ['', '未命名'],
    ['...', '未命名'],
    ['🎉 活动.jpg', '🎉 活动.jpg'],
    ['\ud800坏.pdf', '坏.pdf'],
  ])('%j becomes %j', (original, safe) => {
    expect(safeFileName(original)).toBe(safe);
  });

  it('takes the suffix of the true type', () => {
    expect(safeFileName('读书会照片.png', 'jpg')).toBe('读书会照片.jpg');
    expect(safeFileName('扫描件', 'pdf')).toBe('扫描件.pdf');
  });

  it('shortens 200 Chinese characters to 255 bytes and keeps the suffix', () => {
    const safe = safeFileName(`${'读书会活动总结材料'.repeat(23).slice(0, 196)}.pdf`);
    expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(255);
    expect(safe).toMatch(/^读书会活动总结材料.+\.pdf$/);
  });

  it('is safe for whatever somebody sends', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.option(fc.constantFrom('pdf', 'jpg', 'docx'), { nil: undefined }),
        (name, ext) => {
          const safe = safeFileName(name, ext);
          expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(255);
          expect(safe).not.toMatch(/[/\\<>:"|?*\p{Cc}\p{Cf}]|^\.|[. ]$|^$/u);
          expect(safe.isWellFormed()).toBe(true);
          expect(safeFileName(safe)).toBe(safe);
        },
      ),
    );
  });
});

it('sees the suffix that counts, whatever hides it', () => {
  expect(suffixOf('照片.jpg.EXE')).toBe('exe');
  expect(suffixOf('照片\u202egpj.exe')).toBe('exe');
  expect(suffixOf('总结.exe. ')).toBe('exe');
  expect(suffixOf('没有后缀')).toBe('');
});

it('shortens a name for a message in the middle', () => {
  expect(shortFileName('读书会方案.pdf')).toBe('读书会方案.pdf');
  expect(shortFileName(' ')).toBe('未命名');
  expect(shortFileName('报告\u202egpj.exe')).toBe('报告gpj.exe');
  const short = shortFileName(`${'长'.repeat(200)}.docx`);
  expect([...short]).toHaveLength(40);
  expect(short).toMatch(/长….docx$/);
});

it('calls a file that nobody named by what it is', () => {
  expect(nameByType({ ext: 'jpg', mime: 'image/jpeg' }, 3)).toBe('图片-3.jpg');
  expect(nameByType({ ext: 'amr', mime: 'audio/amr' }, 1)).toBe('语音-1.amr');
  expect(nameByType({ ext: 'mp4', mime: 'video/mp4' }, 1)).toBe('视频-1.mp4');
  expect(nameByType({ ext: 'pdf', mime: 'application/pdf' }, 2)).toBe('文件-2.pdf');
  expect(nameByType(undefined, 2)).toBe('文件-2');
});
