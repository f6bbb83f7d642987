import { suffixOf } from './file-name.ts';

/** What is known of a file before it is kept. `head`: its first bytes. */
export interface FileFacts {
  name: string;
  size: number;
  /** Sniffed from the bytes; undefined when they do not tell. */
  type: { ext: string; mime: string } | undefined;
  head: Uint8Array;
}

/** Why a file is not kept. Code of a line in the answer. */
export type FileRefusal = 'empty' | 'program' | 'macro' | 'disguised' | 'bomb' | 'script' | 'page';

export type FileVerdict =
  | { keep: false; remark: FileRefusal }
  /** `ext`: the suffix it should carry; undefined when its own is right. */
  | { keep: true; ext: string | undefined; mime: string };

/** Looks at bytes and name before evidence (佐证资料) is kept: programs, scripts and pages are refused under any name, a wrong harmless suffix is corrected. */
export function checkFile({ name, size, type, head }: FileFacts): FileVerdict {
  if (size === 0) return { keep: false, remark: 'empty' };
  const suffix = suffixOf(name);
  if (PROGRAM_BYTES.has(type?.ext ?? '') || PROGRAM_SUFFIXES.has(suffix)) return { keep: false, remark: 'program' };
  if (MACRO_SUFFIXES.has(suffix) || MACRO_SUFFIXES.has(type?.ext ?? '')) return { keep: false, remark: 'macro' };
  const text = startAsText(head);
  if (PAGE_SUFFIXES.has(suffix) || (text.startsWith('<') && /<(?:!doctype\s+html|html|svg|script)[\s>]/i.test(text)))
    return { keep: false, remark: 'page' };
  if (SCRIPT_SUFFIXES.has(suffix) || SCRIPT_START.test(text)) return { keep: false, remark: 'script' };
  const honest = type === undefined || suffix === type.ext || (ALSO_CALLED[type.ext] ?? []).includes(suffix);
  return { keep: true, ext: honest ? undefined : type.ext, mime: type?.mime ?? 'application/octet-stream' };
}

/** Whether a name in an archive is one under which nothing would be kept by itself: a program, a script, an office file with macros. */
export function isProgramName(name: string): boolean {
  const suffix = suffixOf(name);
  return PROGRAM_SUFFIXES.has(suffix) || SCRIPT_SUFFIXES.has(suffix) || MACRO_SUFFIXES.has(suffix);
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

/** Types by their bytes. */
const PROGRAM_BYTES = words('exe elf macho class jar apk lnk deb rpm crx xpi swf wasm dmg reg alias');
const PROGRAM_SUFFIXES = words(
  'exe com scr pif cpl dll ocx sys drv msi msix msp mst appx app dmg pkg apk ipa jar class lnk url desktop deb rpm so dylib swf crx gadget reg inf chm hlp',
);
/** Office files made to carry programs (宏). */
const MACRO_SUFFIXES = words('docm dotm xlsm xltm xlam xlsb pptm potm ppsm ppam');
const SCRIPT_SUFFIXES = words(
  'bat cmd sh bash zsh ps1 psm1 psd1 ps1xml vbs vbe vb js jse mjs cjs wsf wsh wsc sct hta py pyw pl rb php jsp asp aspx scf',
);
/** Recordings of voice messages (AMR, SILK) begin with the two characters that a script does. */
const SCRIPT_START = /^(?:#!(?!AMR(?:-WB)?\n|SILK_V3)|<\?php|@echo off)/i;
const PAGE_SUFFIXES = words('html htm xhtml shtml mht mhtml svg svgz');

/** Suffixes that are right for a sniffed type beside its own: containers do not tell which office program wrote them. */
const ALSO_CALLED: Readonly<Record<string, readonly string[]>> = {
  jpg: ['jpeg', 'jpe', 'jfif'],
  tif: ['tiff', 'dng'],
  heic: ['heif', 'hif'],
  apng: ['png'],
  cfb: ['doc', 'dot', 'xls', 'xlt', 'ppt', 'pps', 'wps', 'wpt', 'et', 'ett', 'dps', 'dpt', 'vsd', 'mpp', 'msg'],
  zip: ['docx', 'xlsx', 'pptx', 'ofd', 'wps', 'et', 'dps', 'epub', 'odt', 'ods', 'odp', 'xmind'],
  docx: ['wps'],
  xlsx: ['et'],
  pptx: ['dps'],
  rtf: ['doc', 'wps'],
  xml: ['doc', 'xls', 'wps', 'xmind', 'kml', 'rels'],
  mp4: ['m4v', 'mov'],
  mov: ['mp4', 'qt'],
  m4v: ['mp4'],
  '3gp': ['mp4', '3gpp'],
  m4a: ['mp4', 'aac'],
  asf: ['wmv', 'wma'],
  mpg: ['mpeg'],
  gz: ['tgz'],
  'tar.gz': ['tgz', 'gz'],
  ps: ['ai', 'eps'],
  pdf: ['ai'],
  ics: ['txt'],
  vcf: ['txt'],
};

/** The first characters without byte order mark and blanks, in whichever of the usual encodings; other bytes give nonsense that matches nothing. */
function startAsText(head: Uint8Array): string {
  const encoding = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(head).trimStart();
}
