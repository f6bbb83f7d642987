import type { Member, Role } from './directory.ts';

/** What a message may ask for. The table below says who may. */
export type Right =
  | 'manage-plan'
  | 'close-plan'
  | 'hand-in-for'
  | 'reopen'
  | 'purge'
  | 'keep-score'
  | 'export'
  | 'manage-directory'
  | 'urge'
  | 'review'
  | 'read-trail'
  | 'read-everything'
  | 'hand-in'
  | 'read-own';

const EVERY_MEMBER: readonly Role[] = ['admin', 'reviewer', 'liaison', 'leader', 'member', 'observer'];

/** Roles that hold a right. A member without a role counts as 普通成员 (`member`). */
const HOLDERS: Record<Right, readonly Role[]> = {
  'manage-plan': ['admin'],
  'manage-directory': ['admin'],
  'close-plan': ['admin'],
  'hand-in-for': ['admin'],
  reopen: ['admin', 'reviewer'],
  purge: ['admin'],
  'keep-score': ['admin'],
  export: ['admin'],
  urge: ['admin'],
  review: ['reviewer'],
  'read-trail': ['admin', 'reviewer', 'observer'],
  'read-everything': ['admin', 'reviewer', 'observer'],
  'hand-in': ['admin', 'reviewer', 'liaison', 'leader', 'member'],
  'read-own': EVERY_MEMBER,
};

/** Whether a person may (权限). Scope (own department, own hand-in) is checked where the object is known. */
export function can(member: Pick<Member, 'roles'>, right: Right): boolean {
  const roles: readonly Role[] = member.roles.length > 0 ? member.roles : ['member'];
  return roles.some((role) => HOLDERS[right].includes(role));
}

/** Who may, for a refusal that says so. */
export function holdersOf(right: Right): readonly Role[] {
  return HOLDERS[right];
}
