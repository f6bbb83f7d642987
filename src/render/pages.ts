import { openTemplates, type Fill } from './templates.ts';

/** Renders a view with a file of `templates/pages/`. */
export type RenderPage = Fill;

/** Pages people open in a browser. Every value is escaped. */
export function createPageRenderer(dir: string): RenderPage {
  return openTemplates(dir, 'escape');
}
