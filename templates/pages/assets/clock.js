import { api } from './api.js';
import { byId, element } from './dom.js';
import { forgetAdvice } from './hint.js';
import { hideProblem, showProblem } from './problem.js';
import { dayLater, dayOf, instantOf, readableTime, timeOf } from './times.js';

let now;

const destinations = {
  'next-day': async () => dayLater((await api('/sandbox/api/clock')).now),
  'next-workday': async () => (await api('/sandbox/api/next-workday')).at,
};

/** The time it is for the bot, and ways to change it. */
export function startClock(afterwards) {
  const dialog = byId('clock-dialog');
  const travel = (destination) => {
    if (dialog.open) dialog.close();
    void travelTo(destination).then(afterwards);
  };

  for (const [id, destination] of Object.entries(destinations)) {
    byId(id).addEventListener('click', () => travel(destination));
    dialog.querySelector(`[data-travel="${id}"]`).addEventListener('click', () => travel(destination));
  }
  byId('open-clock').addEventListener('click', () => {
    byId('travel-day').value = dayOf(now);
    byId('travel-time').value = timeOf(now);
    dialog.showModal();
  });
  dialog.querySelector('.close').addEventListener('click', () => dialog.close());
  byId('clock-form').addEventListener('submit', () => travel(async () => instantOf(byId('travel-day').value, byId('travel-time').value)));
  document.addEventListener('travel', ({ detail }) => travel(async () => detail));
  return { show: showNow };
}

function showNow(at) {
  now = at;
  const [year, rest] = readableTime(at).split(/(?<=年)/);
  // A phone has no room for the year.
  byId('now').replaceChildren(element('span', { className: 'year' }, year), rest);
  byId('now').dateTime = at;
  forgetAdvice(at);
}

async function travelTo(destination) {
  document.body.classList.add('travelling');
  byId('now').textContent = '时间在走…';
  try {
    showNow((await api('/sandbox/api/clock', { now: await destination() })).now);
    hideProblem('clock');
  } catch (error) {
    showProblem(error, 'clock');
  } finally {
    document.body.classList.remove('travelling');
  }
}
