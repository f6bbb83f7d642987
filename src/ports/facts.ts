/** What was seen of the database, without changing it. */
export type DatabaseFacts = SqliteFacts | PostgresFacts;

export interface SqliteFacts {
  kind: 'SQLite';
  /** What SQLite itself finds wrong in the file. */
  damage: string[];
  /** Tables there was no time to look through. */
  unread: number;
  /** Why nothing can be written; undefined when it can. */
  writeProblem: string | undefined;
}

export interface PostgresFacts {
  kind: 'PostgreSQL';
  /** As the server counts: 150004 is 15.4. */
  version: number;
  encoding: string;
  mayCreateTables: boolean;
  /** A standby, or set so. */
  readOnly: boolean;
  connections: { used: number; most: number };
  /** Its clock before ours. */
  aheadMs: number;
}

/** How far the tables are: none, from an older version, ours, or from a newer one. */
export type SchemaState = 'empty' | 'behind' | 'current' | 'newer';

/** What was seen of a Redis. */
export interface RedisFacts {
  version: string;
  evictionPolicy: string;
  appendOnly: boolean;
  /** Undefined: it may not be asked. */
  appendFsync: string | undefined;
  replica: boolean;
  /** What it said to a small write; undefined when that went well. */
  writeProblem: string | undefined;
  usedBytes: number;
  /** What it may use; undefined: nobody set it, and it may use what the machine has. */
  mostBytes: number | undefined;
  machineBytes: number;
  /** Its clock before ours. */
  aheadMs: number;
}

/** What was seen of a folder that holds data. */
export interface FolderFacts {
  exists: boolean;
  freeBytes: number;
  totalBytes: number;
  /** What stands in it and cannot be read and written by this user. */
  closed: string[];
  /** Why nothing can be written and fsynced in it (or made, while it does not exist); undefined when that went well. */
  writeProblem: string | undefined;
  /** Permissions of the key that signs links; undefined: not made yet. */
  keyMode: number | undefined;
}

/** What was seen of a bucket on S3. */
export interface S3Facts {
  /** What it did not let us do with a small object, and what was said; undefined when all went well. */
  failed: { doing: 'write' | 'read' | 'list' | 'remove'; code: string } | undefined;
}
