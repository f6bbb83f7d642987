import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createArchiveNamer, unknownPlaces, type NamedItem, type NamedPiece } from '../../src/domain/archive-names.ts';
import { safeFileName } from '../../src/domain/file-name.ts';

const RULE = { folder: '{类别号}、{类别}/（{项号}）{题名}', file: '{项号}-{序号}-{部门}-{名称}-{日期}' };
const READING: NamedItem = { categoryPosition: 0, category: '突出政治建设深化理论武装', code: '3', title: '开展全民阅读' };
const PLAN: NamedPiece = { n: 1, department: '机关工会', name: '读书会方案.pdf', madeOn: '2023-06-15', submission: 12, mark: '' };

function namer(rule = RULE, codes: readonly string[] = ['1', '3', '22']) {
  return createArchiveNamer(rule, { codes, most: 5, taken: ['卷内目录.xlsx', '台账.xlsx'] });
}

describe('a piece in the archive', () => {
  it('is named as the table and the sender name it', () => {
    expect(namer().pathOf(READING, PLAN)).toBe('一、突出政治建设深化理论武装/（03）开展全民阅读/03-01-机关工会-读书会方案-20230615.pdf');
    expect(namer().placeOf('3', 1)).toBe('03-01');
  });

  it.each<[string, Partial<NamedPiece>, string]>([
    ['without a date', { madeOn: null }, '03-01-机关工会-读书会方案.pdf'],
    ['with the date in its name already', { name: '读书会 20230615.jpg' }, '03-01-机关工会-读书会 20230615.jpg'],
    ['of an old version', { mark: 'v1' }, '03-01-机关工会-读书会方案-20230615-v1.pdf'],
    ['without a suffix', { name: 'README' }, '03-01-机关工会-README-20230615'],
    ['with dots in its name', { name: '1.方案.终稿.docx' }, '03-01-机关工会-1.方案.终稿-20230615.docx'],
    ['of a department that has a slash', { department: '党办/人事..' }, '03-01-党办_人事..-读书会方案-20230615.pdf'],
  ])('%s', (_, about, file) => {
    expect(
      namer()
        .pathOf(READING, { ...PLAN, ...about })
        .split('/')
        .at(-1),
    ).toBe(file);
  });

  it('keeps its date when its name is too long', () => {
    const file = namer()
      .pathOf(READING, { ...PLAN, name: `${'很长的名字'.repeat(40)}.pdf` })
      .split('/')
      .at(-1)!;
    expect([...file]).toHaveLength(80);
    expect(file).toMatch(/^03-01-机关工会-很长.*-20230615\.pdf$/);
  });

  it('has a number as wide as the widest, whatever the codes are', () => {
    expect(namer(RULE, ['1', '120']).placeOf('3', 7)).toBe('003-07');
    expect(namer(RULE, ['Ⅲ-1-①']).placeOf('Ⅲ-1-①', 7)).toBe('Ⅲ-1-①-07');
    expect(namer().placeOf('3（已取消）', 1)).toBe('03已取消-01');
    expect(namer().pathOf({ ...READING, code: '3（已取消2）' }, PLAN)).toContain('/（03已取消2）开展全民阅读/03已取消2-01-');
    expect(namer().pathOf({ ...READING, categoryPosition: -1 }, PLAN)).toMatch(/^突出政治建设/);
  });

  it('has a path of its own on disks that see no difference of case', () => {
    const one = namer({ folder: '', file: '{名称}' });
    const names = ['A.pdf', 'a.PDF', 'a.pdf', 'a (2).pdf', '台账.xlsx'].map((name) => one.pathOf(READING, { ...PLAN, name }));
    expect(names).toEqual(['A.pdf', 'a (2).pdf', 'a (3).pdf', 'a (2) (2).pdf', '台账 (2).xlsx']);
  });

  it('finds a name for the ten-thousandth of the same one without trying all', { timeout: 20_000 }, () => {
    const one = namer({ folder: '', file: '{名称}' });
    const names = Array.from({ length: 10_000 }, () => one.pathOf(READING, PLAN));
    expect(names.at(-1)).toBe('读书会方案 (10000).pdf');
    expect(new Set(names).size).toBe(10_000);
  });

  it('stays inside, short enough and alone, whatever things are called', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('../..', 'CON', 'a/b\\c', '{项号}', '\u202egpj.exe', ' . '),
    );
    const item = fc.record({ categoryPosition: fc.integer({ min: -3, max: 98 }), category: anything, code: anything, title: anything });
    const piece = fc.record({
      n: fc.nat(20),
      department: anything,
      name: anything.map((name) => safeFileName(name)),
      madeOn: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(item, piece), { maxLength: 12 }), (all) => {
        const one = namer();
        const paths = all.map(([i, p]) => one.pathOf(i, { ...p, submission: 1, mark: '' }));
        for (const path of paths) {
          const parts = path.split('/');
          expect(parts).toHaveLength(3);
          expect([...path].length).toBeLessThanOrEqual(200);
          for (const part of parts) {
            expect(part).toBe(safeFileName(part));
            expect(Buffer.byteLength(part)).toBeLessThanOrEqual(255);
          }
        }
        expect(new Set(paths.map((path) => path.normalize('NFC').toLowerCase())).size).toBe(paths.length);
      }),
    );
  });
});

it('tells a placeholder nobody knows', () => {
  expect(unknownPlaces('{项号}-{谁}', ['项号'])).toEqual(['谁']);
});
