import { OfflineProblem, Problem } from './api.js';
import { byId } from './dom.js';

let source;

/** One line above the composer. What failed (`source`) takes back only its own when it works again. */
export function showProblem(error, from) {
  const box = byId('problem');
  // Whoever notices first that the server is away: the next poll that gets through knows better.
  source = error instanceof OfflineProblem ? 'poll' : from;
  box.hidden = false;
  box.querySelector('span').textContent = error instanceof Problem ? error.message : '页面出了点问题，请刷新后再试。';
}

export function hideProblem(from) {
  if (from === source) byId('problem').hidden = true;
}

byId('problem')
  .querySelector('button')
  .addEventListener('click', () => hideProblem(source));
