import { describe, expect, it } from 'vitest';
import { buttonCard, commandOf, pressedText, turnedCard } from '../../../src/channels/wecom/send/card.ts';
import { message } from '../sendings.ts';

const REVIEW = message('待审 B12　第3项 全民阅读进机关活动　机关工会 王五\n《总结.docx》 312 KB', {
  actions: [
    { label: '通过 B12', command: '通过 B12' },
    { label: '退回', command: '退回 B12 R2' },
  ],
});

/** What the platform says was pressed. */
function pressed(at: number): string {
  const card = buttonCard(REVIEW, 'a1')! as { button_list: { key: string }[] };
  return card.button_list[at]!.key;
}

describe('a card', () => {
  it('stands for the words of its buttons, and says what it was about once one is pressed', () => {
    expect([commandOf(pressed(0)), commandOf(pressed(1))]).toEqual(['通过 B12', '退回 B12 R2']);
    expect(pressedText(pressed(1))).toBe('已点 退回 B12 R2');
    expect(turnedCard(pressed(1), 'a1', 'https://bot.example')).toEqual({
      response_type: 'update_template_card',
      template_card: {
        card_type: 'text_notice',
        task_id: 'a1',
        main_title: { title: '待审 B12　第3项 全民阅读进机关活动　机关工会 王五' },
        sub_title_text: '已点 退回 B12 R2，处理中，结果随后发来',
        card_action: { type: 1, url: 'https://bot.example' },
      },
    });
  });

  it('that another version made turns all the same', () => {
    expect(turnedCard('通过 B12', 'a1', 'https://bot.example')).toMatchObject({
      template_card: { main_title: { title: '已点 通过 B12' } },
    });
  });

  it('is not made where a client would cut it, or the platform refuse it', () => {
    const seven = Array.from({ length: 7 }, (_, n) => ({ label: `${n}`, command: `${n}` }));
    const tooMuch = [
      message('没有可点的'),
      { ...REVIEW, text: '一'.repeat(37) },
      { ...REVIEW, text: `待审 B12\n${'一'.repeat(113)}` },
      { ...REVIEW, actions: seven },
      { ...REVIEW, actions: [{ label: '清除', command: `确认清除 B12 ${'错'.repeat(340)}` }] },
    ];
    expect(tooMuch.map((one) => buttonCard(one, 'a1'))).toEqual(tooMuch.map(() => undefined));
  });

  it('of a review has the item as its title, and leaves out the words its buttons say', () => {
    const commands = ['B12', '通过 B12', '退回 B12'];
    const actions = commands.map((command) => ({ label: command, command }));
    const last = '看材料发「B12」，然后「通过 B12」或「退回 B12」。';
    const photos = Array.from({ length: 3 }, (_, n) => `《读书会合影${n + 1}.jpg》 312 KB`).join('\n');
    const card = (first: string) => buttonCard(message(`${first}\n${photos}\n${last}`, { actions }), 'a1');
    expect(card('待审 B12　第3项 全民阅读进机关活动（5分）　机关工会 王五')).toMatchObject({
      main_title: { title: '待审 B12　第3项 全民阅读进机关活动（5分）', desc: '机关工会 王五' },
      sub_title_text: photos,
    });
    const long = '第12项 落实“第一议题”和中心组学习制度（10分）　机关党委 王五、林秀';
    expect(card(`待审 B12　${long}`)).toMatchObject({ main_title: { title: '待审 B12' }, sub_title_text: `${long}\n${photos}` });
  });

  it('of a request whose first line is long is called by what stands before the colon', () => {
    const what = '第10项 弘扬科学精神（机关工会，年中），6月30日（周五）改到 7月10日（周一）。';
    const card = buttonCard(
      message(`延期申请 S1：${what}\n王五：读书会改期`, { actions: [{ label: '同意 S1', command: '同意 S1' }] }),
      'a1',
    );
    expect(card).toMatchObject({ main_title: { title: '延期申请 S1' }, sub_title_text: `${what}\n王五：读书会改期` });
  });

  it('keeps a last line that says more than its buttons', () => {
    const more = '确定的话，发「确认关闭 2023」；还有没交的，可以先「催办 逾期」。';
    const card = buttonCard(message(`要关闭 2023 年度\n${more}`, { actions: [{ label: '确认关闭', command: '确认关闭 2023' }] }), 'a1');
    expect(card).toMatchObject({ sub_title_text: more });
  });

  it('has an id the platform takes, another for each message', () => {
    const ids = ['0190a-b_c', 'a:b/中'].map((id) => (buttonCard(REVIEW, id) as { task_id: string }).task_id);
    expect(ids).toEqual(['0190a-b_c', 'a_b__']);
  });
});
