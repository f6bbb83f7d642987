/** 文号 of a paper: an abbreviation, the year in brackets, a number: 「中地党〔2023〕5号」. */
const DOC_NUMBER = /(?<sign>[\p{Script=Han}]{1,12})[〔[(【](?<year>(?:19|20)\d\d)[〕\])】]第?(?<n>\d{1,4})号/u;

/** The first 文号 in a text, written as the standard has it; undefined when there is none. */
export function findDocNumber(text: string): string | undefined {
  const groups = DOC_NUMBER.exec(text.normalize('NFKC').replace(/\s+/gu, ''))?.groups;
  return groups && `${groups['sign']}〔${groups['year']}〕${groups['n']}号`;
}
