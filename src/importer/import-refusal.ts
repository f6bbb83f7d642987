import { DomainError } from '../domain/errors.ts';

const SENTENCES = {
  'not-a-table':
    '没有在里面找到任务分解表的表头（例如「考评标准」「责任部门」）。请把整张表连同表头一起发来，Word 文件或粘贴的文字都可以。',
  'no-items': '表头找到了，但下面没有任务，也没有加分扣分项。请检查文件内容后重新发送。',
  pdf: '不能从 PDF 导入任务分解表。请发原来的 Word 文件（.docx 或 .doc），或把表格文字粘贴过来。',
  picture: '不能从图片导入任务分解表。请发原来的 Word 文件（.docx 或 .doc），或把表格文字粘贴过来。',
  'spreadsheet-not-yet': '目前还不能从 Excel 导入任务分解表。请把表格放进 Word 文件（.docx 或 .doc）再发，或把表格文字粘贴过来。',
  'unknown-type': '认不出这份文件的格式。请在 Word 或 WPS 里另存为 .docx 再发，或把表格文字粘贴过来。',
  encrypted: '这份文件设了密码，打不开。请取消密码另存一份再发。',
  broken: '这份文件已损坏，读不出来。请在 Word 或 WPS 里打开并另存为 .docx 再发。',
  'too-large': '这份文件太大（解开后超过 20 MB，或表格行列太多）。请只保留任务分解表，删去图片和附件后再发。',
  timeout: '读这份文件用时太久，已停止。请在 Word 或 WPS 里另存为 .docx，只保留任务分解表后再发。',
} as const;

/** Why a document is not imported. */
export type ImportRefusalCode = keyof typeof SENTENCES;

/** A document that cannot become a 任务分解表: an expected answer, nothing was changed. `sentence` says why and what to do instead. */
export class ImportRefusal extends DomainError {
  override name = 'ImportRefusal';
  declare readonly code: ImportRefusalCode;
  /** For people, in one readable line; also `details.sentence` for a template. */
  readonly sentence: string;

  constructor(code: ImportRefusalCode) {
    const sentence = SENTENCES[code];
    super(code, { sentence });
    this.sentence = sentence;
  }
}
