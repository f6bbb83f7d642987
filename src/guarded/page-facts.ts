import { isDay } from '../domain/calendar.ts';
import type { PageFacts } from '../ports/page-reader.ts';

/** Names of what a page says of itself, the surest first: as government sites have it (政府网站标记), then as others do. */
const TITLES = ['articletitle', 'og:title'];
const DAYS = ['pubdate', 'article:published_time', 'publishdate', 'datepublished', 'og:release_date'];

/** Title and day of an HTML page, however broken it is. Every pattern is bounded, so that no page costs time. */
export function pageFacts(html: string): PageFacts {
  const metas = new Map<string, string>();
  for (const [tag] of html.matchAll(/<meta\b[^>]{0,2000}>/giu)) {
    const name = attribute(tag, 'name') ?? attribute(tag, 'property') ?? attribute(tag, 'itemprop');
    const content = attribute(tag, 'content');
    if (name !== undefined && content !== undefined && !metas.has(name.toLowerCase())) metas.set(name.toLowerCase(), content);
  }
  const written = TITLES.flatMap((name) => metas.get(name) ?? [])[0] ?? /<title\b[^>]{0,200}>([^<]{0,1000})/iu.exec(html)?.[1] ?? '';
  const title = plain(written);
  const day = DAYS.flatMap((name) => dayIn(metas.get(name) ?? '') ?? [])[0];
  return { title: title === '' ? null : title, publishedOn: day ?? null };
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]{0,1000})"|'([^']{0,1000})'|([^\\s"'>]{1,1000}))`, 'iu').exec(tag);
  return match?.slice(1).find((group) => group !== undefined);
}

function dayIn(text: string): string | undefined {
  const match = /(20\d\d)[-/年.](\d{1,2})[-/月.](\d{1,2})/u.exec(text);
  const day = match
    ?.slice(1)
    .map((number) => number.padStart(2, '0'))
    .join('-');
  return day !== undefined && isDay(day) ? day : undefined;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ldquo: '“',
  rdquo: '”',
  middot: '·',
  mdash: '—',
};

/** One line of at most 100 characters. */
function plain(text: string): string {
  const decoded = text.replace(
    /&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]{2,8}));/giu,
    (all, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? all;
      const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
  const line = decoded
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  const characters = [...line];
  return characters.length > LONGEST_TITLE ? `${characters.slice(0, LONGEST_TITLE - 1).join('')}…` : line;
}

const LONGEST_TITLE = 100;
