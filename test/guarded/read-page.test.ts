import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { pageFacts } from '../../src/guarded/page-facts.ts';
import { createPageReader } from '../../src/guarded/read-page.ts';

let server: Server | undefined;
let connections = 0;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server on this machine; `host:port`. */
async function listen(answer: RequestListener): Promise<string> {
  connections = 0;
  server = createServer(answer).on('connection', () => connections++);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const NOTHING = { title: null, publishedOn: null };
const page =
  (html: string | Buffer, type = 'text/html; charset=utf-8'): RequestListener =>
  (_, response) => {
    response.writeHead(200, { 'content-type': type }).end(html);
  };

describe('what a page says of itself', () => {
  it.each([
    ['<title>读书会开讲</title>', '读书会开讲', null],
    ['<TITLE lang="zh">\n 读书会&nbsp;开讲 \n</TITLE>', '读书会 开讲', null],
    [
      '<meta name="ArticleTitle" content="读书会开讲"><meta name="PubDate" content="2023-04-20 10:00"><title>省文明网</title>',
      '读书会开讲',
      '2023-04-20',
    ],
    [
      "<meta property='og:title' content='读书&quot;会&quot;&#24320;讲'><meta content=2023/4/5 name=publishdate>",
      '读书"会"开讲',
      '2023-04-05',
    ],
    ['<meta property="article:published_time" content="2023-02-30T00:00">', null, null],
    ['<meta name="ArticleTitle" content="', null, null],
    ['', null, null],
    [`<title>${'长'.repeat(300)}</title>`, `${'长'.repeat(99)}…`, null],
    ['<title>a\u202eb\u0000c</title>', 'a b c', null],
  ])('%s', (html, title, publishedOn) => expect(pageFacts(html)).toEqual({ title, publishedOn }));

  it('costs no time however it is made', () => {
    for (const bait of ['<meta ', '<title ', '<meta name="', '&#', '<meta content=x name='])
      expect(pageFacts(bait.repeat(100_000))).toEqual(NOTHING);
  });
});

describe('a page is read', () => {
  it('of a listed host, in its own charset', async () => {
    const gbk = Buffer.from([0xb6, 0xc1, 0xca, 0xe9, 0xbb, 0xe1]); // 读书会
    const host = await listen(page(Buffer.concat([Buffer.from('<meta charset="gbk"><title>'), gbk, Buffer.from('</title>')]), 'text/html'));
    expect(await createPageReader([host]).read(`http://${host}/news/1`)).toEqual({ title: '读书会', publishedOn: null });
  });

  it('at most half a megabyte of it', async () => {
    const host = await listen((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.write('<title>读书会</title>');
      const more = (): void => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more);
      };
      more();
    });
    expect(await createPageReader([host]).read(`http://${host}/`)).toMatchObject({ title: '读书会' });
  });

  it.each<[string, RequestListener]>([
    [
      'a redirect, wherever it leads',
      (_, response) => void response.writeHead(302, { location: 'http://169.254.169.254/' }).end('<title>内部</title>'),
    ],
    ['what is no page', page('<title>内部</title>', 'application/json')],
    ['an error', (_, response) => void response.writeHead(500, { 'content-type': 'text/html' }).end('<title>内部</title>')],
    ['a line that breaks', (_, response) => void response.socket?.destroy()],
  ])('but not %s', async (_, answer) => {
    const host = await listen(answer);
    expect(await createPageReader([host]).read(`http://${host}/`)).toEqual(NOTHING);
    expect(connections).toBe(1);
  });
});

it.each([
  'http://HOST/',
  'https://HOST/',
  'http://user:password@HOST/',
  'http://localhost:PORT/',
  'http://2130706433:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://169.254.169.254/latest/meta-data/',
  'http://10.0.0.5/',
  'https://www.example.gov.cn.evil.example/',
  'http://www.example.gov.cn/',
  'https://www.example.gov.cn:8443/',
  'file:///etc/passwd',
  'no address',
])('nothing is fetched from %s, which nobody listed', async (address) => {
  const host = await listen(page('<title>内部</title>'));
  const reader = createPageReader(['www.example.gov.cn:443', 'other.example']);
  const url = address.replace('HOST', host).replace('PORT', host.split(':')[1]!);
  expect(reader.reads(url)).toBe(false);
  expect(await reader.read(url)).toEqual(NOTHING);
  expect(connections).toBe(0);
});
