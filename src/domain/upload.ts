import type { Day } from './calendar.ts';

/** 上传链接: one person's way to a page on which to hand in files for one 应报事项. Whoever has its secret may use it; only the hash is kept. */
export interface UploadLink {
  id: string;
  /** sha256 of the secret, in hex. */
  tokenHash: string;
  memberId: string;
  deliverableId: string;
  /** The office sends for this department (代交); null: for the person's own. */
  forDepartmentId: string | null;
  createdAt: string;
  /** Real time, which does not travel. */
  expiresAt: string;
  /** sha256 of the secret of the browser it is bound to, in hex; null until one has begun. */
  claimHash: string | null;
  /** `used`: said 完成 on the page. */
  state: 'open' | 'used' | 'revoked';
}

/** One file on its way over an upload link. */
export interface Upload {
  id: string;
  linkId: string;
  /** The how manieth of its link, from 0. */
  position: number;
  name: string;
  /** Bytes it will have, as the browser says. */
  size: number;
  /** 说明, 形成日期 and 文号 as the sender said; '' or null where nothing was said. */
  caption: string;
  madeOn: Day | null;
  docNumber: string;
  /** `done`: all bytes are there, and it is evidence. `removed`: the sender took it out before. */
  state: 'receiving' | 'done' | 'removed';
  /** Of the file store. */
  storeToken: string;
  evidenceId: string | null;
  createdAt: string;
  /** Who writes to it now: no other process may finish it meanwhile. Given up when it was not prolonged until then (real time). */
  writer: string | null;
  writerUntil: string | null;
}

/** The channel of bursts (同一批) that came over the upload page; their room is the link's id. */
export const UPLOAD_PAGE = 'upload';
