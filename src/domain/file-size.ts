/** A size as people read it: 312 KB, 1.5 MB. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`;
  const unit = bytes < MB ? 'KB' : bytes < 1024 * MB ? 'MB' : 'GB';
  const value = bytes / { KB: 1024, MB, GB: 1024 * MB }[unit];
  return `${value < 10 && unit !== 'KB' ? value.toFixed(1).replace('.0', '') : Math.round(value)} ${unit}`;
}

const MB = 1024 * 1024;
