/** What the platform says; on oapi.dingtalk.com with an `errcode`, 0 when it was done. */
export type Answer = Readonly<Record<string, unknown>>;

/** Undefined for what is no answer of it. */
export function readAnswer(text: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Answer) : undefined;
  } catch {
    return undefined;
  }
}
