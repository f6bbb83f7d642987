import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queueMessage } from '../../src/usecases/queue-message.ts';
import { createDingtalkWorld, ROOM, staffIdOf, type DingtalkWorld } from '../helpers/dingtalk-world.ts';
import { readShown } from '../helpers/fake-dingtalk/read-shown.ts';
import { file, seed } from '../world.ts';

describe.each(['http', 'stream'] as const)('on 钉钉 in %s mode', (mode) => {
  let world: DingtalkWorld;

  beforeAll(async () => {
    world = await createDingtalkWorld(mode);
    await world.zhou.sends(await seed());
    await world.zhou.says('确认导入');
    await world.zhou.says('时间节点 年中 6-30');
  });
  afterAll(() => world.close());

  it('a reviewer gets a card whose buttons say the words', async () => {
    await world.wang.says('提交 3', { files: [file('读书会方案.pdf')] });
    await world.wu.news();
    await world.wang.says('完成');
    const card = world.dingtalk.api.shown.findLast((one) => one.to === staffIdOf('wu') && readShown(one).commands.length > 0)!;
    expect(readShown(card)).toMatchObject({
      text: expect.stringMatching(/待审 B1.*第3项 全民阅读进机关活动.*读书会方案\.pdf/s),
      commands: expect.arrayContaining(['通过 B1']),
    });
    expect(await world.wu.says('通过 B1')).toMatch(/B1.*通过/s);
    expect(await world.wang.hears()).toMatch(/B1.*通过/s);
  });

  it('the robot sees nothing of a file that lies in a group until somebody quotes it', async () => {
    expect(await world.li.says('', { room: 'all', files: [file('研判报告.pdf')] })).toBe('');
    expect(await world.li.says('@创建管家 提交 6', { room: 'all', quoting: [file('研判报告.pdf')] })).toMatch(/研判报告\.pdf.*第6项/s);
  });

  it('somebody who sends a kind of message it cannot read is told what to send', async () => {
    await world.zhang.news();
    await world.dingtalk.say({ from: staffIdOf('zhang'), text: '', unknown: '不支持的消息类型', msgId: 'msgUNKNOWN==' });
    await expect.poll(() => world.zhang.hears()).toMatch(/这种消息我看不了.*文字、图片.*文件.*「帮助」/s);
  });

  it('a message goes into a room unasked, by its own robot', async () => {
    const to = { channel: 'dingtalk', recipient: { kind: 'room', id: ROOM }, memberId: null } as const;
    const message = { title: '本周截止', text: '本周截止 3 项：第1项（办公室）', actions: [], files: [] };
    await queueMessage(world.world.app.deps, to, message, { purpose: 'notice', dedupeKey: 'digest-1' });
    await world.settle();
    const shown = world.dingtalk.api.shown.at(-1)!;
    expect(shown.by).toBe('webhook');
    expect(readShown(shown).text).toContain('本周截止 3 项：第1项（办公室）');
  });

  it('somebody from outside is refused politely, and not bound', async () => {
    const before = world.dingtalk.api.shown.length;
    await world.dingtalk.say({ from: 'guest', isOutsider: true, text: '绑定 办公室 张三', msgId: 'msgOUT==' });
    await expect.poll(() => world.dingtalk.api.shown.length).toBeGreaterThan(before);
    expect(readShown(world.dingtalk.api.shown.at(-1)!).text).toMatch(/仅限本单位/);
    expect(await world.zhou.says('申请')).not.toContain('张三');
  });

  it('an answer whose address is worth nothing any more reaches the person all the same', async () => {
    world.dingtalk.api.failNext('robot/sendBySession', { errcode: 300001, errmsg: 'session 不存在' });
    expect(await world.zhang.says('我的任务')).toMatch(/办公室.*第1项/s);
    expect(world.dingtalk.api.shown.at(-1)!.by).toBe('private');
  });
});
