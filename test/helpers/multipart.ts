export interface UploadedFile {
  /** `filename` as the form says it, in UTF-8. */
  name: string;
  /** `filename*`, decoded. */
  extendedName: string;
  bytes: Buffer;
}

/** The one file of an uploaded form, field `media`. Undefined when it is not well formed. */
export function readMultipart(contentType: string, body: Buffer): UploadedFile | undefined {
  const boundary = /boundary=(.+)$/.exec(contentType)?.[1];
  const headEnd = body.indexOf('\r\n\r\n');
  const head = body.subarray(0, headEnd).toString();
  const end = body.lastIndexOf(`\r\n--${boundary}--`);
  if (boundary === undefined || headEnd < 0 || end < 0 || !head.startsWith(`--${boundary}\r\n`)) return undefined;
  const bytes = body.subarray(headEnd + 4, end);
  const [, name, extended, length] = /name="media"; filename="([^"]*)"; filename\*=UTF-8''(\S+); filelength=(\d+)/.exec(head) ?? [];
  if (name === undefined || extended === undefined || Number(length) !== bytes.length) return undefined;
  return { name, extendedName: decodeURIComponent(extended), bytes };
}
