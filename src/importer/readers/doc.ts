import WordExtractor from 'word-extractor';
import type { GridDocument } from '../grid.ts';
import { type StreamCell, tablesOf } from './cell-stream.ts';

/**
 * Reads a Word 97 file (.doc). Its text has a tab after each cell and a line break after each row; merged cells are empty there, so
 * a blank cell may mean "as above".
 */
export async function readDoc(bytes: Buffer): Promise<GridDocument> {
  const document = await new WordExtractor().extract(bytes);
  return tablesOf(toCells(document.getBody({ filterUnicode: false }))); // filtered, Chinese quotes would come back as ASCII
}

function toCells(body: string): StreamCell[] {
  const pieces = body.split('\t');
  return pieces.map((piece, index) => ({
    lines: piece
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    rest: [],
    mayEnd: pieces[index + 1]?.startsWith('\n') ?? false,
  }));
}
