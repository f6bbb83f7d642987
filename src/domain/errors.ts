/**
 * An expected refusal. `code` names the sentence in `templates/messages/refusals/`, `details` fills it; nothing was changed.
 * The English `message` is for logs.
 */
export class DomainError extends Error {
  override name = 'DomainError';
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, details: Readonly<Record<string, unknown>> = {}) {
    super(`refused: ${code}`);
    this.code = code;
    this.details = details;
  }
}

/** Configuration that cannot be used. Carries every problem found, each with its place and its cure (English, for operators). */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}
