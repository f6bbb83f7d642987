/** An expected refusal. `message` is safe Chinese for the person who asked and says the next step. */
export class DomainError extends Error {
  override name = 'DomainError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
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
