import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from 'yaml';
import type { z } from 'zod';
import { ConfigError } from '../domain/errors.ts';

export type YamlPath = readonly (string | number)[];

/** A file that has the shape asked for, and the way to point at a place in it. */
export interface YamlFile<T> {
  value: T;
  /** `config/reminders.yaml:4 rungs.0.days: what is wrong and the cure`. */
  problemAt(path: YamlPath, message: string): string;
}

/** Throws a ConfigError with every problem of the file, each with its line. */
export function readYamlFile<T>(path: string, schema: z.ZodType<T>): YamlFile<T> {
  const name = shownPath(path);
  const lines = new LineCounter();
  const document = parseDocument(readText(path, name), { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw new ConfigError(document.errors.map(({ pos, message }) => `${name}:${lines.linePos(pos[0]).line} ${message}; ${YAML_CURE}`));
  }
  refuseLostAliases(document, (offset) => `${name}:${lines.linePos(offset).line}`);
  const problemAt = (at: YamlPath, message: string): string =>
    `${name}:${lines.linePos(offsetOf(document, at)).line} ${at.length === 0 ? '' : `${at.join('.')}: `}${message}`;

  const parsed = schema.safeParse(toPlain(document, name), { reportInput: true });
  if (parsed.success) return { value: parsed.data, problemAt };
  throw new ConfigError(parsed.error.issues.flatMap((issue) => placesOf(issue).map((at) => problemAt(at, sentence(issue)))));
}

const YAML_CURE =
  'correct the line or the one before: blanks in front as its neighbours have, each bracket and quote closed, each name once';

function readText(path: string, name: string): string {
  try {
    return UTF8.decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError) throw new ConfigError([`${name}: is not written in UTF-8; save it again with the encoding UTF-8`]);
    const code = (error as NodeJS.ErrnoException).code;
    throw new ConfigError([`${name}: cannot be read (${code}); put the file there or make it readable`]);
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Whoever writes `*name` means text, or a place named `&name` that is not there. */
function refuseLostAliases(document: Document, lineAt: (offset: number) => string): void {
  const problems: string[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      problems.push(`${lineAt(alias.range?.[0] ?? 0)} *${alias.source}: put text that begins with * in quotes`);
    },
  });
  if (problems.length > 0) throw new ConfigError(problems);
}

/** Fails on aliases that multiply without end. */
function toPlain(document: Document, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    throw new ConfigError([`${name}: ${(error as Error).message}; write out what stands behind the names with *`]);
  }
}

function shownPath(path: string): string {
  const fromHere = relative('.', path);
  return fromHere.startsWith('..') ? path : fromHere;
}

/** Where the value stands, its key before it; for one that is missing, what should contain it. */
function offsetOf(document: Document, path: YamlPath): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    const [marked, inner] = entryOf(node, step);
    if (!isNode(marked) || !marked.range) break;
    offset = marked.range[0];
    node = inner;
  }
  return offset;
}

/** What marks the place of an entry, and what lies below it. A key may be a number in the file: `2027:`. */
function entryOf(node: unknown, step: string | number): [marked: unknown, inner: unknown] {
  if (isSeq(node)) return [node.items[Number(step)], node.items[Number(step)]];
  const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step)) : undefined;
  return [pair?.key, pair?.value];
}

function placesOf(issue: z.core.$ZodIssue): YamlPath[] {
  const path = issue.path as YamlPath;
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
}

function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'is not a setting of this place; check the spelling or remove the line';
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_union':
      if (issue.input === undefined) return 'is missing; add it';
  }
  const isGroup = issue.code === 'invalid_type' && (issue.expected === 'object' || issue.expected === 'record');
  return isGroup ? 'must hold settings, each as "name: value"' : issue.message;
}
