import { pinyin } from 'pinyin-pro';
import { can } from '../domain/access.ts';
import type { Member } from '../domain/directory.ts';
import { PHRASES, type Phrase } from './phrases.ts';

/** Longer texts are compared by their beginning. */
const COMPARED_LENGTH = 40;

/**
 * The commands nearest to words nobody knows, of those this person may use: alike in characters, or in sound (进都, jindu).
 * Of equals the more used one.
 */
export function suggest(text: string, person: Pick<Member, 'roles'>, count = 2): Phrase[] {
  const said = soundsOf(text.slice(0, COMPARED_LENGTH));
  return PHRASES.filter(({ right }) => can(person, right))
    .map((phrase) => ({ phrase, likeness: Math.max(...wordsOf(phrase).map((word) => likeness(said, word))) }))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, count)
    .map(({ phrase }) => phrase);
}

interface Sounds {
  characters: ReadonlySet<string>;
  letters: ReadonlySet<string>;
}

const heard = new WeakMap<Phrase, Sounds[]>();

function wordsOf(phrase: Phrase): Sounds[] {
  const known = heard.get(phrase) ?? phrase.words.map(soundsOf);
  heard.set(phrase, known);
  return known;
}

function soundsOf(text: string): Sounds {
  const plain = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const letters = pinyin(plain, { toneType: 'none', type: 'array', nonZh: 'consecutive' }).join('').replace(/\s/g, '');
  return { characters: new Set([...runs(plain, 1), ...runs(plain, 2)]), letters: new Set(runs(letters, 3)) };
}

function runs(text: string, length: number): string[] {
  const characters = [...text];
  return characters.slice(length - 1).map((_, i) => characters.slice(i, i + length).join(''));
}

/** Sound counts a little less: 进度 beats what only sounds like it. */
function likeness(a: Sounds, b: Sounds): number {
  return Math.max(overlap(a.characters, b.characters), 0.9 * overlap(a.letters, b.letters));
}

/** Dice: shared pairs against all of both. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0;
  const shared = [...a].filter((piece) => b.has(piece)).length;
  return (2 * shared) / (a.size + b.size);
}
