import { readFileSync } from 'node:fs';

const EVERY_MS = 100;
const PAGE_BYTES = 4_096;

/**
 * Calls `exceeded` once a process holds more than `limit` bytes, buffers included, which Node's own limit leaves out. Only Linux tells;
 * elsewhere nothing is watched. Returns how to end it.
 */
export function watchMemory(pid: number, limit: number, exceeded: () => void): () => void {
  const timer = setInterval(() => {
    const held = residentBytes(pid);
    if (held === undefined || held > limit) clearInterval(timer);
    if (held !== undefined && held > limit) exceeded();
  }, EVERY_MS);
  return () => clearInterval(timer);
}

function residentBytes(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * PAGE_BYTES;
  } catch {
    return undefined;
  }
}
