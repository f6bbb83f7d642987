import { randomUUID } from 'node:crypto';

export interface Uploaded {
  name: string;
  bytes: Buffer;
}

type Body = Record<string, unknown>;
type Answer = { errcode: number; body?: Body };

/** Uploads in pieces (protocol-wecom §3.4): in any order, each as often as one likes, and none may be missing in the end. */
export function createUploads() {
  const begun = new Map<string, { name: string; size: number; chunks: (Buffer | undefined)[] }>();
  const done = new Map<string, Uploaded>();
  return {
    done,
    init({ type, filename, total_size: size, total_chunks: count }: Body): Answer {
      const isRight =
        type === 'file' && Buffer.byteLength(String(filename)) <= 256 && Number(size) >= 5 && Number(count) >= 1 && Number(count) <= 100;
      if (!isRight || Number(size) > 20 * 1024 * 1024) return { errcode: 40058 };
      const uploadId = randomUUID();
      begun.set(uploadId, { name: String(filename), size: Number(size), chunks: Array.from({ length: Number(count) }) });
      return { errcode: 0, body: { upload_id: uploadId } };
    },
    chunk({ upload_id: uploadId, chunk_index: index, base64_data: data }: Body): Answer {
      const upload = begun.get(String(uploadId));
      const bytes = Buffer.from(String(data), 'base64');
      if (upload === undefined || !(Number(index) in upload.chunks) || bytes.length > 512 * 1024) return { errcode: 40058 };
      upload.chunks[Number(index)] = bytes;
      return { errcode: 0 };
    },
    finish({ upload_id: uploadId }: Body): Answer {
      const upload = begun.get(String(uploadId));
      const bytes = Buffer.concat(upload?.chunks.filter((chunk) => chunk !== undefined) ?? []);
      if (upload === undefined || upload.chunks.includes(undefined) || bytes.length !== upload.size) return { errcode: 40058 };
      const mediaId = randomUUID();
      done.set(mediaId, { name: upload.name, bytes });
      return { errcode: 0, body: { type: 'file', media_id: mediaId, created_at: '1760000000' } };
    },
  };
}
