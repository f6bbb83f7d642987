import { checklistOf, requiredOf, type ChecklistEntry, type Held } from '../../domain/checklist.ts';
import type { Ledger, LedgerEvidence, LedgerItem, LedgerShare } from './ledger.ts';

/**
 * What a department's material lacks of what the item's row asks for (材料清单): 清单还缺：照片 2 张、总结. '' when it lacks nothing, when
 * it owes nothing, or when it has handed in nothing at all, which is said otherwise.
 */
export function checklistWords(
  { deliverables }: LedgerShare,
  { task }: Pick<LedgerItem, 'task'>,
  { year, today }: Pick<Ledger, 'year' | 'today'>,
): string {
  const held = deliverables.flatMap(({ evidence }) => evidence.filter(({ purgedAt }) => purgedAt === null).map(heldOf));
  if (held.length === 0) return '';
  const lacking = checklistOf(requiredOf(task), held, year, today).filter(({ state }) => state === 'missing');
  return lacking.length === 0 ? '' : `清单还缺：${lacking.map(entryWords).join('、')}`;
}

function heldOf({ kind, mime, madeOn, chars }: LedgerEvidence): Held {
  return { kind, madeOn, chars, picture: mime?.startsWith('image/') ?? false, count: 1 };
}

/** 照片 2 张; 全年不少于4次（还差 3 次）; 每季度不少于1次（二季度、三季度）. */
function entryWords({ name, isPaper, need, have, unit, lacking }: ChecklistEntry): string {
  if (lacking.length > 0) return `${name}（${lacking.join('、')}）`;
  if (unit === '字') return name;
  if (!isPaper) return `${name}（还差 ${need - have} ${unit}）`;
  return need > 1 ? `${name} ${need - have} ${unit}` : name;
}
