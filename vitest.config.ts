import { defineConfig } from 'vitest/config';

// Before any worker starts, so that they inherit it: the institute's clock, whatever the machine's is.
process.env['TZ'] = 'Asia/Shanghai';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Processes, not threads: some tests start servers, send signals and open SQLite files.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
