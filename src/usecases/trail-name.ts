import { PURGED_WORDS, type Evidence } from '../domain/evidence.ts';
import { shortFileName } from '../domain/file-name.ts';

/** What 操作留痕 calls a piece. It keeps that for ever, so of a text, whose name is its first words, it says only that it is one. */
export function trailName({ form, originalName }: Pick<Evidence, 'form' | 'originalName'>): string {
  return form === 'text' ? PURGED_WORDS.text : shortFileName(originalName);
}
