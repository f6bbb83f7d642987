/**
 * What the bot says, before a channel degrades it to what its platform shows. `text` is a small Markdown subset: bold,
 * links, `● ` lists, `> ` quotes. It is complete without `title`.
 */
export interface OutboundMessage {
  title: string;
  text: string;
  /** A button where there are buttons, a line 「回复 …」 where not. `command` is the words it stands for. */
  actions: Action[];
  files: MessageFile[];
  /** Member account ids on the channel to @. */
  mentions?: string[];
}

export interface Action {
  label: string;
  command: string;
}

/** A stored piece of evidence shown with a message. `url` is signed for one person and expires. */
export interface MessageFile {
  name: string;
  url: string;
}
