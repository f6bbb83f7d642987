import { placeOf } from '../../usecases/burst-steps.ts';
import { cancelImport } from '../../usecases/cancel-import.ts';
import { confirmImport as confirm } from '../../usecases/confirm-import.ts';
import { cancelUrge } from '../../usecases/confirm-urge.ts';
import { startImport as start } from '../../usecases/start-import.ts';
import { QUESTIONS_SHOWN } from '../../usecases/preview-import.ts';
import type { PublishOutcome } from '../../usecases/publish-plan.ts';
import { showPreview as show } from '../../usecases/waiting-preview.ts';
import { actorOf, LATER, type CommandHandler } from '../reply.ts';

/** 导入: a file in the message, a quoted one, a pasted table, or the next file. The job that reads it answers. */
export const startImport: CommandHandler<'import'> = {
  right: 'manage-plan',
  async run({ deps, inbound, sender, attachments, quoted }, { text, wordless }) {
    const files = attachments.length > 0 ? attachments : quoted;
    const state = await start(deps, { inbound, sender, files, text, explicit: wordless !== true });
    return state === 'reading' ? LATER : { template: 'import-awaiting', view: {} };
  },
};

/** 确认导入, 「2023年 确认导入」 when the table does not say its year. */
export const confirmImport: CommandHandler<'confirm-import'> = {
  right: 'manage-plan',
  async run(conversation) {
    const { deps, sender, year } = conversation;
    const outcome = await confirm(deps, { sender, year, actor: actorOf(conversation) });
    return { template: OUTCOMES[outcome.kind], view: outcome };
  },
};

/** 取消: a 催办 that was asked about today is meant first, so that no table is given up by mistake. */
export const cancel: CommandHandler<'cancel'> = {
  right: 'read-own',
  async run({ deps, inbound, sender }) {
    const urge = await cancelUrge(deps, placeOf(inbound, sender));
    if (urge !== undefined) return { template: 'urge-cancelled', view: urge };
    return { template: 'import-cancelled', view: await cancelImport(deps, sender) };
  },
};

const OUTCOMES: Record<PublishOutcome['kind'], string> = {
  published: 'import-confirmed',
  replaced: 'import-replaced',
  unchanged: 'import-unchanged',
  outdated: 'import-outdated',
};

/** 预览, 全部问题. */
export const showPreview: CommandHandler<'show-preview'> = {
  right: 'manage-plan',
  async run({ deps, sender }) {
    const { preview, rest, left } = await show(deps, sender);
    const more = rest.map((questions, index) => ({
      template: 'import-questions',
      view: { questions, from: QUESTIONS_SHOWN + rest.slice(0, index).flat().length, left: index === rest.length - 1 ? left : 0 },
    }));
    return { template: 'import-preview', view: { ...preview, allShown: true }, more };
  },
};
