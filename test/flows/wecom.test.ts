import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queueMessage } from '../../src/usecases/queue-message.ts';
import { readShown, type Shown } from '../helpers/fake-wecom/index.ts';
import { createWecomWorld, ROOM_KEY, userIdOf, type WecomWorld } from '../helpers/wecom-world.ts';
import { file, seed } from '../world.ts';

describe.each(['callback', 'connection', 'app'] as const)('on 企业微信, in private by %s,', (mode) => {
  let world: WecomWorld;

  beforeAll(async () => {
    world = await createWecomWorld(mode);
    await world.zhou.sends(await seed());
    await world.zhou.says('确认导入');
    await world.zhou.says('时间节点 年中 6-30');
  });
  afterAll(() => world.close());

  function lastShownTo(memberId: string, kind?: string): Shown {
    const to = userIdOf(memberId).toLowerCase();
    return world.wecom.shown().findLast((one) => one.to.toLowerCase() === to && (kind === undefined || one.body.msgtype === kind))!;
  }

  it('the bot greets who opens the conversation', async () => {
    expect(await world.wecom.open(userIdOf('zhang'))).toMatch(/我是创建管家.*「我的任务」/s);
  });

  it('a reviewer presses the button of a card: it turns at once, and the result follows', async () => {
    await world.wang.says('提交 3', { files: [file('读书会方案.pdf')] });
    await world.wu.news();
    await world.wang.says('完成');
    const card = lastShownTo('wu', 'template_card');
    expect(readShown(card)).toMatchObject({
      text: expect.stringMatching(/待审 B1.*第3项 全民阅读进机关活动.*机关工会.*读书会方案\.pdf/s),
      commands: expect.arrayContaining(['通过 B1']),
    });
    expect(await world.wecom.press(userIdOf('wu'), card, '通过 B1')).toContain('已点 通过 B1');
    await expect.poll(() => world.wang.hears()).toMatch(/B1.*通过/s);
    await world.settle();
    expect(readShown(lastShownTo('wu')).text).toMatch(/B1.*通过/s);
  });

  it('the bot sees nothing of a file that lies in a group until somebody quotes it', async () => {
    expect(await world.li.says('', { room: 'all', files: [file('研判报告.pdf')] })).toBe('');
    expect(await world.li.says('@创建管家 提交 6', { room: 'all', quoting: [file('研判报告.pdf')] })).toMatch(/研判报告\.pdf.*第6项/s);
  });

  it('somebody who sends a kind of message it cannot read is told what to send', async () => {
    await world.zhang.news();
    await world.wecom.say({ from: userIdOf('zhang'), text: '', other: 'miniprogram', msgid: '7234567890123456999' });
    await expect.poll(() => world.zhang.hears()).toMatch(/这种消息我看不了.*文字、图片.*文件.*「帮助」/s);
  });

  it('a message goes into a room unasked', async () => {
    const { deps } = world.world.app;
    const to = { channel: 'wecom', recipient: { kind: 'room', id: 'wrALL' }, memberId: null } as const;
    const message = { title: '本周截止', text: '本周截止 3 项：第1项（办公室）', actions: [], files: [] };
    await queueMessage(deps, to, message, { purpose: 'notice', dedupeKey: 'digest-1' });
    await world.settle();
    const shown = world.wecom.shown().at(-1)!;
    expect(shown).toMatchObject(mode === 'connection' ? { by: 'push', to: 'wrALL' } : { by: 'webhook', to: ROOM_KEY });
    expect(readShown(shown).text).toBe('本周截止 3 项：第1项（办公室）');
  });

  it('somebody nobody knows may ask to be bound, whichever case their userid comes in', async () => {
    const gao = world.person('gao');
    world.wecom.api.visible.add(userIdOf('gao').toLowerCase());
    expect(await gao.says('我的任务')).toMatch(/还没有登记您的身份.*「绑定 部门 姓名」/s);
    await gao.says('绑定 办公室 高原');
    expect(await world.zhou.hears()).toMatch(/S1.*办公室 高原.*0gao\.yuan/s);
    await world.zhou.says('同意 S1');
    expect(await gao.hears()).toMatch(/您登记为办公室 高原/);
    await world.wecom.say({ from: userIdOf('gao').toUpperCase(), text: '我是谁', msgid: 'who' });
    await expect.poll(() => gao.hears()).toMatch(/高原/);
  });

  // Over the connection there is no server's address to trust.
  if (mode === 'connection') return;

  it('the admins hear what could not be sent and how to mend it', async () => {
    await world.zhou.news();
    world.wecom.api.failNext('message/send', { errcode: 60020, errmsg: 'not allow to access from your ip, from ip: 10.1.2.3' });
    await world.zhou.says('催办 第1项');
    await world.zhou.says('确认催办');
    expect(await world.zhou.says('未送达')).toMatch(/不认服务器的地址 10\.1\.2\.3.*企业可信IP/s);
  });
});
