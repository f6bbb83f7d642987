import type { Day } from './calendar.ts';
import { chineseNumeral } from './chinese-numeral.ts';
import { safeFileName, stemOf, suffixOf } from './file-name.ts';

/** How an archive (档案) names its folders and files: text with placeholders, 「/」 between folders. */
export interface NamingRule {
  folder: string;
  file: string;
}

/** What a rule may name, each in braces: {项号}. */
export const FOLDER_PLACES = ['类别号', '类别', '项号', '题名'] as const;
export const FILE_PLACES = [...FOLDER_PLACES, '序号', '部门', '名称', '日期', '编号'] as const;

type Place = (typeof FILE_PLACES)[number];

/** An item (考评标准) as its folder names it. */
export interface NamedItem {
  /** Place among the categories, from 0; negative: it is in none that counts. */
  categoryPosition: number;
  category: string;
  code: string;
  title: string;
}

/** One piece of evidence as its file names it. */
export interface NamedPiece {
  /** The how manieth of its item, from 1. */
  n: number;
  department: string;
  /** As its sender called it, made safe (`safeFileName`), with its suffix. */
  name: string;
  madeOn: Day | null;
  /** Of 报送 B12. */
  submission: number;
  /** What sets it apart from another of the same name, behind it: v1 for an old version (补正前), 2MB for a small copy; '' for none. */
  mark: string;
}

export interface ArchiveNamer {
  /** 03, 03-01: how a piece is called in lists. */
  placeOf(code: string, n: number): string;
  /** A path no other piece of the archive has, whatever disk it is unpacked on: it differs by more than case or form of its letters. */
  pathOf(item: NamedItem, piece: NamedPiece): string;
}

const FOLDER_LENGTH = 50;
const FILE_LENGTH = 80;
/** Longer ones Windows cannot unpack below a folder of the user's own. */
const PATH_LENGTH = 200;

/** `codes`: of all items, so that a plain listing sorts as the table does. `taken`: paths of the archive's own papers. */
export function createArchiveNamer(
  rule: NamingRule,
  { codes, most, taken }: { codes: readonly string[]; most: number; taken: readonly string[] },
): ArchiveNamer {
  const used = new Set(taken.map(keyOf));
  const doubles = new Map<string, number>();
  const codeWidth = Math.max(2, ...codes.map((code) => /^\d*/.exec(code)![0].length));
  const placeWidth = Math.max(2, String(most).length);
  const padded = (code: string): string => code.replace(/^\d+/, (digits) => digits.padStart(codeWidth, '0'));
  /** 03, and 03已取消 of an item a later table has no more: it stands in brackets itself. */
  const numberOf = (code: string): string => padded(code).replace(/（(.*)）$/u, '$1');
  const nth = (n: number): string => String(n).padStart(placeWidth, '0');

  function itemPlaces({ categoryPosition, category, code, title }: NamedItem): Record<string, string> {
    const 类别号 = categoryPosition < 0 ? '' : chineseNumeral(categoryPosition + 1);
    return { 类别号, 类别: category, 项号: numberOf(code), 题名: title };
  }

  function folderOf(places: Record<string, string>, room: number): string {
    const parts = rule.folder.split('/').filter((part) => part !== '');
    const length = Math.min(FOLDER_LENGTH, Math.floor(room / Math.max(1, parts.length)) - 1);
    return parts.map((part) => `${safeFileName(beginning(fill(part, places), length))}/`).join('');
  }

  function fileOf(places: Record<string, string>, { name, mark }: NamedPiece, doubled: string): string {
    const suffix = suffixOf(name);
    const end = `${mark === '' ? '' : `-${mark}`}${doubled}${suffix === '' ? '' : `.${suffix}`}`;
    // The name is what there is most of: it gives way, not the date behind it.
    const others = [...fill(rule.file, { ...places, 名称: '无' })].length;
    const 名称 = beginning(stemOf(name), FILE_LENGTH - others - [...end].length + 1);
    const 日期 = 名称.includes(places['日期']!) ? '' : places['日期']!;
    return safeFileName(`${beginning(fill(rule.file, { ...places, 名称, 日期 }), FILE_LENGTH - [...end].length)}${end}`);
  }

  return {
    placeOf: (code, n) => `${numberOf(code)}-${nth(n)}`,
    pathOf(item, piece) {
      const { n, department, madeOn, submission } = piece;
      const ofItem = itemPlaces(item);
      const places = { ...ofItem, 序号: nth(n), 部门: department, 日期: madeOn?.replaceAll('-', '') ?? '', 编号: `B${submission}` };
      const nthPath = (double: number): string => {
        const file = fileOf(places, piece, double === 1 ? '' : ` (${double})`);
        return `${folderOf(ofItem, PATH_LENGTH - [...file].length)}${file}`;
      };
      const first = nthPath(1);
      // From where the last one of that name stopped: thousands may have the same.
      for (let double = doubles.get(keyOf(first)) ?? 1; ; double++) {
        const path = nthPath(double);
        if (used.has(keyOf(path))) continue;
        used.add(keyOf(path));
        doubles.set(keyOf(first), double + 1);
        return path;
      }
    },
  };
}

/** Placeholders a rule has that are not among those it may have. */
export function unknownPlaces(rule: string, known: readonly string[]): string[] {
  return [...rule.matchAll(PLACE)].map(([, place]) => place!).filter((place) => !known.includes(place));
}

const PLACE = /\{([^{}]*)\}/gu;

/** What is not known leaves, with the mark that parts it from what is: no 「方案-.pdf」. */
function fill(rule: string, places: Partial<Record<Place, string>>): string {
  const filled = rule.replace(PLACE, (_, place: Place) => oneLine(places[place] ?? '') || NOTHING);
  return filled.replace(/\0[-_、.\s]+|[-_、.\s]*\0/gu, '');
}

const NOTHING = '\0';

function oneLine(text: string): string {
  return text
    .replace(/[/\\\0]/gu, '_')
    .replace(/\s+/gu, ' ')
    .trim();
}

function beginning(text: string, length: number): string {
  return [...text].slice(0, Math.max(1, length)).join('');
}

/** Windows and macOS take names for the same that differ in this alone. */
function keyOf(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
