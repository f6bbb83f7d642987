/**
 * The clock of a machine: preloaded into a server (`--import`), which then takes for now what the test says. Timers go on as they would,
 * as when somebody sets a real clock.
 */
const machine = Date;
let aheadMs = Number(process.env['CLOCK_AHEAD_MS'] ?? 0);
const now = (): number => machine.now() + aheadMs;

globalThis.Date = new Proxy(machine, {
  construct: (target, given, as) => Reflect.construct(target, given.length === 0 ? [now()] : given, as) as object,
  apply: () => new machine(now()).toString(),
  get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
});

process.on('message', (ms) => (aheadMs = Number(ms)));
process.channel?.unref();
