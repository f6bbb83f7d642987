import { describe, expect, it } from 'vitest';
import { buttonCard, commandOf, pressedText, turnedCard } from '../../../src/channels/wecom/card.ts';
import { message } from './sender.ts';

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
      { ...REVIEW, text: '一'.repeat(27) },
      { ...REVIEW, text: `待审 B12\n${'一'.repeat(113)}` },
      { ...REVIEW, actions: seven },
      { ...REVIEW, actions: [{ label: '清除', command: `确认清除 B12 ${'错'.repeat(340)}` }] },
    ];
    expect(tooMuch.map((one) => buttonCard(one, 'a1'))).toEqual(tooMuch.map(() => undefined));
  });

  it('has an id the platform takes, another for each message', () => {
    const ids = ['0190a-b_c', 'a:b/中'].map((id) => (buttonCard(REVIEW, id) as { task_id: string }).task_id);
    expect(ids).toEqual(['0190a-b_c', 'a_b__']);
  });
});
