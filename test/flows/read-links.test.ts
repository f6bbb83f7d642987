import { once } from 'node:events';
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPublishedWorld, file, type World } from '../world.ts';

let world: World;
let configDir: string;
let server: Server;
let url: string;
let asked: string[];

/** 省文明网, as far as this test goes. */
beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/gone') return response.writeHead(404).end();
    const day = request.url === '/undated' ? '' : '<meta name="PubDate" content="2023-04-20 10:00">';
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`${day}<title>读书会报道</title>`);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  url = `http://${host}`;
  configDir = await mkdtemp(join(tmpdir(), 'wenming-links-'));
  await cp('config', configDir, { recursive: true });
  const path = join(configDir, 'evidence.yaml');
  await writeFile(path, (await readFile(path, 'utf8')).replace('linkHosts: []', ''));
  await appendFile(path, `linkHosts: ["${host}"]\n`);
  world = await createPublishedWorld({ env: { CONFIG_DIR: configDir } });
});

afterEach(async () => {
  await world.close();
  server.closeAllConnections();
  server.close();
  await rm(configDir, { recursive: true, force: true });
});

it('title and day of a link are read from the page of a listed host, and its sender confirms them', async () => {
  const receipt = await world.wang.says(`提交 3 ${url}/news`);
  expect(receipt).toMatch(
    /^收到《读书会报道》（链接），归入第3项[^\n]*编号 B1，共 1 份。\n读到：《读书会报道》形成日期 4月20日（周四）（网页所写）。\n/,
  );
  await world.wang.says('B1 无误');
  expect(await world.wu.says('B1')).toContain(`1. 《读书会报道》 链接\n　 新闻报道 4月20日（周四）（网页所写）\n　 ${url}/news`);
});

it('what its sender says counts before, and what nobody says is asked for', async () => {
  expect(await world.wang.says(`提交 3 我院读书会 ${url}/news`)).toContain('收到《我院读书会》（链接）');
  expect(await world.wang.says(`提交 3 ${url}/undated`)).toContain('● 链接没有题名或日期：《读书会报道》');
  expect(await world.wang.says(`提交 3 ${url}/gone`)).toMatch(/● 链接没有题名或日期：《127\.0\.0\.1:\d+\/gone》/);
  await world.wang.says(`提交 3 都说了 ${url}/told 4-20`);
  expect(asked).toEqual(['/news', '/undated', '/gone']);
});

it('a file beside it is answered with it, once', async () => {
  const answer = await world.wang.says(`提交 3 ${url}/news`, { files: [file('方案.pdf')] });
  expect(answer).toMatch(/^收到 2 份：《方案\.pdf》（\S+ 字节）、《读书会报道》（链接），归入第3项/);
  expect(answer.split('\n\n')).toHaveLength(1);
});

it('nothing is fetched of another host', async () => {
  const { port } = server.address() as AddressInfo;
  await world.wang.says(`提交 3 http://localhost:${port}/news`);
  await world.wang.says('提交 3 http://169.254.169.254/latest/meta-data/');
  expect(asked).toEqual([]);
});
