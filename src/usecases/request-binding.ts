import { listDepartments, listMembersOf } from '../db/directory.ts';
import { correctRequest, findOpenRequest, insertRequest } from '../db/requests.ts';
import { createDepartmentResolver, type Department } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { audit } from './audit.ts';
import type { Deps } from './deps.ts';
import { tellAdmins } from './tell-admins.ts';

/** An account nobody is registered for, and the message it asked with. */
export interface Asker {
  channel: string;
  accountId: string;
  inboundId: string;
}

export interface BindRequestView {
  number: number;
  name: string;
  department: string;
  /** It was asked before, in the same words: nobody is told again. */
  repeated: boolean;
}

/** An unknown person asks to be registered (绑定): one open request per account, told to every admin, numbered S. */
export async function requestBinding(deps: Deps, asker: Asker, said: { department: string; person: string }): Promise<BindRequestView> {
  const { department, name } = await readSaid(deps, said);
  const { channel, accountId } = asker;
  const open = await findOpenRequest(deps.db, { kind: 'bind', channel, accountId });
  const repeated = open !== undefined && open.departmentId === department.id && open.name === name;
  const request = { name, departmentId: department.id };
  const number =
    open?.number ??
    (await insertRequest(deps.db, {
      kind: 'bind',
      channel,
      accountId,
      ...request,
      memberId: null,
      taskId: null,
      deliverableId: null,
      wantedOn: null,
      reason: '',
      createdAt: deps.clock.now().toISOString(),
    }));
  if (!repeated) {
    if (open !== undefined) await correctRequest(deps.db, number, request);
    await audit(
      deps,
      { id: 'system', source: asker.channel },
      'request-binding',
      `账号 ${asker.accountId} 申请绑定 ${department.name} ${name}（S${number}）`,
    );
    await tellOfRequest(deps, asker, number, department, name);
  }
  return { number, name, department: department.name, repeated };
}

/** Department and name in either order. */
async function readSaid(deps: Deps, said: { department: string; person: string }): Promise<{ department: Department; name: string }> {
  const departments = await listDepartments(deps.db);
  const resolve = createDepartmentResolver(departments);
  const first = resolve(said.department);
  const department = first ?? resolve(said.person);
  const owing = departments.filter(({ kind }) => kind !== 'collective').map(({ name }) => name);
  if (department === undefined) throw new DomainError('bind-unknown-department', { label: said.department, departments: owing });
  if (department.kind === 'collective') throw new DomainError('bind-unknown-department', { label: department.name, departments: owing });
  return { department, name: first === undefined ? said.department : said.person };
}

async function tellOfRequest(deps: Deps, asker: Asker, number: number, department: Department, name: string): Promise<void> {
  const namesakes = (await listMembersOf(deps.db, department.id)).filter((member) => member.name === name);
  const view = {
    number,
    name,
    department: department.name,
    channel: asker.channel,
    accountId: asker.accountId,
    registered: namesakes.length > 0,
  };
  await tellAdmins(deps, deps.render('bind-for-admin', view), `request-${number}-${asker.inboundId}`);
}
