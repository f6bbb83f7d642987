/** Longest name a file may have on the disks people unpack archives on, in UTF-8 bytes. */
const MAX_BYTES = 255;

const UNNAMED = '未命名';

/** Names Windows keeps for devices, whatever suffix follows. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;

/**
 * A sender's file name made safe for any disk: no path parts, no control or direction-changing characters, nothing Windows
 * refuses, at most 255 bytes. `ext` is the suffix the bytes call for; without it the name keeps its own.
 */
export function safeFileName(original: string, ext?: string): string {
  const { stem, suffix } = splitName(cleaned(original));
  const tail = ext ?? suffix;
  const dotted = tail === '' ? '' : `.${cutBytes(tail, MAX_BYTES / 4)}`;
  const head = withoutEdges(cutBytes(stem, MAX_BYTES - byteLength(dotted)));
  if (head === '') return `${UNNAMED}${dotted}`;
  return RESERVED.test(head.split('.', 1)[0]!.trim())
    ? `_${cutBytes(head, MAX_BYTES - byteLength(dotted) - 1)}${dotted}`
    : `${head}${dotted}`;
}

/** A name for a file that nobody named: 「图片-3.jpg」. `place`: the how manieth it is of those that came together, from 1. */
export function nameByType(type: { ext: string; mime: string } | undefined, place: number): string {
  const kind = KINDS[type?.mime.split('/', 1)[0] ?? ''] ?? '文件';
  return type === undefined ? `${kind}-${place}` : `${kind}-${place}.${type.ext}`;
}

const KINDS: Readonly<Record<string, string>> = { image: '图片', audio: '语音', video: '视频' };

/** The suffix as the name claims it, lower case, '' when there is none. Characters that only hide it do not count. */
export function suffixOf(original: string): string {
  return splitName(cleaned(original)).suffix.toLowerCase();
}

/** The name without its suffix. */
export function stemOf(name: string): string {
  return splitName(name).stem;
}

/** A file name as it stands in a message: nothing that turns it around, and long ones lose their middle, never their suffix. */
export function shortFileName(original: string, length = 40): string {
  const name = visible(original);
  if (name.trim() === '') return UNNAMED;
  const characters = [...name];
  if (characters.length <= length) return name;
  const tail = [...splitName(name).suffix].slice(0, length / 4);
  const kept = characters.slice(0, length - tail.length - 2).join('');
  return tail.length === 0 ? `${kept}…` : `${kept}….${tail.join('')}`;
}

function cleaned(original: string): string {
  const last =
    original
      .toWellFormed()
      .normalize('NFC')
      .split(/[/\\]/)
      .findLast((part) => withoutEdges(visible(part)) !== '') ?? '';
  return withoutEdges(visible(last).replace(/[<>:"|?*]/g, '_'));
}

/** Format characters too: among them are the ones that turn 「gpj.exe」 around. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]+/gu, '').replace(/\s+/gu, ' ');
}

/** Windows drops dots and blanks at the end, Unix hides a dot at the front. */
function withoutEdges(text: string): string {
  return text.replace(/^[.\s]+|[.\s]+$/gu, '');
}

function splitName(name: string): { stem: string; suffix: string } {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? { stem: name, suffix: '' } : { stem: name.slice(0, dot), suffix: name.slice(dot + 1).trim() };
}

function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

function cutBytes(text: string, limit: number): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += byteLength(character);
    if (bytes > limit) return kept;
    kept += character;
  }
  return kept;
}
