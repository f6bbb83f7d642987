import { insertEvidence } from '../db/evidence.ts';
import { dayOf } from '../domain/calendar.ts';
import { DomainError } from '../domain/errors.ts';
import type { Burst } from '../domain/evidence.ts';
import { safeFileName } from '../domain/file-name.ts';
import { dayOfText } from '../domain/made-on.ts';
import { isMarkedName, isMarkedPaper } from '../domain/marked-paper.ts';
import { substanceOfTyped, type TypedPiece } from '../domain/typed-evidence.ts';
import { yearMeant } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { dayMade } from './made-day.ts';

/** Refuses words that cannot be handed in, before anything is written. `code`: the item that was named. */
export function refuseTyped(piece: TypedPiece, code: string | undefined): void {
  if (piece.form === 'text') {
    const length = [...piece.body].length;
    if (length > LONGEST_TEXT) throw new DomainError('text-too-long', { most: LONGEST_TEXT, length });
    if (isMarkedPaper({ lines: piece.body.split('\n'), margins: [], cells: false })) throw new DomainError('marked-words');
    return;
  }
  if (isMarkedName(piece.title)) throw new DomainError('marked-words');
  if ([...piece.title].length > LONGEST_TITLE) throw new DomainError('detail-too-long', { field: 'title', most: LONGEST_TITLE });
  if (piece.form === 'link') refuseLink(piece.url, code ?? '3');
}

/** What opens in a browser for everybody who sees it, and carries nobody's password. */
function refuseLink(url: string, code: string): void {
  if (url.length > LONGEST_LINK) throw new DomainError('link-too-long', { most: LONGEST_LINK });
  const { protocol, username, password } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') throw new DomainError('link-not-web', { scheme: protocol, code });
  if (username !== '' || password !== '') throw new DomainError('link-with-password', { code });
}

const LONGEST_TEXT = 20_000;
const LONGEST_TITLE = 100;
const LONGEST_LINK = 1_000;

/** Adds a piece that came as words to a burst (同一批): it is stored with its row, or when its page was read. */
export async function addTyped(
  deps: Deps,
  burst: Burst,
  {
    piece,
    code,
    inboundId,
    position,
    memberId,
  }: { piece: TypedPiece; code: string | undefined; inboundId: string; position: number; memberId: string },
): Promise<void> {
  const now = deps.clock.now();
  const year = await yearMeant(deps, burst.year);
  const substance = substanceOfTyped(piece);
  const id = deps.newId();
  // What its sender did not say the page may.
  const isRead = piece.form === 'link' && (piece.title === '' || piece.day === undefined) && deps.pages.reads(piece.url);
  await insertEvidence(deps.db, {
    id,
    burstId: burst.id,
    inboundId,
    position,
    memberId,
    state: isRead ? 'pending' : 'stored',
    safeName: safeFileName(substance.originalName),
    attempts: 0,
    receivedAt: now.toISOString(),
    inspected: isRead ? 0 : 1,
    ...substance,
    ...daySaid(deps, piece, year, code),
  });
  if (isRead) await deps.queue.add('store-evidence', { evidenceId: id }, { id: `store-${id}` });
}

/** 形成日期: as it was said, or of a text as it says itself, to be confirmed. */
function daySaid(deps: Deps, piece: TypedPiece, year: number, code: string | undefined): Partial<ReturnType<typeof dayMade>> {
  if (piece.form !== 'text') return piece.day === undefined ? {} : dayMade(deps, piece.day, year, { form: piece.form, code: code ?? '3' });
  const day = dayOfText(piece.body, year);
  return day === undefined || day > dayOf(deps.clock.now()) ? {} : { madeOn: day, madeOnFrom: 'text' };
}
