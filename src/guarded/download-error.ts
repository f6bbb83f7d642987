/**
 * Why nothing came. Says nothing of the address, which may be a secret, nor does what caused it. `not-allowed` never works;
 * `timeout` and `broken` may another time.
 */
export class DownloadError extends Error {
  override name = 'DownloadError';
  readonly code: 'not-allowed' | 'timeout' | 'broken';

  constructor(code: DownloadError['code'], detail?: string) {
    super(`download ${code}${detail === undefined ? '' : ` (${detail})`}`);
    this.code = code;
  }
}
