import type { LinkRefusal } from '../usecases/open-upload-link.ts';

/** What people read whose upload link (上传链接) does not open. */
export const CLOSED: Readonly<Record<LinkRefusal, { status: number; title: string; text: string }>> = {
  unknown: {
    status: 404,
    title: '链接打不开',
    text: '没有这个上传链接，或它不完整。请回到聊天里，发「上传 项号」要一个新的，例如「上传 3」。',
  },
  expired: { status: 410, title: '链接已过期', text: '请回到聊天里，发「上传 项号」要一个新的链接。已经传完的文件都还在。' },
  used: { status: 410, title: '已经交完', text: '这一份已经点过「完成」。还要补充，请回到聊天里，发「上传 项号」要一个新的链接。' },
  revoked: { status: 410, title: '链接已失效', text: '这个链接已经取消，或已换成新的。请用聊天里最新的链接，或发「上传 项号」再要一个。' },
  'not-yours': { status: 403, title: '链接打不开', text: '您现在不能替这个部门交材料。有疑问请联系创建办。' },
  finished: { status: 410, title: '不用再交', text: '这一项已经通过，或已不用交。还有哪些要交，请在聊天里发「我的任务」。' },
  'year-closed': { status: 410, title: '年度已经关闭', text: '这个年度已经关闭，只能查看。有疑问请联系创建办。' },
};

/** What else the upload page says when something was not done. */
export const SENTENCES = {
  otherBrowser: '这个链接已在另一个浏览器里用了。请在那里接着传，或回到聊天里发「上传 项号」要自己的链接。',
  fullForm: '服务器的磁盘满了，这份没有收下。之前收下的都在，请稍后再传，也请告诉创建办。',
  tooLarge: (limitMb: number) => `没有收：文件超过 ${limitMb} MB。请压缩，或分成几个文件。`,
  tooMany: '没有收：一个链接最多传 500 份。请先点「完成」，再发「上传 项号」要新的链接。',
  gone: '没有这份文件，可能已经去掉。请刷新页面看看。',
  busy: '上一次的连接还没有断开，几秒后会自动接着传。',
  full: '服务器的磁盘满了，先传到这里。已经传的都在，请稍后再继续，也请告诉创建办。',
  cannotRemove: '这份已经收下。不要了，请在聊天里撤回。',
  unfinished: '还有文件没有传完。请等一等，或把它去掉，再点「完成」。',
  nothing: '还没有传文件。请先选文件。',
  wrongPlace: '要从别的地方接着传。',
  moreThanSaid: '没有收：文件比开始时说的大，可能传的时候改过。请去掉它，再选一次。',
  lost: '这份文件开头的部分已经不在了。请去掉它，再选一次。',
  brokenOff: '同一份文件又从别处接着传了。',
} as const;
