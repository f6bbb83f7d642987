/**
 * What the bot says, before a channel degrades it to what its platform shows. `text` is plain text with line breaks and `● ` lists:
 * nothing people typed may become markup. It is complete without `title`.
 */
export interface OutboundMessage {
  title: string;
  text: string;
  /** A button where there are buttons, a line 「回复 …」 where not. `command` is the words it stands for. */
  actions: Action[];
  files: MessageFile[];
  /** Shown behind the text on every platform. */
  links?: MessageLink[];
  /** Member account ids on the channel to @. */
  mentions?: string[];
}

export interface Action {
  label: string;
  command: string;
}

/** What only its person fetches, from us: nothing of it goes to the platform. `url` is signed and expires. */
export interface MessageLink {
  name: string;
  url: string;
}

/**
 * A stored piece of evidence shown with a message. `url` is signed for one person and expires; a platform that carries files takes
 * the bytes under `key` from the file store.
 */
export interface MessageFile {
  name: string;
  url: string;
  key: string;
  /** In bytes. */
  size: number;
}
