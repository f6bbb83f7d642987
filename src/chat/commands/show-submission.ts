import { showSubmission as show } from '../../usecases/show-submission.ts';
import type { CommandHandler } from '../reply.ts';

/** B12: names people and carries links for one person, so it goes to the asker alone. */
export const showSubmission: CommandHandler<'show-submission'> = {
  right: 'read-own',
  async run({ deps, inbound, sender }, { number, piece }) {
    const { head, parts } = await show(deps, { asker: sender, source: inbound.channel, number, piece });
    const [first, ...rest] = parts;
    return {
      template: 'submission',
      view: { ...head, lines: first?.lines ?? [], parts: parts.length },
      files: first?.files ?? [],
      links: first?.links ?? [],
      privately: true,
      more: rest.map(({ lines, files, links }, index) => ({
        template: 'submission-more',
        view: { number, lines, part: index + 2, parts: parts.length },
        files,
        links,
      })),
    };
  },
};
