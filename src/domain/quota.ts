/** How often or how much an item asks for (数量要求): 全年不少于 4 次, 照片不少于3张, 300字以上. */
export interface Quota {
  raw: string;
  n: number;
  per: 'week' | 'month' | 'quarter' | 'half-year' | 'year';
  /** 次, 篇, 张, 字, % … as written. */
  unit: string;
}

/** All an item asks for, in its own words; null when it names no number. */
export function quotaWords(quotas: readonly Quota[]): string | null {
  return quotas.length === 0 ? null : quotas.map(({ raw }) => raw).join('、');
}
