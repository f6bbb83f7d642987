// `npm run bench -- NAME`: measures what the README's table says. Takes minutes, all but `import` also a few gigabytes of disk, so it is no test.
import { benchCallbacks } from './callbacks.ts';
import { benchDelivery } from './delivery.ts';
import { DINGTALK } from './dingtalk-callbacks.ts';
import { benchEvidence } from './evidence.ts';
import { benchImport } from './import.ts';
import { benchReminders } from './reminders.ts';
import { benchStart } from './start.ts';
import { benchStatus } from './status.ts';
import { WECOM } from './wecom-callbacks.ts';

const BENCHES: Record<string, () => Promise<void>> = {
  status: benchStatus,
  start: benchStart,
  reminders: benchReminders,
  delivery: benchDelivery,
  import: benchImport,
  evidence: benchEvidence,
  wecom: () => benchCallbacks(WECOM),
  dingtalk: () => benchCallbacks(DINGTALK),
};

const name = process.argv[2] ?? '';
const bench = BENCHES[name];
if (bench === undefined) {
  console.error(`There is no benchmark ${name}. Use: npm run bench -- ${Object.keys(BENCHES).join(' | ')}`);
  process.exitCode = 2;
} else await bench();
