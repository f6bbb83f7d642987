import type { ChainedEntry } from '../domain/audit-chain.ts';
import { dayOf, timeOf } from '../domain/calendar.ts';
import { LEFT, type PrintedRow, type PrintedTable } from './printed-table.ts';

/** An entry as people read it. */
export interface ReadableEntry extends ChainedEntry {
  /** Name of the person; null when nobody is known by that id. */
  who: string | null;
  /** 第3项, B12; '' when it is about neither. */
  about: string;
}

/** 操作留痕 to read on paper. Each row ends with its hash, so that it can be found in the lines (jsonl) that prove it. */
export function trailTable(entries: AsyncIterable<ReadableEntry>, madeAt: Date): PrintedTable {
  return {
    name: '操作留痕',
    title: '操作留痕',
    note: `导出时间：${dayOf(madeAt)} ${timeOf(madeAt)}`,
    columns: [
      { label: '序号', width: 4, align: 'center' },
      { label: '时间', width: 8, align: 'center' },
      { label: '操作人', width: 6, align: 'center' },
      { label: '来源', width: 5, align: 'center' },
      { label: '事项', width: 6, align: 'center' },
      { label: '内容', width: 34, align: 'left' },
      { label: '校验码', width: 19, align: 'left' },
    ],
    rows: rowsOf(entries),
  };
}

async function* rowsOf(entries: AsyncIterable<ReadableEntry>): AsyncIterable<PrintedRow> {
  let last: ReadableEntry | undefined;
  for await (const entry of entries) {
    const { n, at, who, actor, source, about, summary, hash } = entry;
    const instant = new Date(at);
    const cells = [
      n,
      `${dayOf(instant)} ${timeOf(instant)}`,
      who ?? ACTORS[actor] ?? actor,
      SOURCES[source] ?? source,
      about,
      summary,
      hash,
    ];
    yield { kind: 'body', cells };
    last = entry;
  }
  const head = last === undefined ? '还没有操作记录' : `共 ${last.n} 条，链首校验码 ${last.hash}`;
  yield { kind: 'heading', cells: [head, LEFT, LEFT, LEFT, LEFT, LEFT, LEFT] };
}

const ACTORS: Readonly<Record<string, string>> = { cli: '命令行', system: '自动' };

const SOURCES: Readonly<Record<string, string>> = {
  wecom: '企业微信',
  dingtalk: '钉钉',
  sandbox: '演示环境',
  file: '启动时',
  link: '链接',
  upload: '网页上传',
  cli: '命令行',
};
