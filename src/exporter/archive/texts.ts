import { dayOf, timeOf } from '../../domain/calendar.ts';
import type { Archive, ArchiveGap, ArchivePiece } from './archive.ts';

/** 缺项.txt: what each item lacks, and which lack nothing. */
export function* gapLines({ subject, madeAt, items }: Archive): Iterable<string> {
  const lacking = items.filter(({ gaps, purged }) => gaps.length + purged.length > 0);
  yield `${subject}档案　缺项说明\n`;
  yield `制作时间：${dayOf(madeAt)} ${timeOf(madeAt)}\n`;
  yield `共 ${items.length} 项，材料齐全 ${items.length - lacking.length} 项，有缺项 ${lacking.length} 项。\n`;
  for (const { code, title, pieces, purged, gaps } of items) {
    const whole = gaps.length + purged.length === 0;
    yield `\n第${code}项　${title}（已收 ${pieces.length} 件）${whole ? '：齐全' : ''}\n`;
    for (const gap of gaps) yield `　　${gapLine(gap)}\n`;
    for (const { place, evidence } of purged)
      yield `　　${place} 《${evidence.originalName}》：文件已清除，${evidence.purgeReason ?? ''}\n`;
  }
}

function gapLine({ department, milestone, why }: ArchiveGap): string {
  return `${[department, milestone ?? ''].filter((part) => part !== '').join('，')}：${why}`;
}

/** What came as a link, as words or as an entry in the register (登记), as a text. */
export function pieceText({ department, submission, evidence }: ArchivePiece): string {
  const { form, title, url, body, keptAt, docNumber, madeOn, place, caption } = evidence;
  const lines = [
    ['题名', title],
    ['网址', url],
    ['文号', docNumber],
    ['形成日期', madeOn],
    ['地点', place],
    ['存放处', keptAt],
    ['说明', caption],
    ['报送', `B${submission} ${department}`],
  ].filter(([, value]) => value !== null && value !== '');
  const head = `${FORMS[form]}\n${lines.map(([label, value]) => `${label}：${value}\n`).join('')}`;
  return body === null ? head : `${head}\n${body}\n`;
}

const FORMS = { file: '文件', link: '网页链接', text: '文字材料', register: '登记条目（原件不扫描）' } as const;
