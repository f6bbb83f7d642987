/** A rung (提醒台阶) as people say it. `days` are working days. */
export type RungView =
  | { when: 'before' | 'after' | 'unreviewed' | 'quarterly'; days: number }
  | { when: 'on' | 'weekly' | 'unreviewed-weekly' | 'urged' };

export function rungView(rung: string): RungView {
  const [, when, days] = /^(before|after|unreviewed|quarterly)[-+](\d+)$/.exec(rung) ?? [];
  if (when === 'before' || when === 'after' || when === 'unreviewed' || when === 'quarterly') return { when, days: Number(days) };
  if (rung.startsWith('unreviewed-weekly-')) return { when: 'unreviewed-weekly' };
  if (rung.startsWith('urge-')) return { when: 'urged' };
  return { when: rung.startsWith('weekly-') ? 'weekly' : 'on' };
}

/** Each urging is a rung of its own, and means the same. */
export function rungKey(rung: string): string {
  return rung.replace(/^(urge|weekly|unreviewed-weekly)-.*/, '$1');
}
