import { request, type ClientRequest } from 'node:http';

/** A browser on the upload page, as its contract has it. */
export interface Uploader {
  claim(): Promise<Response>;
  state(): Promise<{ files: { id: string; name: string; received: number; state: string; remark: string | null }[] }>;
  /** Returns the id of the file. */
  begin(name: string, size: number, details?: object): Promise<string>;
  piece(id: string, at: number, bytes: string | Uint8Array): Promise<Response>;
  /** The whole file in one piece. */
  send(name: string, content: string): Promise<string>;
  /** A piece that is never all there: what was written of it, and how to break it off. */
  halfPiece(id: string, bytes: Uint8Array, headers?: Record<string, string>): ClientRequest;
  post(path: string, body?: object | string | Uint8Array): Promise<Response>;
}

export function createUploader(link: () => string): Uploader {
  let cookie = '';
  const post: Uploader['post'] = (path, body) =>
    fetch(`${link()}/${path}`, {
      method: 'POST',
      headers: { accept: 'application/json', cookie },
      ...(body !== undefined && { body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body) }),
    });
  const uploader: Uploader = {
    async claim() {
      const answer = await post('claim');
      cookie = answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? cookie;
      return answer;
    },
    async state() {
      const answer = await fetch(`${link()}/state`, { headers: { accept: 'application/json', cookie } });
      return (await answer.json()) as Awaited<ReturnType<Uploader['state']>>;
    },
    async begin(name, size, details = {}) {
      const answer = await post('files', { name, size, ...details });
      if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
      return ((await answer.json()) as { id: string }).id;
    },
    piece: (id, at, bytes) => post(`files/${id}?at=${at}`, bytes),
    async send(name, content) {
      const id = await uploader.begin(name, Buffer.byteLength(content));
      const answer = await uploader.piece(id, 0, content);
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      return id;
    },
    halfPiece(id, bytes, headers = {}) {
      const asking = request(`${link()}/files/${id}?at=0`, { method: 'POST', headers: { cookie, ...headers } });
      asking.on('error', () => {});
      asking.write(bytes);
      return asking;
    },
    post,
  };
  return uploader;
}
