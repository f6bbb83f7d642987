import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attachment, Channel, InboundMessage, Received, Recipient, Receipt } from '../../src/ports/channel.ts';
import type { OutboundMessage } from '../../src/ports/message.ts';

export interface ChannelFile {
  name: string;
  bytes: Buffer;
}

/** What somebody says, as every platform can carry it. */
export interface Saying {
  messageId: string;
  from: string;
  room?: string;
  text: string;
  files?: ChannelFile[];
  quoting?: ChannelFile[];
}

/** A channel in front of its platform, or of a faithful fake of it. */
export interface ChannelUnderTest {
  channel: Channel;
  /** Has the platform deliver it, and returns what the channel made of it. */
  deliver(saying: Saying): Promise<Received>;
  /** Everything a recipient was shown so far: texts, and words of buttons. */
  shownTo(recipient: Recipient): string[];
  /** An attachment whose file the platform has no more. */
  gone: Attachment;
  close(): Promise<void>;
}

/** What the core relies on, whatever the platform. */
export function itIsAChannel(name: string, create: () => Promise<ChannelUnderTest>): void {
  describe(`${name} is a channel: it`, () => {
    let under: ChannelUnderTest;
    let sent = 0;

    beforeAll(async () => {
      under = await create();
    });
    afterAll(() => under.close());

    async function heard(saying: Saying): Promise<InboundMessage> {
      const { messages, answer } = await under.deliver(saying);
      expect(answer.status).toBe(200);
      expect(messages).toHaveLength(1);
      return messages[0]!;
    }

    /** Sends until nothing is left, as the outbox does. */
    async function send(recipient: Recipient, message: Partial<OutboundMessage>): Promise<Receipt> {
      const id = `outbound-${++sent}`;
      const whole = { title: '', text: '', actions: [], files: [], ...message };
      let receipt = await under.channel.send({ id, recipient, message: whole });
      while ((receipt.rest ?? 0) > 0) {
        receipt = await under.channel.send({ id, recipient, message: whole, before: { lastError: null, receipt } });
      }
      return receipt;
    }

    it('hears a person in private', async () => {
      const message = await heard({ messageId: 'm-1', from: 'zhang', text: '我的任务' });
      expect(message).toMatchObject({ messageId: expect.stringContaining('m-1'), senderId: 'zhang', text: '我的任务' });
      expect(message).toMatchObject({ attachments: [], quoted: [] });
      expect(message.roomId).toBeUndefined();
    });

    it('hears a person in a room', async () => {
      expect(await heard({ messageId: 'm-2', from: 'li', room: 'all', text: '谁还没交 3' })).toMatchObject({
        senderId: 'li',
        roomId: 'all',
      });
    });

    it('gives a repeated delivery the same id', async () => {
      const saying = { messageId: 'm-3', from: 'zhang', text: '进度' };
      expect((await heard(saying)).messageId).toBe((await heard(saying)).messageId);
    });

    it('keeps what people type as they typed it, on one side and the other', async () => {
      const text = '第3项 <b>“读书会”</b> & *重点* [链接](http://x) `代码` #标签 _下划线_ \\ 1.5分';
      expect((await heard({ messageId: 'm-4', from: 'zhang', text })).text).toBe(text);
    });

    it('hands out the bytes of a file sent to it, and its name', async () => {
      const file = { name: '读书会 方案（定稿）.pdf', bytes: Buffer.from('%PDF-1.4 方案') };
      const message = await heard({ messageId: 'm-5', from: 'zhang', text: '', files: [file] });
      expect(message.attachments).toHaveLength(1);
      expect(message.quoted).toEqual([]);
      await expectFile(JSON.parse(JSON.stringify(message.attachments[0])), file);
    });

    it('hands out a quoted file', async () => {
      const file = { name: '意识形态研判报告.pdf', bytes: Buffer.from('%PDF-1.4 报告') };
      const message = await heard({ messageId: 'm-6', from: 'li', room: 'all', text: '提交 6', quoting: [file] });
      expect(message).toMatchObject({ text: '提交 6', attachments: [] });
      await expectFile(JSON.parse(JSON.stringify(message.quoted[0])), file);
    });

    async function expectFile(attachment: Attachment, { name, bytes }: ChannelFile): Promise<void> {
      const download = await under.channel.download(attachment);
      expect(attachment.name === name || download.name === name).toBe(true);
      expect(await buffer(download.stream)).toEqual(bytes);
    }

    it('says for good that a file is gone', async () => {
      await expect(under.channel.download(under.gone)).rejects.toMatchObject({ name: 'ChannelError', permanent: true });
    });

    it('shows a message whole, however long, line by line', async () => {
      const lines = Array.from({ length: 400 }, (_, n) => `● 第${n + 1}项 全民阅读进机关活动，机关工会和六个支部`);
      await send({ kind: 'person', id: 'zhang' }, { text: lines.join('\n') });
      const shown = under.shownTo({ kind: 'person', id: 'zhang' }).join('\n');
      expect(lines.filter((line) => !shown.includes(line))).toEqual([]);
    });

    it('shows the words of every action', async () => {
      const text = '待审 B1　第3项 读书会';
      await send(
        { kind: 'person', id: 'zhang' },
        {
          title: text,
          text,
          actions: [
            { label: '查看', command: 'B1' },
            { label: '通过 B1', command: '通过 B1' },
          ],
        },
      );
      const shown = under.shownTo({ kind: 'person', id: 'zhang' }).join('\n');
      expect(shown).toContain('B1');
      expect(shown).toContain('通过 B1');
    });

    it('refuses what is malformed and takes nothing of it, without falling over', async () => {
      const requests = fc.record({
        method: fc.constantFrom('GET', 'POST'),
        query: fc.dictionary(fc.string(), fc.string()).map((query) => new URLSearchParams(query)),
        headers: fc.constant({}),
        body: fc.oneof(
          fc.uint8Array().map((bytes) => Buffer.from(bytes)),
          fc.json().map((json) => Buffer.from(json)),
        ),
      });
      for (const endpoint of under.channel.endpoints) {
        fc.assert(
          fc.property(requests, (request) => {
            const { messages, answer } = endpoint.receive(request);
            expect(messages).toEqual([]);
            expect(answer.status).toBeGreaterThanOrEqual(400);
            expect(answer.status).toBeLessThan(500);
          }),
          { numRuns: 200 },
        );
      }
    });

    it('finds nothing to mend when it is set up well', async () => {
      const findings = await under.channel.check();
      expect(findings.length).toBeGreaterThan(0);
      expect(findings.filter(({ level }) => level === 'fail')).toEqual([]);
    });
  });
}
