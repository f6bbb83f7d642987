import { readHeading } from './heading.ts';
import type { OwnerCell } from './item-row.ts';
import { looksLikeDepartment } from './looks-like-department.ts';

/** 一、办公室: whose the tasks below a heading are where it names a department; undefined for any other heading. */
export function departmentHeading(written: string): OwnerCell | undefined {
  const { name } = readHeading(written);
  return looksLikeDepartment(name) ? { lines: [name], role: undefined } : undefined;
}
