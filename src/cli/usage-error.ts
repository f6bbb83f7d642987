/** The command line was not understood, or names what is not there. The message is shown with the usage. */
export class UsageError extends Error {
  override name = 'UsageError';
}
