import type { Approval, LedgerEvidence } from '../ledger/ledger.ts';

/** 档案: every approved piece of a year under its item, and by name what is missing. Only what it is to hold, no bytes. */
export interface Archive {
  year: number;
  /** 2023年度院机关文明创建. */
  subject: string;
  /** Instant it is made. */
  madeAt: Date;
  items: ArchiveItem[];
}

/** An item of the table with what stands in its folder. */
export interface ArchiveItem {
  code: string;
  title: string;
  pieces: ArchivePiece[];
  /** Destroyed ones (清除): named, not there. */
  purged: ArchivePiece[];
  /** Empty: nothing is missing. */
  gaps: ArchiveGap[];
}

/** One approved piece of evidence, or an old version of one. */
export interface ArchivePiece {
  path: string;
  /** 03-01. */
  place: string;
  department: string;
  /** Of 报送 B12. */
  submission: number;
  /** A 补正 replaced it. */
  isOld: boolean;
  /** Where a copy of a large picture is to lie that portals take; null for none. */
  copyPath: string | null;
  approval: Approval | null;
  evidence: LedgerEvidence;
}

/** What an item still lacks (缺项): of whom, for which checkpoint, and why. */
export interface ArchiveGap {
  department: string;
  milestone: string | null;
  why: string;
}
