import { DomainError } from '../domain/errors.ts';

/** Why a document is not imported. Each has its sentence, `templates/messages/refusals/table-<reason>.liquid`. */
export type ImportRefusalReason =
  | 'empty'
  | 'not-a-table'
  | 'no-items'
  | 'pdf'
  | 'picture'
  | 'other-format'
  | 'unknown-type'
  | 'encrypted'
  | 'broken'
  | 'too-large'
  | 'timeout';

/** A document that cannot become a 任务分解表: an expected answer, nothing was changed. */
export class ImportRefusal extends DomainError {
  override name = 'ImportRefusal';
  readonly reason: ImportRefusalReason;

  constructor(reason: ImportRefusalReason) {
    super(`table-${reason}`);
    this.reason = reason;
  }
}
