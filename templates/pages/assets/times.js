const WEEKDAYS = '日一二三四五六';

/** Day and time as the text says them: always the institute's, whatever zone this browser is in. */
export const dayOf = (at) => at.slice(0, 10);
export const timeOf = (at) => at.slice(11, 16);

/** 2023年6月12日 周一 09:00 */
export function readableTime(at) {
  const [year, month, day] = dayOf(at).split('-').map(Number);
  return `${year}年${month}月${day}日 周${WEEKDAYS[new Date(dayOf(at)).getUTCDay()]} ${timeOf(at)}`;
}

export const instantOf = (day, time) => `${day}T${time}:00+08:00`;

/** The same time a day later. */
export function dayLater(at) {
  const next = new Date(Date.parse(dayOf(at)) + 86_400_000).toISOString();
  return `${dayOf(next)}${at.slice(10)}`;
}
