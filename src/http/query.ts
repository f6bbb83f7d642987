import type { Context } from 'koa';

/** The query as platforms write it: a plus is a plus, which it is not on a form, and stands in base64. */
export function readQuery(querystring: string): URLSearchParams {
  return new URLSearchParams(querystring.replaceAll('+', '%2B'));
}

/** A value of the query that has to be there, once and short. 400 otherwise. */
export function requireText(ctx: Context, name: string): string {
  const values = new URLSearchParams(ctx.querystring).getAll(name);
  const [value = ''] = values;
  if (values.length !== 1 || value === '' || value.length > MAX_LENGTH) ctx.throw(400, `请给出一个 ${name}。`);
  return value;
}

const MAX_LENGTH = 128;

/** A whole number of the query; 0 when it is not there. 400 when it is something else. */
export function readNumber(ctx: Context, name: string): number {
  const values = new URLSearchParams(ctx.querystring).getAll(name);
  if (values.length === 0) return 0;
  const [value = ''] = values;
  if (values.length > 1 || !/^\d{1,15}$/.test(value)) ctx.throw(400, `${name} 应是一个整数。`);
  return Number(value);
}
