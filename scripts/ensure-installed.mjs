// Runs before `npm start`, `npm test` and `npm run cli`, on whatever Node the machine has: a fresh clone needs no other step.
// Prints nothing while all is well, and never on stdout: `npm run cli -- import --json` must print JSON and nothing else.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const OLDEST_NODE = 24;

if (!isInstalled()) {
  await alone(() => {
    if (!isInstalled()) install();
  });
}
checkNode();

/** What npm says it put into node_modules is what the lockfile asks for, and the lockfile fits package.json. */
function isInstalled() {
  const wanted = readJson('package-lock.json')?.packages;
  const present = readJson('node_modules/.package-lock.json')?.packages;
  if (!wanted || !present) return false;
  const project = readJson('package.json');
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
    if (!isDeepStrictEqual(project[kind], wanted[''][kind])) return false;
  }
  return Object.entries(wanted).every(([path, entry]) => path === '' || isPresent(entry, present[path]));
}

function isPresent(wanted, present) {
  if (present) return present.version === wanted.version && present.integrity === wanted.integrity;
  // Left out by npm itself: packages of other platforms, and what production does not need.
  return wanted.optional || wanted.devOptional || (wanted.dev && process.env.NODE_ENV === 'production');
}

function install() {
  say('Installing packages (npm ci), half a minute on a good line …');
  const npm = spawnSync('npm', ['ci', '--loglevel=error', '--no-fund', '--no-audit'], { stdio: ['ignore', 2, 2] });
  if (npm.status === 0) return;
  fail('Installing packages failed (see above). Check that this machine reaches its package registry, then run the same command again.');
}

/** npm puts node_modules/.bin first in PATH, and there is a Node 24 in it wherever one is packaged. */
function checkNode() {
  const version = Number.parseInt(process.versions.node) >= OLDEST_NODE ? process.versions.node : readNodeVersion();
  if (Number.parseInt(version) >= OLDEST_NODE) return;
  fail(
    `Node ${OLDEST_NODE} is needed and this is Node ${version}; none is packaged for ${process.platform}-${process.arch}. Install Node ${OLDEST_NODE} or newer.`,
  );
}

function readNodeVersion() {
  const packaged = spawnSync('node', ['-p', 'process.versions.node'], { encoding: 'utf8' });
  return packaged.stdout?.trim() || process.versions.node;
}

/**
 * `npm start` and `npm test` in two terminals of a fresh clone would tear at one node_modules, so the second waits. The lock
 * is a socket name, which Linux frees by itself however the holder ends; where there are none we go ahead without.
 */
async function alone(run) {
  const name = `\0wenming-bot-install-${createHash('sha256').update(process.cwd()).digest('hex').slice(0, 32)}`;
  for (let waited = false; await isTaken(name); waited = true) {
    if (!waited) say('Another process is installing packages; waiting for it …');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  run();
}

function isTaken(name) {
  return new Promise((resolve) => {
    createServer()
      .once('error', (error) => resolve(error.code === 'EADDRINUSE'))
      .listen(name, () => resolve(false))
      .unref();
  });
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(line) {
  say(line);
  process.exit(1);
}
