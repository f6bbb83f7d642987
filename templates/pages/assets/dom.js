export const byId = (id) => document.getElementById(id);

/** An element; text goes in as text, never as markup. */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
}

export const badge = (count) => (count > 0 ? element('span', { className: 'badge', title: `${count} 条未读` }, count > 99 ? '99+' : String(count)) : null);
