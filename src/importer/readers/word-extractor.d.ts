declare module 'word-extractor' {
  export default class WordExtractor {
    extract(source: Buffer): Promise<Record<'getBody' | 'getHeaders' | 'getTextboxes', (options: { filterUnicode: boolean }) => string>>;
  }
}
