import type { Evidence } from './evidence.ts';
import { kindOfFile } from './evidence-kind.ts';

/** Evidence (佐证资料) that came as words: a link, a text, or the entry of a paper that is kept elsewhere (登记). `day` as typed. */
export type TypedPiece =
  | { form: 'link'; url: string; title: string; day: string | undefined }
  | { form: 'text'; body: string }
  | { form: 'register'; title: string; docNumber: string | undefined; day: string | undefined; keptAt: string };

/** What such a piece shows, its day apart. */
export function substanceOfTyped(
  piece: TypedPiece,
): Pick<Evidence, 'form' | 'originalName' | 'kind'> &
  Partial<Pick<Evidence, 'title' | 'url' | 'body' | 'docNumber' | 'docNumberConfirmed' | 'keptAt' | 'chars'>> {
  if (piece.form === 'text') {
    const { body } = piece;
    const name = startOf(body);
    return { form: 'text', originalName: name, title: name, body, chars: lengthOf(body), kind: kindOfFile(name, null) };
  }
  const { form, title } = piece;
  const kind = kindOfFile(title, null);
  if (form === 'link') {
    const { url } = piece;
    return { form, originalName: title || startOf(url.replace(/^https?:\/\//, ''), 60), title: title || null, url, kind };
  }
  const { docNumber = null, keptAt } = piece;
  return { form, originalName: title, title, docNumber, docNumberConfirmed: docNumber === null ? 0 : 1, keptAt: keptAt || null, kind };
}

/** The first words of a text, to call it by. */
function startOf(text: string, most = 20): string {
  const line = text
    .trimStart()
    .split(/[\n。！？!?]/u, 1)[0]!
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = [...line];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : line;
}

/** 字数. */
function lengthOf(text: string): number {
  return [...text.replace(/\s+/gu, '')].length;
}
