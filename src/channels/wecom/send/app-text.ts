import { shortName, type Markup } from '../../../channel-kit/markdown.ts';

/** The `text` of the app: it knows `<a href>` and nothing else. */
export const APP_TEXT: Markup = {
  plain: (text) => text.replaceAll('<', '＜'),
  link: (name, url) => `<a href="${url.replaceAll('"', '%22')}">${APP_TEXT.plain(shortName(name))}</a>`,
};
