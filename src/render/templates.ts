import { Liquid } from 'liquidjs';

/** A view and the name of a template become text. */
export type Fill = (template: string, view: object) => string;

/**
 * Templates of one folder. Strict: a name the view does not have is an error, nothing but the view's own values is reachable,
 * and no template can run away. `escape` meets every value that is put in.
 */
export function openTemplates(root: string, escape: 'escape' | ((value: string) => string)): Fill {
  const engine = new Liquid({
    root,
    extname: '.liquid',
    cache: true,
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    lenientIf: true,
    greedy: false,
    outputEscape: escape === 'escape' ? escape : (value) => escape(String(value ?? '')),
    parseLimit: 1e5,
    renderLimit: 500,
    memoryLimit: 1e6,
  });
  return (template, view) => String(engine.renderFileSync(template, view));
}
