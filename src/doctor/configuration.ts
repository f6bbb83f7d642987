import { fail, ok, type Finding } from '../domain/finding.ts';

/** What a start would refuse. Each problem brings its cure behind a semicolon. */
export function judgeConfiguration(problems: readonly string[]): Finding[] {
  return problems.length === 0 ? [ok('configuration: every setting can be read')] : problems.map(fromProblem);
}

/** A problem of the configuration as a finding: what is wrong stands before the last semicolon, the cure behind it. */
function fromProblem(problem: string): Finding {
  const end = problem.lastIndexOf('; ');
  return end < 0 ? fail(problem, 'correct it') : fail(problem.slice(0, end), problem.slice(end + 2));
}
