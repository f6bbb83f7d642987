// `npm test`: types, lint, format, unused code, then every test against real servers. Arguments go to vitest.
// The last line on stdout is always `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { provideNeeds } from './needs.ts';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const RESULTS = '.cache/test-results.json';

const checks: { name: string; command: string[] }[] = [
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings', '--quiet'] },
  { name: 'format', command: ['oxfmt', '--check'] },
  { name: 'unused code', command: ['knip'] },
];

const failedChecks = checks.filter(({ name, command }) => {
  const passed = run(command);
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name}${passed ? '' : ` (npx ${command.join(' ')})`}`);
  return !passed;
});
if (failedChecks.length > 0) {
  console.error(`\nNo tests were run: ${failedChecks.map((check) => check.name).join(', ')} failed.`);
  finish(0, failedChecks.length);
}

const unmet = provideNeeds();
if (unmet) {
  console.error(`\n${unmet}`);
  finish(0, 1);
}

mkdirSync('.cache', { recursive: true });
rmSync(RESULTS, { force: true });
const passed = run(['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`, ...process.argv.slice(2)]);
const { numPassedTests, numFailedTests } = readResults();
// A file that does not load, or an error outside any test, fails no test and must not look green.
finish(numPassedTests, passed ? 0 : Math.max(1, numFailedTests));

function run([program, ...args]: string[]): boolean {
  return spawnSync(`node_modules/.bin/${program}`, args, { stdio: 'inherit' }).status === 0;
}

function readResults(): { numPassedTests: number; numFailedTests: number } {
  try {
    return JSON.parse(readFileSync(RESULTS, 'utf8'));
  } catch {
    console.error('\nvitest ended without a result.');
    return { numPassedTests: 0, numFailedTests: 1 };
  }
}

function finish(passedCount: number, failedCount: number): never {
  console.log(`${passedCount} passed, ${failedCount} failed`);
  process.exit(failedCount === 0 ? 0 : 1);
}
