import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findPostgres } from './find-postgres.ts';

/**
 * What the tests run for real and npm cannot bring: a Redis, a PostgreSQL, a server that speaks S3, a browser, letters for its Chinese
 * pages, LibreOffice with a reader of its pages, for what is handed over as Excel and Word files, and what people open archives with.
 */
const NEEDS = [
  { debianPackage: 'redis-server', isThere: () => isOnPath('redis-server') },
  { debianPackage: 'postgresql', isThere: () => findPostgres() !== undefined },
  // Swift, for Debian's own Python; the packages of its servers would start them.
  { debianPackage: 'python3-swift', isThere: () => existsSync('/usr/lib/python3/dist-packages/swift/obj/server.py') },
  // Sees what a server asks the operating system for, and in which order.
  { debianPackage: 'strace', isThere: () => isOnPath('strace') },
  { debianPackage: 'chromium', isThere: () => isOnPath('chromium') },
  { debianPackage: 'fonts-noto-cjk', isThere: hasChineseFont },
  { debianPackage: 'libreoffice-calc-nogui', isThere: () => hasOffice('libsclo.so') },
  { debianPackage: 'libreoffice-writer-nogui', isThere: () => hasOffice('libswlo.so') },
  { debianPackage: 'poppler-utils', isThere: () => isOnPath('pdftotext') },
  { debianPackage: 'unzip', isThere: () => isOnPath('unzip') },
  { debianPackage: 'libarchive-tools', isThere: () => isOnPath('bsdtar') },
  { debianPackage: 'python3', isThere: () => isOnPath('python3') },
];

/** Installs what is missing as root on Debian or Ubuntu; elsewhere returns the sentence that tells what to do. */
export function provideNeeds(): string | undefined {
  const missing = listMissing();
  if (missing.length === 0) return undefined;
  const names = missing.join(' ');
  if (!isOnPath('apt-get')) return `The tests need ${missing.join(', ')}: install them with this system's package manager.`;
  if (process.getuid?.() !== 0) return `The tests need more programs. Run: sudo apt-get update && sudo apt-get install -y ${names}`;

  console.log(`The tests need ${missing.join(', ')}: installing with apt-get …`);
  aptGet('update');
  aptGet('install', '-y', '--no-install-recommends', ...missing);
  const still = listMissing();
  return still.length === 0 ? undefined : `apt-get did not bring ${still.join(', ')}; see its words above.`;
}

function listMissing(): string[] {
  return NEEDS.filter((need) => !need.isThere()).map((need) => need.debianPackage);
}

function isOnPath(command: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function hasOffice(part: string): boolean {
  return isOnPath('soffice') && (process.platform !== 'linux' || existsSync(`/usr/lib/libreoffice/program/${part}`));
}

function hasChineseFont(): boolean {
  // Other systems come with one.
  if (process.platform !== 'linux') return true;
  const fonts = '/usr/share/fonts';
  return existsSync(fonts) && readdirSync(fonts, { recursive: true, encoding: 'utf8' }).some((file) => /CJK.*\.(ttc|otf)$/i.test(file));
}

function aptGet(...args: string[]): void {
  spawnSync('apt-get', ['-q', ...args], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
