import { fail, listed, ok, warn, type Finding } from '../domain/finding.ts';
import type { FolderFacts } from '../ports/facts.ts';

/** DATA_DIR: room, rights, and the key that signs links. `keyInUse`: no LINK_SECRET stands in for it. */
export function judgeDataDir(dir: string, facts: FolderFacts, keyInUse: boolean): Finding[] {
  return [judgeRights(dir, facts), judgeRoom(dir, facts), ...(keyInUse ? [judgeKey(dir, facts)] : [])];
}

function judgeRights(dir: string, { exists, closed, writeProblem }: FolderFacts): Finding {
  if (writeProblem === 'ENOSPC') return fail(`DATA_DIR: the disk of ${dir} is full`, MAKE_ROOM);
  if (writeProblem !== undefined) {
    const cure = `let the user this runs as write there (chown, mount), or set another DATA_DIR`;
    return fail(`DATA_DIR: nothing can be written in ${dir} (${writeProblem})`, cure);
  }
  if (closed.length > 0) {
    const cure = `give them to the user this runs as: chown -R USER ${dir}`;
    return fail(`DATA_DIR: this user cannot read and write ${listed(closed)} in ${dir}`, cure);
  }
  return ok(exists ? `DATA_DIR: ${dir} can be written` : `DATA_DIR: ${dir} is not created yet; the first start makes it`);
}

const MB = 1024 * 1024;
const MAKE_ROOM = 'make room (old backups, logs), or give it a larger disk: without room no message can be taken';

function judgeRoom(dir: string, { freeBytes, totalBytes }: FolderFacts): Finding {
  const free = `${Math.floor(freeBytes / MB)} MB (${Math.floor((freeBytes / totalBytes) * 100)} %) of the disk of ${dir} are free`;
  if (freeBytes < 200 * MB) return fail(`disk: only ${free}`, MAKE_ROOM);
  if (freeBytes < 1024 * MB || freeBytes < totalBytes * 0.05) return warn(`disk: only ${free}`, MAKE_ROOM);
  return ok(`disk: ${free}`);
}

function judgeKey(dir: string, { keyMode }: FolderFacts): Finding {
  if (keyMode === undefined) return ok('link.key: not made yet; the first start makes it');
  const file = `${dir}/link.key`;
  if ((keyMode & 0o077) === 0) return ok('link.key: readable by its owner alone');
  const cure = `chmod 600 ${file}; if others could read it, remove it and restart: a new key is made, and links handed out end`;
  return fail(`link.key: others on this machine may read ${file}, and with it anybody signs a link for anybody`, cure);
}
