// What src/importer/read-plan-process.ts does, with a stopwatch.
import { readPlanHere } from '../../src/importer/read-plan-here.ts';

export interface Reading {
  name: string;
  bytes: Uint8Array;
}

export interface ReadingFigures {
  items: number;
  /** Milliseconds of CPU from the question to the answer. */
  cpu: number;
  /** Megabytes that were ever resident, Node itself included. */
  peak: number;
}

async function read({ name, bytes }: Reading): Promise<ReadingFigures> {
  const before = process.cpuUsage();
  const { tasks } = await readPlanHere({ kind: 'file', name, bytes });
  const { user, system } = process.cpuUsage(before);
  return { items: tasks.length, cpu: (user + system) / 1_000, peak: process.resourceUsage().maxRSS / 1_024 };
}

process.on('message', (reading) => {
  void read(reading as Reading).then((figures) => process.send!(figures));
});
