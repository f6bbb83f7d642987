import type { Shown } from './api.ts';

/** What is read in one thing that was shown: words, the words its buttons say, and links. */
export function readShown({ body, file }: Pick<Shown, 'body' | 'file'>): { text: string; commands: string[]; links: string[] } {
  if (file !== undefined) return { text: `《${file.name}》`, commands: [], links: [] };
  const content = (body['msgParam'] ?? body[String(body['msgtype'])]) as Readonly<Record<string, unknown>>;
  // Two blanks make the line break.
  const text = String(content['text'] ?? content['content']).replaceAll('  \n', '\n');
  const links = [...text.matchAll(/\]\((http[^)]+)\)/g)].map(([, link]) => link!);
  const buttons = addressesIn(content).map(wordsOf);
  const said = /^(?:回复|@\S+) (.+)$/m.exec(text)?.[1] ?? '';
  return { text, commands: buttons.length > 0 || said === '' ? buttons : said.split(' / '), links };
}

/** Of buttons, however many, in either form. */
function addressesIn(content: Readonly<Record<string, unknown>>): string[] {
  const several = (content['btns'] ?? []) as { actionURL: string }[];
  const named = Object.entries(content).flatMap(([name, value]) => (/^(?:singleURL|actionURL\d)$/.test(name) ? [String(value)] : []));
  return [...several.map(({ actionURL }) => actionURL), ...named];
}

/** What the client says when a button is pressed. */
function wordsOf(address: string): string {
  const url = new URL(address);
  if (url.protocol !== 'dtmd:' || !address.startsWith('dtmd://dingtalkclient/sendMessage?'))
    throw new Error(`a button leads to ${url.protocol}`);
  return url.searchParams.get('content')!;
}
