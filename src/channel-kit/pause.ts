/** The pause before try number `tries` (from 1), up to a fifth shorter: those who failed together do not come back together. */
export function pauseBefore(tries: number, [first, longest]: readonly [number, number]): number {
  return Math.min(first * 2 ** (tries - 1), longest) * (1 - Math.random() / 5);
}
