/** A content address: sha256 in lower-case hex. */
export function isKey(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

/** Names that people gave never become paths. */
export function checkKey(key: string): void {
  if (!isKey(key)) throw new TypeError(`not a file key: ${JSON.stringify(key)}`);
}

export function checkUploadToken(token: string): void {
  if (!/^[0-9a-f-]{36}$/.test(token)) throw new TypeError(`not the token of an upload: ${JSON.stringify(token)}`);
}

/** As the file system says it, whoever keeps the bytes. */
export function missing(what: string): Error {
  return Object.assign(new Error(`${what} is not there`), { code: 'ENOENT' });
}
