import { PURGED_WORDS, type Evidence } from '../domain/evidence.ts';
import { shortFileName } from '../domain/file-name.ts';

/** What 操作留痕 calls a piece. It keeps that for ever, so of a text, whose name is its first words, it says only that it is one. */
export function trailName({ form, originalName }: Pick<Evidence, 'form' | 'originalName'>): string {
  return form === 'text' ? PURGED_WORDS.text : shortFileName(originalName);
}

/** What 操作留痕 calls several: the first ones by name, and how many there are of more. */
export function trailNames(files: readonly Pick<Evidence, 'form' | 'originalName'>[]): string {
  const names = files.slice(0, NAMES_KEPT).map((one) => `《${trailName(one)}》`);
  return `${names.join('')}${files.length > NAMES_KEPT ? `等 ${files.length} 份` : ''}`;
}

const NAMES_KEPT = 10;
