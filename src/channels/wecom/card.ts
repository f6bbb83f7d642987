/** The command a pressed button stands for: what `event_key` carries before the card's title. */
export function commandOf(eventKey: string): string {
  return eventKey.split('\n', 1)[0] ?? '';
}

/** What the app's button says once it was pressed. */
export function pressedText(eventKey: string): string {
  return `已点 ${commandOf(eventKey)}`;
}

/** The bot's card once a button of it was pressed (已点): no buttons any more, and the result follows as a message. */
export function turnedCard(eventKey: string, taskId: string, publicUrl: string): object {
  const [command = '', title = ''] = eventKey.split('\n');
  return {
    response_type: 'update_template_card',
    template_card: {
      card_type: 'text_notice',
      task_id: taskId,
      main_title: { title: title === '' ? pressedText(command) : title },
      sub_title_text: `已点 ${command}，处理中，结果随后发来`,
      card_action: { type: 1, url: publicUrl },
    },
  };
}
