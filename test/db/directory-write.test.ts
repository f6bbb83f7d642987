import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { handOver, listHandovers, takeBack } from '../../src/db/handovers.ts';
import { insertRoom, listRoomsOn, updateRoom } from '../../src/db/rooms.ts';
import { findMember, findMemberByAccount, listAccounts, listDepartments, listMembersOf } from '../../src/db/directory.ts';
import { insertAccount, insertAlias, insertMember, seedDirectory } from '../../src/db/directory-write.ts';
import { insertRequest } from '../../src/db/requests.ts';
import type { Database } from '../../src/db/tables.ts';
import type { DirectoryFile, Role } from '../../src/domain/directory.ts';
import { freshDatabase, type FreshDatabase } from '../helpers/databases.ts';

let fresh: FreshDatabase;
let db: Database;

beforeEach(async () => {
  fresh = await freshDatabase();
  db = await openDatabase(fresh.place);
});

afterEach(async () => {
  await db.destroy();
  await fresh.remove();
});

const department = { aliases: [], kind: 'department', collective: null } as const;
const member = { roles: [], deputyId: null, prefer: null, accounts: {} };

function directory(changes: Partial<DirectoryFile> = {}): DirectoryFile {
  return {
    unit: '院机关',
    staffCount: 260,
    departments: [
      { ...department, id: 'office', name: '办公室', aliases: ['院办'] },
      { ...department, id: 'union', name: '机关工会', aliases: [] },
      { ...department, id: 'all', name: '机关各部门', aliases: [], kind: 'collective', collective: 'departments' },
    ],
    members: [
      { ...member, id: 'zhang', name: '张三', departments: ['office', 'union'], roles: ['liaison'], accounts: { wecom: '00712' } },
      { ...member, id: 'zhou', name: '周主任', departments: ['office'], roles: ['admin'] },
    ],
    rooms: [{ id: 'all', name: '工作群', departments: 'all', accounts: { wecom: 'wrCHAT1' } }],
    ...changes,
  };
}

it('writes the file as it stands, and writing it twice changes nothing', async () => {
  await seedDirectory(db, directory(), ['wecom']);
  await seedDirectory(db, directory(), ['wecom']);
  const { departments, rooms } = directory();
  expect(await listDepartments(db)).toEqual(departments);
  expect(await listRoomsOn(db, 'wecom')).toEqual(
    rooms.map(({ id, name, departments: of }) => ({ id, name, departments: of, stated: of, chatId: 'wrCHAT1' })),
  );
  expect(await findMemberByAccount(db, 'wecom', '00712')).toMatchObject({
    id: 'zhang',
    departments: ['office', 'union'],
    roles: ['liaison'],
  });
  expect(await findMemberByAccount(db, 'sandbox', 'zhang')).toBeUndefined();
});

it('gives everybody and every room an account in the sandbox', async () => {
  await seedDirectory(db, directory(), ['sandbox']);
  expect(await findMemberByAccount(db, 'sandbox', 'zhou')).toMatchObject({ name: '周主任' });
  expect(await listAccounts(db, 'zhang')).toEqual([
    { channel: 'sandbox', accountId: 'zhang' },
    { channel: 'wecom', accountId: '00712' },
  ]);
  expect(await db.selectFrom('roomAccounts').select(['channel', 'chatId']).orderBy('channel').execute()).toEqual([
    { channel: 'sandbox', chatId: 'all' },
    { channel: 'wecom', chatId: 'wrCHAT1' },
  ]);
});

it('takes back what the file no longer says, and keeps the people', async () => {
  await seedDirectory(db, directory(), ['wecom']);
  const [office, ...others] = directory().departments;
  await seedDirectory(
    db,
    directory({
      departments: [{ ...office!, name: '院办公室', aliases: [] }, ...others],
      members: [{ ...member, id: 'zhou', name: '周主任', departments: ['union'], roles: ['reviewer'] }],
      rooms: [],
    }),
    ['wecom'],
  );
  expect((await listDepartments(db))[0]).toMatchObject({ name: '院办公室', aliases: [] });
  expect(await findMemberByAccount(db, 'wecom', '00712')).toBeUndefined();
  expect(await findMember(db, 'zhang')).toMatchObject({ name: '张三', roles: [] });
  expect(await findMember(db, 'zhou')).toMatchObject({ departments: ['union'], roles: ['reviewer'] });
  expect(await listRoomsOn(db, 'wecom')).toEqual([]);
});

it('keeps a room bound in chat until the file names its chat', async () => {
  await seedDirectory(db, directory(), ['wecom']);
  await insertRoom(db, { id: 'r1', name: '办公室群', departments: ['office'], channel: 'wecom', chatId: 'wrCHAT2' });
  await seedDirectory(db, directory(), ['wecom']);
  expect((await listRoomsOn(db, 'wecom')).map(({ id }) => id)).toEqual(['all', 'r1']);
  const rooms = [{ id: 'of-office', name: '院办群', departments: ['office'], accounts: { wecom: 'wrCHAT2' } }];
  await seedDirectory(db, directory({ rooms }), ['wecom']);
  expect((await listRoomsOn(db, 'wecom')).map(({ name }) => name)).toEqual(['院办群']);
});

it('keeps what was said in chat of a room until the file says something new of it', async () => {
  const departmentsOf = async (): Promise<unknown> => (await listRoomsOn(db, 'wecom')).map(({ departments }) => departments);
  await seedDirectory(db, directory(), ['wecom']);
  await updateRoom(db, { id: 'all', departments: ['office'] });
  await seedDirectory(db, directory(), ['wecom']);
  expect(await departmentsOf()).toEqual([['office']]);
  const [room] = directory().rooms;
  await seedDirectory(db, directory({ rooms: [{ ...room!, departments: ['union'] }] }), ['wecom']);
  expect(await departmentsOf()).toEqual([['union']]);
});

it('keeps what was handed over until the file says so itself, then leaves it to the file', async () => {
  const later = { ...member, id: 'wang', name: '王五', departments: ['union'] };
  const file = (zhang: Role[], wang: Role[]): DirectoryFile =>
    directory({
      members: [
        { ...member, id: 'zhang', name: '张三', departments: ['office', 'union'], roles: zhang },
        { ...later, roles: wang },
      ],
    });
  const roles = async (): Promise<unknown> =>
    [await findMember(db, 'zhang'), await findMember(db, 'wang')].map((one) => [one?.roles, one?.departments]);
  await seedDirectory(db, file(['liaison'], []), []);
  expect(await handOver(db, { id: 'h1', n: 1, fromId: 'zhang', toId: 'wang' })).toBe(true);
  const handedOver = [
    [[], ['office', 'union']],
    [['liaison'], ['union', 'office']],
  ];
  expect(await roles()).toEqual(handedOver);
  await seedDirectory(db, file(['liaison'], []), []);
  await seedDirectory(db, file(['liaison'], []), []);
  expect(await roles()).toEqual(handedOver);
  await takeBack(db, (await listHandovers(db))[0]!);
  expect(await roles()).toEqual([
    [['liaison'], ['office', 'union']],
    [[], ['union']],
  ]);
  await handOver(db, { id: 'h2', n: 1, fromId: 'zhang', toId: 'wang' });
  await seedDirectory(db, file([], ['liaison']), []);
  expect(await listHandovers(db)).toEqual([]);
  expect(await roles()).toEqual([
    [[], ['office', 'union']],
    [['liaison'], ['union']],
  ]);
});

it('drops a department nothing speaks of, keeps one with history', async () => {
  await seedDirectory(db, directory(), []);
  const asked = { kind: 'bind', channel: 'wecom', accountId: 'x', departmentId: 'union', name: '王五', reason: '' } as const;
  await insertRequest(db, {
    ...asked,
    memberId: null,
    taskId: null,
    deliverableId: null,
    wantedOn: null,
    createdAt: '2023-06-12T01:00:00.000Z',
  });
  await seedDirectory(db, directory({ departments: [{ ...department, id: 'office', name: '办公室', aliases: [] }], members: [] }), []);
  expect((await listDepartments(db)).map(({ id }) => id)).toEqual(['office', 'union']);
});

it('keeps what was said in chat: other names, bound accounts, people let in', async () => {
  await seedDirectory(db, directory(), ['wecom']);
  await insertAlias(db, { alias: '地质工会', departmentId: 'union', source: 'chat' });
  await insertMember(db, { id: 'new', name: '新人', departmentId: 'union' });
  await insertAccount(db, { channel: 'wecom', accountId: 'xin.ren', memberId: 'new', source: 'chat' });
  await seedDirectory(db, directory(), ['wecom']);
  expect((await listDepartments(db))[1]).toMatchObject({ name: '机关工会', aliases: ['地质工会'] });
  expect(await findMemberByAccount(db, 'wecom', 'xin.ren')).toMatchObject({ name: '新人', departments: ['union'], roles: [] });
  expect((await listMembersOf(db, 'union')).map(({ id }) => id)).toEqual(['new', 'zhang']);
});

it('lets the file overrule a name given in chat', async () => {
  await seedDirectory(db, directory(), []);
  await insertAlias(db, { alias: '地质工会', departmentId: 'union', source: 'chat' });
  const own = { ...department, id: 'geo-union', name: '地质工会', aliases: [] };
  await seedDirectory(db, directory({ departments: [...directory().departments, own] }), []);
  expect((await listDepartments(db)).map(({ aliases }) => aliases)).toEqual([['院办'], [], [], []]);
});
