import { joinLines, type Matrix } from '../grid.ts';
import { isDeadline } from './deadlines.ts';
import { looksLikeDepartment } from './looks-like-department.ts';
import { readOwners } from './owners.ts';

/** What a column under a label nobody knows holds (承接科室, 时限及进度), where each of its entries is that and nothing else. */
export function meaningByEntries(body: Matrix, col: number): 'departments' | 'deadline' | undefined {
  const entries = [...new Set(body.map((row) => row[col]))].flatMap((cell) => (cell && cell.lines.length > 0 ? [cell.lines] : []));
  if (entries.length === 0) return undefined;
  if (entries.every(namesDepartments)) return 'departments';
  return entries.every((lines) => isDeadline(joinLines(lines))) ? 'deadline' : undefined;
}

function namesDepartments(lines: string[]): boolean {
  const owners = readOwners([{ lines, role: undefined }]);
  return owners.length > 0 && owners.every(({ name }) => looksLikeDepartment(name));
}
