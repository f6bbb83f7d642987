import { type ReadArguments, MAX_NAME, incomplete, isQuestion, namesIn, freeText } from './arguments.ts';
import type { Command } from './command.ts';
import { splitAtDay } from './read-milestones.ts';
import { isBlank, part, trim, withoutPoliteEnding, type Said } from './said.ts';

/** 「请假 6-20 6-28 由李四代」, 「请假 6月20日到28日」, 「请假 6-20」. A number of days is asked about: working days or not? */
export function readTakeLeave(rest: Said): Command | undefined {
  if (isBlank(rest)) return incomplete('take-leave');
  if (isQuestion(rest)) return undefined;
  const first = splitAtDay(rest);
  if (first === undefined || !/^[从自]?$/u.test(first.before)) return incomplete('take-leave');
  const joint = /^ *(?:[-~到至]|起至?|开始到?)* */u.exec(first.after.folded)![0];
  const behind = part(first.after, joint.length);
  const second = splitAtDay(behind);
  if (second?.before === '') return leave(first.day, second.day, second.after);
  const sameMonth = /^(\d{1,2}) ?[日号]/u.exec(behind.folded);
  if (sameMonth !== null)
    return leave(first.day, `${first.day.replace(/\d+$/, '')}${Number(sameMonth[1])}`, part(behind, sameMonth[0].length));
  if (joint.trim() !== '' || /^(?:\d|[一二两三四五六七八九十半])+ ?[个天周]/u.test(behind.folded)) return incomplete('take-leave');
  return leave(first.day, first.day, behind);
}

function leave(from: string, to: string, words: Said): Command {
  return { name: 'take-leave', from, to, words: freeText(withoutPoliteEnding(trim(words))) };
}

/** 「移交 张三 李四」, 「移交 张三的工作给李四」. */
export function readHandover(name: 'hand-over' | 'take-back'): ReadArguments {
  return (rest) => {
    if (isQuestion(rest)) return undefined;
    const [from = '', to = '', ...more] = withoutPoliteEnding(rest)
      .typed.split(/(?:\s|[,，、→>＞]|->|移交给|交给|给)+/u)
      .map((one) => one.replace(/的(?:联络员|全部)?(?:工作|任务)?$/u, ''));
    const isName = (text: string): boolean => text !== '' && text.length <= MAX_NAME;
    return isName(from) && isName(to) && more.length === 0 ? { name, from, to } : incomplete(name);
  };
}

/** 「绑定本群 办公室」, 「绑定本群 全院」. */
export function readBindRoom(rest: Said): Command | undefined {
  if (isQuestion(rest)) return undefined;
  const departments = namesIn(withoutPoliteEnding(rest).typed.replace(/^[到为给是]+/u, ''));
  return departments.length === 0 || departments.some((name) => name.length > MAX_NAME)
    ? incomplete('bind-room')
    : { name: 'bind-room', departments };
}

/** 「绑定 办公室 张三」; without a blank the department ends at 室, 部, 会 and their like. */
export function readBind(rest: Said): Command | undefined {
  const { typed, folded } = withoutPoliteEnding(rest);
  if (folded.startsWith('本群')) return undefined;
  const words = typed.split(/[\s,，、/／:：;；|｜+]+/).filter((word) => word !== '');
  const [department, ...names] = words.length === 1 ? (GLUED.exec(typed)?.slice(1) ?? words) : words;
  const person = names.join(' ');
  if (department === undefined || person === '' || department.length > MAX_NAME || person.length > MAX_NAME) return incomplete('bind');
  return { name: 'bind', department, person };
}

const GLUED = /^(.+(?:室|部|处|科|委|会|中心|办|局|所|院|队))(\p{Script=Han}{2,4}(?<!室|部|处|科|委|会|中心))$/u;
