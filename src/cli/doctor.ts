import { diagnose } from '../diagnose.ts';
import type { Finding } from '../domain/finding.ts';
import { UsageError } from './usage-error.ts';

/** `doctor`: what is misconfigured, and how to mend it. */
export async function doctor(args: string[]): Promise<void> {
  if (args.length > 0) throw new UsageError('doctor takes no arguments.');
  const findings = await diagnose(process.env);
  console.log(findings.map(toLines).join('\n'));
  const count = (level: Finding['level']): number => findings.filter((finding) => finding.level === level).length;
  console.log(`\n${count('fail')} to mend (FAIL), ${count('warn')} to look at (warn), ${count('ok')} in order.`);
  // Not left to the end of the loop: a server that hangs would hold it up.
  process.exit(count('fail') > 0 ? 1 : 0);
}

function toLines(finding: Finding): string {
  const line = `${LABELS[finding.level]} ${finding.what}`;
  return finding.level === 'ok' ? line : `${line}\n     → ${finding.cure}`;
}

const LABELS = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' };
