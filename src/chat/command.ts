import type { DetailField } from '../domain/evidence.ts';
import type { TypedPiece } from '../domain/typed-evidence.ts';
import type { MilestoneWords } from '../domain/name-milestones.ts';

/** The first day is written as the number of an item may be (3.5): what was said if it is one, where that can be told. */
export interface LikeItem {
  code: string;
  stages?: MilestoneWords[];
}

/**
 * What a message can mean. Parsing knows only words: item codes, names and days are as typed (normalised), and the command
 * looks them up.
 */
export type Command =
  | { name: 'help'; all: boolean }
  | { name: 'whoami' }
  | { name: 'bind'; department: string; person: string }
  /** `text` is a pasted table; empty when a file comes with it or follows. `wordless`: a file came without any word. */
  | { name: 'import'; text: string; wordless?: true }
  | { name: 'confirm-import' }
  | { name: 'cancel' }
  /** 预览, 全部问题: the table that waits for 确认导入 once more. */
  | { name: 'show-preview' }
  /** 第3项 截止 6-30: about the table that waits. `days` as `6-30`; `words` e.g. 每季度末, when no day was named. */
  | { name: 'correct-item'; code: string; field: 'deadlines'; days: string[]; words: string }
  /** 第3项 责任部门 办公室、机关党委; names as typed, none for 无. */
  | { name: 'correct-item'; code: string; field: 'departments'; names: { name: string; role?: 'lead' | 'support' }[] }
  /** 第3项 5分; null for 不计分. */
  | { name: 'correct-item'; code: string; field: 'points'; points: number | null }
  /** Several answers in one message. */
  | { name: 'correct-items'; items: CommandOf<'correct-item'>[] }
  /** `words`: what else was said, a department. */
  | { name: 'list-milestones'; code?: string; words?: string }
  /** 年中 6-30; 初稿 6-10 定稿 6-25; 6-1到6-30; 每月25日. */
  | { name: 'set-milestones'; code?: string; stages: MilestoneWords[]; likeItem?: LikeItem }
  /** `title` may name several, behind a department; without one all of the item's own. */
  | { name: 'delete-milestone'; code?: string; title: string }
  | { name: 'adopt-milestones' }
  | { name: 'my-tasks' }
  | { name: 'due'; week: 'this' | 'next' }
  | { name: 'show-task'; code: string }
  | { name: 'submit'; code?: string; note: string; links?: TypedPiece[] }
  /** 代 机关工会 提交 3: the office hands in for a department. */
  | { name: 'submit-for'; department: string; code?: string; note: string; links?: TypedPiece[] }
  /** 提交文字 3 …; with a department in front for it. */
  | { name: 'submit-text'; department?: string; code: string; text: string }
  /** 登记 3 文号 题名 日期 存放处; what was not named is missing or ''. `day` as typed. */
  | {
      name: 'register';
      department?: string;
      code: string;
      title: string;
      docNumber: string | undefined;
      day: string | undefined;
      keptAt: string;
    }
  | { name: 'done' }
  /** 上传 3: `words` may begin with a department, then a 时间节点. */
  | { name: 'upload-link'; code: string; words: string }
  /** 代 机关工会 上传 3. */
  | { name: 'upload-link-for'; department: string; code: string; words: string }
  | { name: 'revoke-upload'; code: string }
  /** 撤回 B12, with why when that was said. */
  | { name: 'withdraw'; number: number; piece?: number; reason: string }
  /** 撤回, of files whose item is not clear yet. */
  | { name: 'withdraw-waiting' }
  /** B12 日期 4-20, B12-2 地点 二楼阅览室. Without `piece` of all of them; `value` as typed, '' for 无. */
  | { name: 'describe'; number: number; piece?: number; field: DetailField; value: string }
  /** B12 也用于 9; `words` may begin with a 时间节点. */
  | { name: 'use-for'; number: number; piece?: number; code: string; words: string }
  /** B12 无误: what was read from it is right. */
  | { name: 'confirm-details'; number: number }
  | { name: 'note-progress'; code: string; text: string }
  | { name: 'pending-reviews' }
  /** `piece`: from that one on. */
  | { name: 'show-submission'; number: number; piece?: number }
  /** 通过: each once. `points`: of one, what the reviewer gives of the item's points, as said; `comment`: what stands behind them. */
  | { name: 'approve'; numbers: number[]; points?: number | 'full'; comment?: string }
  /** `reason` e.g. `R2`; absent when none was typed. */
  | { name: 'return'; number: number; reason?: string; comment: string }
  | { name: 'reject'; number: number; reason: string }
  | { name: 'reopen'; number: number; reason: string }
  | { name: 'purge'; number: number; reason: string; confirmed: boolean }
  | { name: 'close-plan'; year?: number }
  | { name: 'confirm-close'; year: number }
  | { name: 'open-plan'; year?: number }
  /** `scope`: a department or category as typed; absent for everything. */
  | { name: 'progress'; scope?: string }
  | { name: 'who-owes'; code?: string }
  | { name: 'overdue'; department?: string }
  /** `target`: an item code, a department, or 逾期 (`overdue`). `anyway`: 仍然, over the cooling time and the quota. */
  | { name: 'urge'; code?: string; department?: string; overdue?: boolean; anyway: boolean }
  /** 确认催办; `of`: what it was asked with, when that is said. */
  | { name: 'confirm-urge'; of?: CommandOf<'urge'> }
  | { name: 'cancel-urge' }
  | { name: 'trail'; code?: string; number?: number }
  /** 导出 台账, 导出 留痕, 导出 档案. */
  | { name: 'export'; kind: 'ledger'; form: 'xlsx' | 'docx' }
  | { name: 'export'; kind: 'trail'; form: 'xlsx' | 'jsonl' }
  | { name: 'export'; kind: 'archive'; form: 'zip' }
  /** 导出 档案 预览. */
  | { name: 'preview-archive' }
  /** 导出. */
  | { name: 'list-exports' }
  /** 未送达. */
  | { name: 'undelivered' }
  /** `day` as `7-10`; `about`: what stands before it, a department or 时间节点. */
  | { name: 'extend'; code: string; about: string; day: string; reason: string }
  | { name: 'cancel-extension'; code: string; words: string }
  /** 不属于; `words` may begin with a department. */
  | { name: 'release'; code: string; words: string }
  | { name: 'assign'; code: string; departments: string[]; role?: 'lead' | 'support' }
  | { name: 'unassign'; code: string; department: string }
  | { name: 'set-completion'; code: string; completion: 'all' | 'any' }
  /** 请假; days as `6-20` or 今天. `words`: a deputy or a reason. */
  | { name: 'take-leave'; from: string; to: string; words: string }
  | { name: 'end-leave' }
  /** 移交: names as typed, of namesakes with the department in front. */
  | { name: 'hand-over'; from: string; to: string }
  | { name: 'take-back'; from: string; to: string }
  /** 绑定本群; departments as typed, or 全院. */
  | { name: 'bind-room'; departments: string[] }
  | { name: 'unbind-room' }
  /** 收到. */
  | { name: 'acknowledge' }
  | { name: 'keep-reminding' }
  | { name: 'explain-reminder' }
  /** 加分 or 扣分 alone. */
  | { name: 'list-adjustments'; kind: 'bonus' | 'deduction' }
  /** `words`: rule, level and amount, in front of the day; `source`: what stands behind it. `day` as `2023-5-10` or `5-10`. */
  | { name: 'enter-adjustment'; kind: 'bonus' | 'deduction'; words: string; day?: string; source: string }
  | { name: 'withdraw-adjustment'; number: number; reason: string }
  /** 得分, of one item, or of a department or category as typed. */
  | { name: 'score'; code?: string; scope?: string }
  | { name: 'list-requests' }
  | { name: 'withdraw-request'; number: number }
  | { name: 'approve-request'; number: number }
  | { name: 'refuse-request'; number: number; reason: string }
  /** Either side may be the known department: the directory decides. */
  | { name: 'set-alias'; alias: string; department: string }
  | { name: 'unset-alias'; alias: string; department: string }
  /** A bare item number, the answer to 「是哪一项」; or a bare department name, the answer to 「是哪个部门」. */
  | { name: 'choose'; answer: string }
  /**
   * A decision said of a piece of a 报送 or of several, which is of one whole, with points for several (`scored`), or with `words` behind
   * it that may mean anything: refused, with how to say it.
   */
  | { name: 'unclear-decision'; of: DecisionName; number: number; piece?: number; scored?: true; words?: string }
  /**
   * The words of a command without what it needs, e.g. 「通过」 without a number: answered with an example, of `number` where one was named.
   * `several`: of more at once than it takes.
   */
  | { name: 'incomplete'; of: IncompleteName; number?: number; several?: true }
  /** `text` as typed, at most 2,000 characters. */
  | { name: 'unknown'; text: string };

/** Commands that can be asked for incompletely. */
export type IncompleteName =
  | 'bind'
  | 'set-milestones'
  | 'delete-milestone'
  | 'note-progress'
  | 'withdraw'
  | 'describe'
  | 'submit-text'
  | 'use-for'
  | 'register'
  | 'confirm-details'
  | 'approve'
  | 'return'
  | 'submit-for'
  | 'upload-link'
  | 'upload-link-for'
  | 'revoke-upload'
  | 'reject'
  | 'reopen'
  | 'purge'
  | 'confirm-close'
  | 'urge'
  | 'trail'
  | 'export'
  | 'extend'
  | 'cancel-extension'
  | 'release'
  | 'assign'
  | 'unassign'
  | 'take-leave'
  | 'hand-over'
  | 'take-back'
  | 'bind-room'
  | 'withdraw-adjustment'
  | 'approve-request'
  | 'refuse-request'
  | 'set-alias';

/** What is decided on one whole 报送. */
export type DecisionName = 'approve' | 'return' | 'reject' | 'reopen' | 'purge' | 'withdraw';

export type CommandName = Command['name'];
export type CommandOf<N extends CommandName> = Extract<Command, { name: N }>;

/** 「2022年 进度」: the year named, when one was. */
export interface ParsedMessage {
  command: Command;
  year?: number;
}
