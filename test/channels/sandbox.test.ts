import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createSandboxChannel } from '../../src/channels/sandbox/index.ts';
import type { Received, Recipient } from '../../src/ports/channel.ts';
import { itIsAChannel, type ChannelFile } from './channel-contract.ts';

itIsAChannel('the sandbox', async () => {
  const channel = createSandboxChannel([{ id: 'all' }]);
  const shown = new Map<string, string[]>();
  const keyOf = ({ kind, id }: Recipient): string => `${kind} ${id}`;
  return {
    // Its pages read the rows of what was sent: what `send` takes is shown.
    channel: {
      ...channel,
      async send(sending) {
        const { text, actions } = sending.message;
        const lines = [text, ...actions.map(({ command }) => command)];
        shown.set(keyOf(sending.recipient), [...(shown.get(keyOf(sending.recipient)) ?? []), ...lines]);
        return channel.send(sending);
      },
    },
    async deliver({ files = [], quoting = [], ...saying }) {
      return post({ ...saying, attachments: files.map(encoded), quote: { attachments: quoting.map(encoded) } });
    },
    shownTo: (recipient) => shown.get(keyOf(recipient)) ?? [],
    gone: { name: 'a.pdf', ref: null },
    async close() {},
  };
});

function encoded({ name, bytes }: ChannelFile): { name: string; base64: string } {
  return { name, base64: bytes.toString('base64') };
}

const channel = createSandboxChannel([{ id: 'all' }]);

function post(body: unknown): Received {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return channel.endpoints[0]!.receive({ method: 'POST', query: new URLSearchParams(), headers: {}, body: bytes });
}

describe('the sandbox channel', () => {
  it('takes a message with files and a quote', async () => {
    const { messages, answer } = post({
      messageId: 'm1',
      from: 'zhang',
      room: 'all',
      text: '提交 3',
      attachments: [{ name: '方案.pdf', base64: 'aGVsbG8=' }],
      quote: { attachments: [{ name: '../照片.jpg', base64: '' }] },
    });
    expect(answer.status).toBe(200);
    expect(messages).toEqual([
      {
        messageId: 'm1',
        senderId: 'zhang',
        roomId: 'all',
        text: '提交 3',
        attachments: [{ name: '方案.pdf', ref: { base64: 'aGVsbG8=' } }],
        quoted: [{ name: '../照片.jpg', ref: { base64: '' } }],
      },
    ]);
    const [message] = messages;
    const bytes = await Promise.all(
      [...message!.attachments, ...message!.quoted].map(async (file) => buffer((await channel.download(file)).stream)),
    );
    expect(bytes.map(String)).toEqual(['hello', '']);
  });

  it('gives a message without an id one of its own', () => {
    const [first, second] = [post({ from: 'zhang' }), post({ from: 'zhang' })];
    expect(first.messages[0]).toMatchObject({ text: '', attachments: [], quoted: [] });
    expect(first.messages[0]).not.toHaveProperty('roomId');
    expect(first.messages[0]?.messageId).not.toBe(second.messages[0]?.messageId);
  });

  it('takes a key that looks like an object’s own, inside a string', () => {
    expect(post({ from: 'a', text: '"from": "b", \\"x\\": {}' }).answer.status).toBe(200);
  });

  it.each([
    ['nothing', '', /not JSON/],
    ['half a JSON', '{"from":"zhang"', /not JSON/],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), /UTF-8/],
    ['a list', [], /must be an object/],
    ['null', 'null', /must be an object/],
    ['a very deep list', '['.repeat(100_000) + ']'.repeat(100_000), /must be an object/],
    ['the same key twice', '{"from":"zhang","from":"zhou"}', /twice/],
    ['a room that is not in the directory', { from: 'zhang', room: 'nowhere', text: '进度' }, /no room nowhere/],
    ['a key nobody knows', { from: 'zhang', admin: true }, /admin/],
    ['a prototype', '{"from":"zhang","__proto__":{"room":"all"}}', /__proto__/],
    ['no sender', { text: '进度' }, /from: must be text/],
    ['an empty sender', { from: '' }, /from: must not be empty/],
    ['a blank sender', { from: ' ' }, /from: must not be empty/],
    ['a sender that is a list', { from: ['zhang'] }, /from: must be text/],
    ['an endless number', '{"from":1e999}', /from: must be text/],
    ['a long sender', { from: 'z'.repeat(129) }, /from: must not be longer/],
    ['a sender with a line break', { from: 'zhang\n' }, /control character/],
    ['an empty room', { from: 'zhang', room: '' }, /room: must not be empty/],
    ['a number for text', { from: 'zhang', text: 3 }, /text: must be text/],
    ['a long text', { from: 'zhang', text: '长'.repeat(200_001) }, /text: must not be longer/],
    ['half a character', '{"from":"zhang","text":"\\ud800"}', /text: .*surrogate/],
    ['NUL', { from: 'zhang', text: 'a\0b' }, /NUL/],
    ['a long message id', { from: 'zhang', messageId: 'm'.repeat(129) }, /messageId/],
    ['files that are no list', { from: 'zhang', attachments: {} }, /attachments: must be a list/],
    ['a file without a name', { from: 'zhang', attachments: [{ base64: '' }] }, /attachments\.0\.name/],
    [
      'foreign characters in base64',
      { from: 'zhang', attachments: [{ name: 'a', base64: 'aG?s' }] },
      /attachments\.0\.base64: is not base64/,
    ],
    ['base64 of another alphabet', { from: 'zhang', attachments: [{ name: 'a', base64: 'a-_b' }] }, /not base64/],
    ['base64 that was cut', { from: 'zhang', attachments: [{ name: 'a', base64: 'aGVsbG8' }] }, /not base64/],
    ['padding in the middle', { from: 'zhang', attachments: [{ name: 'a', base64: 'aG==bGxv' }] }, /not base64/],
    ['a quote that is text', { from: 'zhang', quote: '方案.pdf' }, /quote/],
    ['too many files', { from: 'zhang', attachments: Array.from({ length: 51 }, () => ({ name: 'a', base64: '' })) }, /more than 50/],
  ])('refuses %s with the reason', (_, body, reason) => {
    const { messages, answer } = post(body);
    expect(messages).toEqual([]);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({ error: expect.stringMatching(reason) });
  });

  it('reads a 50 MB file without trouble', () => {
    const base64 = Buffer.alloc(50 * 1024 * 1024, 7).toString('base64');
    expect(post({ from: 'zhang', attachments: [{ name: '大.zip', base64 }] }).answer.status).toBe(200);
  });

  it('says that an attachment whose bytes were cleared cannot be had', async () => {
    await expect(channel.download({ name: 'a', ref: null })).rejects.toMatchObject({ channel: 'sandbox', permanent: true });
  });
});
