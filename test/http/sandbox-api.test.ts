import { describe, expect, it } from 'vitest';
import { insertOutbound } from '../../src/db/outbound.ts';
import type { Cast } from '../../src/usecases/cast.ts';
import { deliverMessages } from '../../src/usecases/deliver-messages.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import type { Shown } from '../../src/usecases/list-shown.ts';
import { isSettled, untilSettled } from '../../src/usecases/settled.ts';
import type { TranscriptEntry } from '../../src/usecases/transcript.ts';
import { serve } from './serve.ts';

const AT = '2023-06-15T09:00:00+08:00';

/** The bot says something, as a use case would. */
async function say(deps: Deps, kind: 'person' | 'room', id: string, text: string): Promise<void> {
  await insertOutbound(deps.db, {
    id: deps.newId(),
    channel: 'sandbox',
    recipientKind: kind,
    recipientId: id,
    memberId: null,
    purpose: 'notice',
    dedupeKey: deps.newId(),
    inReplyTo: null,
    message: { title: text, text, actions: [{ label: '查看', command: 'B12' }], files: [] },
    createdAt: deps.clock.now().toISOString(),
  });
  await deliverMessages(deps, { channel: 'sandbox', recipient: { kind, id } });
}

describe('what was shown', () => {
  it('is what a member saw in private and in the rooms of their departments', async () => {
    const { app, post, read } = await serve();
    await post('/sandbox/api/clock', { now: AT });
    await say(app.deps, 'person', 'zhang', '张三好');
    await say(app.deps, 'person', 'wang', '王五好');
    await say(app.deps, 'room', 'all', '大家好');
    await say(app.deps, 'room', 'union-room', '工会好');
    const shownTo = async (member: string, after = 0) => {
      const { messages } = await read<{ messages: Shown[] }>(`/sandbox/api/messages?member=${member}&after=${after}`);
      return messages;
    };
    const messages = await shownTo('zhang');
    expect(messages).toEqual([
      {
        n: 1,
        room: null,
        title: '张三好',
        text: '张三好',
        actions: [{ label: '查看', command: 'B12' }],
        files: [],
        at: expect.stringMatching(/^2023-06-15T09:00:\d\d\+08:00$/),
      },
      expect.objectContaining({ n: 3, room: 'all', text: '大家好' }),
    ]);
    expect((await shownTo('zhang', 1)).map(({ n }) => n)).toEqual([3]);
    expect((await shownTo('wang')).map(({ text }) => text)).toEqual(['王五好', '大家好', '工会好']);
    expect(await shownTo('nobody')).toEqual([]);
  });

  it('includes the answers to somebody nobody knows', async () => {
    const { app, read } = await serve();
    await say(app.deps, 'person', 'x9', '还没有登记您的身份');
    const { messages } = await read<{ messages: Shown[] }>('/sandbox/api/messages?member=x9&after=0');
    expect(messages).toHaveLength(1);
  });

  it('includes the answers in a room somebody is not in, and nothing else from there', async () => {
    const { app, post, read } = await serve();
    await say(app.deps, 'room', 'union-room', '工会好');
    for (const from of ['x9', 'zhang', 'wang']) await post('/webhooks/sandbox', { from, room: 'union-room', text: '进度' });
    await post('/sandbox/api/idle', '');
    for (const [member, answer] of [
      ['x9', /还没有登记您的身份/],
      ['zhang', /还没有导入任务分解表/],
    ] as const) {
      const { messages } = await read<{ messages: Shown[] }>(`/sandbox/api/messages?member=${member}`);
      expect(messages.map(({ room, text }) => [room, text])).toEqual([['union-room', expect.stringMatching(answer)]]);
    }
  });

  it.each(['', '?member=', '?member=zhang&after=x', '?member=zhang&after=-1', '?member=a&member=b', `?member=${'z'.repeat(200)}`])(
    'wants to be asked properly: %s',
    async (query) => {
      const { get } = await serve();
      expect((await get(`/sandbox/api/messages${query}`)).status).toBe(400);
    },
  );
});

describe('the transcript', () => {
  it('puts each answer behind its question, also within one second', async () => {
    const { post, read } = await serve();
    await post('/sandbox/api/clock', { now: '2023-06-12T09:30:00+08:00' });
    for (const text of ['我是谁', '帮助']) {
      await post('/webhooks/sandbox', { from: 'zhang', text });
      await post('/sandbox/api/idle', '');
    }
    const { entries } = await read<{ entries: { kind: string; text: string }[] }>('/sandbox/api/transcript?member=zhang');
    expect(entries.map(({ kind, text }) => `${kind} ${text.slice(0, 4)}`)).toEqual([
      'said 我是谁',
      'shown 您是张三',
      'said 帮助',
      'shown 我是创建',
    ]);
  });

  it('holds both sides of a conversation, and only what is new', async () => {
    const { app, post, read } = await serve();
    await post('/webhooks/sandbox', { from: 'x9', text: '你好', attachments: [{ name: '方案.pdf', base64: '' }] });
    await post('/sandbox/api/idle', '');
    await say(app.deps, 'person', 'x9', '再说一句');
    const readOn = (query: string) => read<{ entries: TranscriptEntry[]; busy: boolean }>(`/sandbox/api/transcript?member=x9${query}`);
    const { entries, busy } = await readOn('');
    expect(busy).toBe(false);
    expect(entries[0]).toMatchObject({ kind: 'said', from: 'x9', name: null, text: '你好', files: [{ name: '方案.pdf', quoted: false }] });
    expect(entries.at(-1)).toMatchObject({ kind: 'shown', text: '再说一句' });
    const rest = await readOn(`&said=${entries[0]?.n}&shown=${entries.at(-1)?.n}`);
    expect(rest.entries).toEqual([]);
  });
});

describe('the clock', () => {
  it('is set to any instant, also an earlier one, and survives a restart', async () => {
    const { stop, post, read, dataDir } = await serve();
    const now = async () => (await read<{ now: string }>('/sandbox/api/clock')).now.slice(0, 16);
    expect((await post('/sandbox/api/clock', { now: AT })).status).toBe(200);
    expect(await now()).toBe('2023-06-15T09:00');
    await post('/sandbox/api/clock', { now: '2023-06-01T00:30:00Z' });
    expect(await now()).toBe('2023-06-01T08:30');
    await stop();
    const again = await serve({}, dataDir);
    expect(again.app.deps.clock.now().toISOString().slice(0, 16)).toBe('2023-06-01T00:30');
  });

  it('passes what falls due on the way, and nothing on the way back', async () => {
    const { app, post } = await serve();
    const { db, newId } = app.deps;
    await post('/sandbox/api/clock', { now: AT });
    const burst = {
      memberId: 'zhang',
      channel: 'sandbox',
      deliverableId: null,
      question: null,
      candidates: '[]',
      note: '',
      ended: 0,
    } as const;
    await db
      .insertInto('bursts')
      .values([
        { ...burst, id: newId(), roomId: '', endsAt: '2023-06-15T01:10:00.000Z' },
        { ...burst, id: newId(), roomId: 'all', endsAt: '2023-06-20T01:00:00.000Z' },
      ])
      .execute();
    const ended = async () => (await db.selectFrom('bursts').select('ended').orderBy('endsAt').execute()).map((row) => row.ended);
    await post('/sandbox/api/clock', { now: '2023-06-16T09:00:00+08:00' });
    expect(await ended()).toEqual([1, 0]);
    await post('/sandbox/api/clock', { now: '2023-06-01T09:00:00+08:00' });
    expect(await ended()).toEqual([1, 0]);
    await post('/sandbox/api/clock', { now: '2023-06-20T09:00:00+08:00' });
    expect(await ended()).toEqual([1, 1]);
  });

  it('takes journeys one after the other', async () => {
    const { app, post } = await serve();
    const days = ['2023-06-15', '2023-06-20', '2023-06-18'];
    const answers = await Promise.all(days.map((day) => post('/sandbox/api/clock', { now: `${day}T09:00:00+08:00` })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(days).toContain(app.deps.clock.now().toISOString().slice(0, 10));
  });

  it.each([
    '',
    '{',
    '[]',
    '{"now":1}',
    '{"now":"2023-06-15"}',
    '{"now":"2023-02-30T09:00:00+08:00"}',
    '{"now":"1023-02-20T09:00:00+08:00"}',
  ])('refuses %s', async (body) => {
    const { post } = await serve();
    expect((await post('/sandbox/api/clock', body)).status).toBe(400);
  });

  it('knows the next working day', async () => {
    const { get, post } = await serve();
    await post('/sandbox/api/clock', { now: '2023-06-21T15:00:00+08:00' });
    // 22 to 24 June is 端午, and the Sunday after it is worked.
    expect(await (await get('/sandbox/api/next-workday')).json()).toEqual({ at: '2023-06-25T09:00:00+08:00' });
  });
});

describe('idle', () => {
  it('is said when every row has its outcome', async () => {
    const { app, post } = await serve();
    await post('/webhooks/sandbox', { from: 'nobody', text: '帮助' });
    expect((await post('/sandbox/api/idle', '')).status).toBe(200);
    const rows = await app.deps.db.selectFrom('inboundMessages').select('state').execute();
    expect(rows).toEqual([{ state: 'handled' }]);
  });

  it('is not said while something due is unsent, and does not wait for a retry whose time has not come', async () => {
    const { app } = await serve();
    const { deps } = app;
    await say(deps, 'person', 'zhang', '一');
    const inAMinute = new Date(Date.now() + 60_000).toISOString();
    const change = (state: 'sending' | 'queued') =>
      deps.db.updateTable('outboundMessages').set({ state, nextAttemptAt: inAMinute }).execute();
    // Claimed, so that no sweep sends it meanwhile.
    await change('sending');
    expect(await untilSettled(deps, 60)).toBe(false);
    await change('queued');
    expect(await isSettled(deps)).toBe(true);
  });
});

describe('the cast', () => {
  it('is the people and rooms of the directory', async () => {
    const { read } = await serve();
    const { botName, members, rooms } = await read<Cast>('/sandbox/api/cast');
    expect(botName).toBe('创建管家');
    expect(members).toContainEqual({ id: 'zhang', name: '张三', roles: ['liaison'], departments: [{ id: 'office', name: '办公室' }] });
    expect(rooms.find(({ id }) => id === 'union-room')).toEqual({ id: 'union-room', name: '机关工会工作群', members: ['wang'] });
  });
});
