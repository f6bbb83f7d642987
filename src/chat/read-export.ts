import { incomplete, isQuestion } from './arguments.ts';
import type { Command } from './command.ts';
import { isBlank, withoutPoliteEnding, type Said } from './said.ts';

const PAPER =
  /^(?:(?:年度|任务)?(?<ledger>台账)|(?:操作)?留痕|操作记录) ?(?:[(,:]|导出|用|成|为|做成)? ?(?<form>word|docx|excel|xlsx|jsonl)? ?(?:格式|版|文件|表)?\)?$/i;

const ARCHIVE = /^(?:年度|创建)?档案(?:包|材料)? ?\(?(?<preview>预览|目录预览)?(?:zip(?:格式|文件|包)?|压缩包)?\)?$/i;

/** 「导出 台账」, 「导出台账 Word」, 「导出 留痕 jsonl」, 「导出 档案」, 「导出 档案 预览」; nothing behind it asks what there is. */
export function readExport(rest: Said): Command | undefined {
  if (isBlank(rest)) return { name: 'list-exports' };
  if (isQuestion(rest)) return undefined;
  const archive = ARCHIVE.exec(withoutPoliteEnding(rest).folded)?.groups;
  if (archive !== undefined)
    return archive['preview'] === undefined ? { name: 'export', kind: 'archive', form: 'zip' } : { name: 'preview-archive' };
  const groups = PAPER.exec(withoutPoliteEnding(rest).folded)?.groups;
  if (groups === undefined) return incomplete('export');
  const form = FORMS[groups['form']?.toLowerCase() ?? 'xlsx']!;
  if (groups['ledger'] !== undefined) return form === 'jsonl' ? incomplete('export') : { name: 'export', kind: 'ledger', form };
  return form === 'docx' ? incomplete('export') : { name: 'export', kind: 'trail', form };
}

const FORMS: Readonly<Record<string, 'xlsx' | 'docx' | 'jsonl'>> = {
  word: 'docx',
  docx: 'docx',
  excel: 'xlsx',
  xlsx: 'xlsx',
  jsonl: 'jsonl',
};
