/** 责任部门. A collective one (机关各支部, 机关各部门) owes nothing itself: it stands for those of `collective`. */
export interface Department {
  id: string;
  name: string;
  aliases: string[];
  kind: 'department' | 'branch' | 'collective';
  /** Department ids, or `departments` for every one that is neither collective nor a 支部. Null unless `kind` is collective. */
  collective: 'departments' | string[] | null;
}

/** 管理员, 审核人, 联络员, 分管领导, 普通成员, 观察员. */
export type Role = 'admin' | 'reviewer' | 'liaison' | 'leader' | 'member' | 'observer';

/** 人员. The first department is the home one. */
export interface Member {
  id: string;
  name: string;
  departments: string[];
  roles: Role[];
  /** Who stands in while this person is away. */
  deputyId: string | null;
  /** Channel for unasked messages, when the person has several. */
  prefer: string | null;
}

/** 群, bound to the whole unit or to departments. */
export interface ChatRoom {
  id: string;
  name: string;
  departments: 'all' | string[];
}

/** Departments that owe something under this name: the collective's, or the department alone. In directory order. */
export function expandDepartment(department: Department, all: readonly Department[]): Department[] {
  const ids = new Set<string>();
  collect(department, all, ids, new Set());
  return all.filter((candidate) => ids.has(candidate.id));
}

function collect(department: Department, all: readonly Department[], ids: Set<string>, entered: Set<string>): void {
  if (entered.has(department.id)) return;
  entered.add(department.id);
  if (department.kind !== 'collective') ids.add(department.id);
  else for (const part of partsOf(department, all)) collect(part, all, ids, entered);
}

function partsOf({ collective }: Department, all: readonly Department[]): Department[] {
  if (collective === 'departments') return all.filter(({ kind }) => kind === 'department');
  return all.filter(({ id }) => collective?.includes(id));
}

/** Finds the department a written label means. */
export type DepartmentResolver = (label: string) => Department | undefined;

/** By name or alias, whatever blanks and full-width forms the label is written with. Never by likeness: 地质工会 is not 机关工会. */
export function createDepartmentResolver(departments: readonly Department[]): DepartmentResolver {
  const byLabel = new Map(
    departments.flatMap((department) => [department.name, ...department.aliases].map((label) => [departmentKey(label), department])),
  );
  return (label) => byLabel.get(departmentKey(label));
}

/** The department (name or alias) a text begins with, of these, and what is left of the text. */
export function splitDepartment(text: string, departments: readonly Department[]): { department: Department | undefined; rest: string } {
  const labels = departments.flatMap((department) => [department.name, ...department.aliases].map((label) => ({ label, department })));
  const found = labels.toSorted((a, b) => b.label.length - a.label.length).find(({ label }) => text.startsWith(label));
  if (found === undefined) return { department: undefined, rest: text };
  return { department: found.department, rest: text.slice(found.label.length).replace(/^[\s:：,，、]+/u, '') };
}

/** A label as it is compared: two labels with the same key mean the same department. */
export function departmentKey(label: string): string {
  return label.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
}

/** 平台账号: channel name → account id of a person, or chat id of a room. */
export type Accounts = Readonly<Record<string, string>>;

/** 通讯录 as its file states it. It seeds and updates the stored directory at start. */
export interface DirectoryFile {
  unit: string;
  /** Scales two deduction rules. */
  staffCount: number;
  departments: Department[];
  members: (Member & { accounts: Accounts })[];
  rooms: (ChatRoom & { accounts: Accounts })[];
}
