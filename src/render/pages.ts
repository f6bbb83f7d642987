import { Liquid } from 'liquidjs';

/** Renders a view with a file of `templates/pages/`. */
export type RenderPage = (template: string, view: object) => string;

/** Pages people open in a browser. Every value is escaped. */
export function createPageRenderer(dir: string): RenderPage {
  const engine = new Liquid({
    root: dir,
    extname: '.liquid',
    cache: true,
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    outputEscape: 'escape',
    renderLimit: 500,
  });
  return (template, view) => String(engine.renderFileSync(template, view));
}
