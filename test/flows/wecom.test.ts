import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queueMessage } from '../../src/usecases/queue-message.ts';
import { readShown } from '../helpers/fake-wecom/index.ts';
import { createWecomWorld, ROOM_KEY, userIdOf, type WecomWorld } from '../helpers/wecom-world.ts';
import { file, seed } from '../world.ts';

let world: WecomWorld;

beforeAll(async () => {
  world = await createWecomWorld();
  await world.zhou.sends(await seed());
  await world.zhou.says('确认导入');
  await world.zhou.says('时间节点 年中 6-30');
});
afterAll(() => world.close());

describe('on 企业微信', () => {
  it('greets who opens the conversation', async () => {
    expect(await world.wecom.openBot(userIdOf('zhang'))).toMatch(/我是创建管家.*「我的任务」/s);
  });

  it('lets a reviewer press the button of a card: it turns at once, and the result follows', async () => {
    await world.wang.says('提交 3', { files: [file('读书会方案.pdf')] });
    await world.wu.news();
    await world.wang.says('完成');
    const card = world.wecom.shown().findLast(({ to, body }) => to === userIdOf('wu').toLowerCase() && body.msgtype === 'template_card')!;
    expect(readShown(card)).toMatchObject({
      text: expect.stringMatching(/待审 B1.*第3项 全民阅读进机关活动.*机关工会.*读书会方案\.pdf/s),
      commands: expect.arrayContaining(['通过 B1']),
    });
    expect(await world.wecom.press(userIdOf('wu'), card, '通过 B1')).toContain('已点 通过 B1');
    await world.settle();
    expect(await world.wu.hears()).toMatch(/B1.*通过/s);
    expect(await world.wang.hears()).toMatch(/B1.*通过/s);
  });

  it('sees nothing of a file that lies in a group until somebody quotes it', async () => {
    expect(await world.li.says('', { room: 'all', files: [file('研判报告.pdf')] })).toBe('');
    expect(await world.li.says('@创建管家 提交 6', { room: 'all', quoting: [file('研判报告.pdf')] })).toMatch(/研判报告\.pdf.*第6项/s);
  });

  it('writes into a room unasked, by its group robot', async () => {
    const { deps } = world.world.app;
    const to = { channel: 'wecom', recipient: { kind: 'room', id: 'wrALL' }, memberId: null } as const;
    const message = { title: '本周截止', text: '本周截止 3 项：第1项（办公室）', actions: [], files: [] };
    await queueMessage(deps, to, message, { purpose: 'notice', dedupeKey: 'digest-1' });
    await world.settle();
    const shown = world.wecom.shown().at(-1)!;
    expect(shown).toMatchObject({ by: 'webhook', to: ROOM_KEY });
    expect(readShown(shown).text).toBe('本周截止 3 项：第1项（办公室）');
  });

  it('hears and answers in the app, too', async () => {
    await world.zhang.news();
    expect(await world.wecom.sayToApp({ from: userIdOf('zhang'), text: '我的任务' })).toBe(200);
    await world.settle();
    expect(await world.zhang.hears()).toMatch(/办公室.*第1项/s);
    expect(world.wecom.shown().at(-1)).toMatchObject({ by: 'app' });
  });

  it('lets somebody nobody knows ask to be bound, whichever case their userid comes in', async () => {
    const unknown = '00712.Gao';
    await world.wecom.sayToBot({ from: unknown, text: '我的任务' });
    await world.settle();
    const answers = () =>
      world.wecom
        .shown()
        .filter(({ to }) => to.toLowerCase() === unknown.toLowerCase())
        .map((one) => readShown(one).text);
    expect(answers().at(-1)).toMatch(/还没有登记您的身份.*「绑定 部门 姓名」/s);
    await world.wecom.sayToBot({ from: unknown, text: '绑定 办公室 高原' });
    await world.settle();
    expect(await world.zhou.hears()).toMatch(/S1.*办公室 高原.*00712\.gao/s);
    world.wecom.api.visible.add(unknown.toLowerCase());
    await world.zhou.says('同意 S1');
    expect(answers().at(-1)).toMatch(/您登记为办公室 高原/);
    await world.wecom.sayToBot({ from: unknown.toUpperCase(), text: '我是谁' });
    await world.settle();
    expect(answers().at(-1)).toMatch(/高原/);
  });

  it('tells the admins what could not be sent and how to mend it', async () => {
    await world.zhou.news();
    world.wecom.api.failNext('message/send', { errcode: 60020, errmsg: 'not allow to access from your ip, from ip: 10.1.2.3' });
    await world.zhou.says('催办 第1项');
    expect(await world.zhou.says('未送达')).toMatch(/张三.*不认服务器的地址 10\.1\.2\.3.*企业可信IP/s);
  });
});
