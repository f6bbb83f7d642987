import { listExports as list } from '../../usecases/list-exports.ts';
import { previewArchive as preview } from '../../usecases/preview-archive.ts';
import { startExport } from '../../usecases/start-export.ts';
import type { CommandHandler } from '../reply.ts';

/** 「导出 台账」, 「导出 档案」, 「导出 留痕」: a job makes it, and the link goes to the asker alone. */
export const exportPaper: CommandHandler<'export'> = {
  right: 'export',
  async run({ deps, inbound, sender, year }, { kind, form }) {
    return { template: 'export-started', view: await startExport(deps, { inbound, sender, year, kind, form }), privately: true };
  },
};

/** 「导出 档案 预览」. */
export const previewArchive: CommandHandler<'preview-archive'> = {
  right: 'export',
  async run({ deps, year }) {
    return { template: 'archive-preview', view: await preview(deps, year), privately: true };
  },
};

/** 「导出」. */
export const listExports: CommandHandler<'list-exports'> = {
  right: 'export',
  async run({ deps, sender }) {
    return { template: 'exports', ...(await list(deps, sender)), privately: true };
  },
};
