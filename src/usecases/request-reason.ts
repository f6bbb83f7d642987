import { DomainError } from '../domain/errors.ts';

/** A reason is a sentence, no report: it stands in one message and in 操作留痕. */
export function refuseLongReason(reason: string): void {
  if ([...reason].length > LONGEST_REASON) throw new DomainError('reason-too-long', { most: LONGEST_REASON });
}

const LONGEST_REASON = 200;
