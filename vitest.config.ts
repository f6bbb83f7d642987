import { existsSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Before any worker starts, so that they inherit it: the institute's clock, whatever the machine's is.
process.env['TZ'] = 'Asia/Shanghai';
// And where Node keeps what it compiled, as `npm start` has it.
process.env['NODE_COMPILE_CACHE'] = '.cache/node';
// What tests write is gone a moment later, and they wait for it ten thousand times: in memory, where there is enough for a film of 2 GB.
const MEMORY = '/dev/shm';
if (existsSync(MEMORY) && Math.min(roomIn(MEMORY), freemem()) > 8 * 1024 ** 3) process.env['TMPDIR'] ??= MEMORY;

function roomIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Files that wait for minutes begin first: others run meanwhile, and none is left to wait alone at the end. */
class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const waits = ({ moduleId }: TestSpecification): boolean => /kill|outages|grown-faults/.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(waits), ...sorted.filter((file) => !waits(file))];
  }
}

export default defineConfig({
  test: {
    globalSetup: ['test/helpers/shared-postgres.ts'],
    // Processes, not threads: some tests start servers, send signals and open SQLite files.
    pool: 'forks',
    // One more than most machines have cores for: many tests wait, for what a killed process held or for a platform that is down.
    maxWorkers: 3,
    // Modules of the program are loaded once a worker: that takes longer than most files' tests, none of which changes any.
    isolate: false,
    sequence: { sequencer: WaitingFirst },
    // These end what hangs. They say nothing of how fast anything is: that depends on the machine, and on what else runs on it.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 120_000, interval: 20 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'SQLite',
          provide: { dialect: 'SQLite' },
          include: ['test/**/*.test.ts'],
          // Several processes share a PostgreSQL.
          exclude: ['test/flows/grown-*.test.ts'],
        },
      },
      // The same tests once more: whatever speaks to the database has to hold on either.
      {
        extends: true,
        test: {
          name: 'PostgreSQL',
          provide: { dialect: 'PostgreSQL' },
          include: ['test/{db,usecases,flows}/**/*.test.ts'],
        },
      },
    ],
  },
});
