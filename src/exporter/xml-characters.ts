/** Text without what XML does not allow at all, escaped or not: control characters, half of a pair. */
export function xmlCharacters(text: string): string {
  return text.toWellFormed().replace(NOT_XML, '');
}

const NOT_XML = /[^\P{Cc}\t\n\x7F-\x9F]|[\uFFFE\uFFFF]/gu;
