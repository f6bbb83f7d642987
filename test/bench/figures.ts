export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** A quarter is below the first, half below the second, a quarter above the third. */
export function quartiles(values: readonly number[]): [number, number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))]!;
  return [at(0.25), at(0.5), at(0.75)];
}

/** As the README shows it. */
export function table(heads: readonly string[], lines: readonly (readonly string[])[]): void {
  for (const line of [heads, heads.map(() => '---'), ...lines]) console.log(`| ${line.join(' | ')} |`);
}
