import type { DutyRole, SourceCell } from '../../domain/plan-draft.ts';
import { columnMeaning } from '../header-words.ts';
import type { OwnerCell } from './item-row.ts';

/** What an item's own text says of itself beside what is to be done: 责任单位：…, 完成时限：…, 佐证材料：…. */
export interface Fields {
  owners: OwnerCell[];
  deadline: string;
  evidence: string;
  points: string;
  /** Lines that were taken out of the text, as written. */
  source: SourceCell[];
}

const KINDS = {
  departments: 'owners',
  lead: 'owners',
  support: 'owners',
  deadline: 'deadline',
  points: 'points',
  evidence: 'evidence',
} as const;
const ROLES: Record<string, DutyRole | undefined> = { lead: 'lead', support: 'support' };

/** A label with its colon, at the start of a line, after a blank, a bracket, dashes or the end of a clause. */
const LABEL = /(?<=^|[\s。；;，,（(【[)）】\]—–─…])([一-鿿]{2,8})\s*[:：]/g;

/** Parts an item's lines: those that only name its fields are taken out, fields within the text stay and are read as well. */
export function partFields(lines: readonly string[]): { lines: string[]; fields: Fields } {
  const fields: Fields = { owners: [], deadline: '', evidence: '', points: '', source: [] };
  const kept: string[] = [];
  for (const line of withValues(lines)) {
    const found = labelsIn(line);
    for (const { meaning, written } of found) addField(fields, meaning, valueOf(written));
    const isOnlyFields = found[0] !== undefined && /^[\s（(【[]*$/.test(line.slice(0, found[0].at));
    if (isOnlyFields) fields.source.push(...found.map(({ label, written }) => ({ label, text: withoutEnd(written) })));
    else kept.push(line);
  }
  return { lines: kept, fields };
}

/** As written, but for what parts it from the next label and the bracket around all of them. */
function withoutEnd(written: string): string {
  const text = written.replace(/^\s+|[\s；;]+$/g, '');
  return /[)）】\]]$/.test(text) && !/[（(【[]/.test(text) ? text.slice(0, -1) : text;
}

interface Labelled {
  at: number;
  label: string;
  meaning: keyof typeof KINDS;
  /** Up to the next label, whatever it is. */
  written: string;
}

function labelsIn(line: string): Labelled[] {
  const labels = [...line.matchAll(LABEL)];
  return labels.flatMap((match, index) => {
    const label = match[1]!;
    const meaning = columnMeaning(label) ?? '';
    const written = line.slice(match.index + match[0].length, labels[index + 1]?.index);
    return meaning in KINDS ? [{ at: match.index, label, meaning: meaning as keyof typeof KINDS, written }] : [];
  });
}

/** A label alone on its line has its value on the next. */
function withValues(lines: readonly string[]): string[] {
  return lines.reduce<string[]>((joined, line) => {
    const last = joined.at(-1);
    const isOpen = last !== undefined && /^[（(【[]?[一-鿿]{2,8}\s*[:：]$/.test(last.trim());
    return isOpen ? [...joined.slice(0, -1), last + line] : [...joined, line];
  }, []);
}

/** Up to the end of the clause, without the bracket around it. */
function valueOf(rest: string): string {
  const [value = ''] = rest.split(/[。】\]]|[)）](?![^（(]*[)）])/);
  return value.replace(/[\s；;，,（(]+$/, '').trim();
}

function addField(fields: Fields, meaning: keyof typeof KINDS, value: string): void {
  const kind = KINDS[meaning];
  if (value === '') return;
  if (kind === 'owners') fields.owners.push({ lines: [value], role: ROLES[meaning] });
  else fields[kind] ||= value;
}
