import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer } from '../helpers/server-process.ts';
import { tableFile } from '../helpers/tables.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const data = (name: string): string => fileURLToPath(new URL(`../data/${name}`, import.meta.url));
const TABLE = data('task-table-2023.docx');

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wenming-cli-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const dataDir = (): string => join(dir, 'data');
/** Whatever folder it is given in. */
const SETTINGS = { PATH: process.env['PATH'], NODE_COMPILE_CACHE: resolve('.cache/node') };

async function cli(
  args: string[],
  env: Record<string, string> = {},
  cwd = '.',
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: { ...SETTINGS, DATA_DIR: dataDir(), ...env } });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, err };
}

describe('import --dry-run --json', () => {
  it.each(['task-table-2023.docx', 'task-table-2023.doc', 'notice-2023.txt'])('prints %s as one object and nothing else', async (name) => {
    const { code, out, err } = await cli(['import', '--dry-run', '--json', data(name)]);
    expect(err).toBe('');
    const draft = JSON.parse(out);
    expect(Object.keys(draft)).toEqual(['year', 'title', 'categories', 'sections', 'tasks', 'adjustments', 'warnings']);
    expect(draft.year).toBe(2023);
    expect(draft.categories.map(({ points }: { points: number }) => points)).toEqual([28, 22, 14, 16, 10, 10]);
    expect(draft.tasks).toHaveLength(22);
    expect(draft.tasks[10].quota).toMatchObject({ n: 4 });
    expect(draft.adjustments).toHaveLength(9);
    expect(Object.keys(draft.adjustments[0])).toEqual(['kind', 'group', 'groupCap', 'text', 'cap', 'rates', 'departments']);
    expect(draft.warnings.map((warning: { code: string }) => warning.code)).toEqual(['no-deadline', 'unknown-department']);
    expect(draft.warnings[1].message).toContain('地质工会');
    expect(code).toBe(0);
    expect(existsSync(dataDir())).toBe(false);
  });

  it('needs no configuration: without a directory departments are not checked, and it says so', async () => {
    const { code, out, err } = await cli(['import', '--dry-run', '--json', TABLE], { CONFIG_DIR: dir });
    expect(JSON.parse(out).warnings.map((warning: { code: string }) => warning.code)).toEqual(['no-deadline']);
    expect(err).toMatch(/^Departments were not checked: /);
    expect(code).toBe(0);
  });

  it('gives rhythms on working days', async () => {
    const path = join(dir, 'rhythms.txt');
    const { bytes } = tableFile(2023, [{ code: 1, text: '开展安全检查。', points: 2, owners: ['办公室'], deadline: '每季度末' }]);
    await writeFile(path, bytes);
    expect(JSON.parse((await cli(['import', '--json', path])).out).tasks[0].deadlines).toEqual([
      { raw: '每季度末', type: 'quarterly', dates: ['2023-03-31', '2023-06-30', '2023-09-28', '2023-12-29'] },
    ]);
  });

  it('assumes --year only when the table says none', async () => {
    const undated = join(dir, 'table.txt');
    await writeFile(
      undated,
      '任务分解表\n\t考评项目\n\t考评内容\n\t考评标准\n\t责任部门\n\n\t一、甲 3分\n\t乙 3分\n\t（1）开展活动。3分\n\t办公室\n',
    );
    expect(JSON.parse((await cli(['import', '--json', undated])).out).year).toBe(null);
    expect(JSON.parse((await cli(['import', '--json', '--year', '2024', undated])).out).year).toBe(2024);
    expect(JSON.parse((await cli(['import', '--json', '--year', '2024', TABLE])).out).year).toBe(2023);
    expect((await cli(['import', '--confirm', undated])).err).toBe('The table does not say its year: add --year YYYY.\n');
  });
});

describe('import', () => {
  it('shows the preview and touches nothing', async () => {
    const { code, out } = await cli(['import', TABLE]);
    expect(out).toMatch(/^读好了：2023年度院机关文明创建任务分解表（暂定稿）\n● 22 项，6 个项目，合计 100 分/);
    expect(out).toContain('「机关各支部」含 6 个支部');
    expect(out).toMatch(/加上 --confirm 再运行一次即生效。\n$/);
    expect(code).toBe(0);
    expect(existsSync(dataDir())).toBe(false);
  });

  it('--confirm publishes once; the same table again changes nothing, another says the difference and takes its place', async () => {
    const first = await cli(['import', '--confirm', TABLE]);
    expect(first.err).toBe('');
    expect(first.out).toMatch(/^已生效：22 项任务分到 10 个部门和 6 个支部，1 个部门待认领（地质工会）。/);
    const again = await cli(['import', '--confirm', data('notice-2023.txt')]);
    expect(again).toMatchObject({ code: 0, out: expect.stringMatching(/^2023年度的任务分解表已经生效，与这份完全一致/) });
    const other = join(dir, '2023.txt');
    await writeFile(
      other,
      '2023年度任务分解表\n\t考评项目\n\t考评内容\n\t考评标准\n\t责任部门\n\n\t一、甲 3分\n\t乙 3分\n\t（1）开展活动。3分\n\t办公室\n',
    );
    const replaced = await cli(['import', '--confirm', other]);
    expect(replaced).toMatchObject({ code: 0, err: '' });
    expect(replaced.out).toMatch(
      /^2023年度的任务分解表已经生效。这份与它相比：\n● 不变 0 项\n● 去掉 22 项：[\s\S]*\n已更新：2023年度任务分解表换成了这一份/,
    );
    expect((await cli(['import', '--confirm', TABLE])).out).toContain('● 新增 22 项：第1项 党组（党委）会议“第一议题”制度…（恢复）');
    expect(await cli(['verify'])).toMatchObject({ code: 0 });
  });

  it('works beside a running server, which tells the people', async () => {
    const server = await startServer({ DATA_DIR: dataDir() });
    try {
      expect(await cli(['import', '--confirm', TABLE])).toMatchObject({ code: 0, err: '' });
      const told = async (member: string): Promise<{ text: string }[]> => {
        await fetch(`${server.url}/sandbox/api/idle`, { method: 'POST' });
        const response = await fetch(`${server.url}/sandbox/api/messages?member=${member}&after=0`);
        const { messages } = (await response.json()) as { messages: { text: string }[] };
        return messages;
      };
      await expect.poll(() => told('zhang'), { interval: 250 }).toHaveLength(1);
      expect((await told('zhou'))[0]!.text).toContain('机关妇委会');
    } finally {
      await server.stop();
    }
  });

  it('refuses in one readable line', async () => {
    const pdf = join(dir, '任务分解表.pdf');
    await writeFile(pdf, '%PDF-1.7\n');
    const { code, out, err } = await cli(['import', '--dry-run', '--json', pdf]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe('不能从 PDF 导入任务分解表。请发原来的 Word 或 Excel 文件（.docx、.doc、.xlsx、.xls），或把表格文字粘贴过来。\n');
  });

  it('says how it is used', async () => {
    for (const args of [
      ['import'],
      ['import', '--loud', TABLE],
      ['import', TABLE, TABLE],
      ['import', '--year', 'now', TABLE],
      ['improt'],
    ]) {
      const { code, out, err } = await cli(args);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain('Usage: npm run cli');
    }
    const missing = await cli(['import', join(dir, 'missing.docx')]);
    expect(missing.code).toBe(1);
    expect(missing.err).toMatch(/missing\.docx cannot be read \(ENOENT\)\n$/);
    expect((await cli(['--help'])).out).toContain('Usage: npm run cli');
  });
});

describe('migrate', () => {
  it('reads .env as the server does', async () => {
    await writeFile(join(dir, '.env'), `CONFIG_DIR=${join(process.cwd(), 'config')}\n`);
    expect(await cli(['migrate'], {}, dir)).toMatchObject({ code: 0, err: '' });
  });

  it('makes the database', async () => {
    expect(await cli(['migrate'])).toEqual({ code: 0, out: 'The database is up to date.\n', err: '' });
    expect(existsSync(join(dataDir(), 'wenming.db'))).toBe(true);
  });
});
