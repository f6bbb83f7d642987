/** 类型 of evidence people work with, each with the words that name it; a picture is 照片 whatever it shows of. */
const KINDS: Readonly<Record<string, RegExp>> = {
  方案: /(?:方案|计划|安排|预案)/u,
  通知: /(?:通知|批复|公告|通报|函)/u,
  会议纪要: /(?:纪要|会议记录)/u,
  签到表: /(?:签到)/u,
  总结: /(?:总结|小结)/u,
  报告: /(?:报告|汇报|说明)/u,
  心得体会: /(?:心得|体会|感悟)/u,
  新闻报道: /(?:新闻|报道|简报|推文|推送|信息|通讯)/u,
  网站截图: /(?:截图|截屏)/u,
  制度: /(?:制度|办法|规定|细则|章程|规程)/u,
  责任书: /(?:责任书|责任状|承诺书|倡议书)/u,
  台账: /(?:台账|统计|清单|登记表|汇总表|名册|名单|明细)/u,
  课件: /(?:课件|讲稿|讲义)/u,
  证书: /(?:证书|奖状|奖牌|奖杯|聘书)/u,
  视频: /(?:视频|录像|影像)/u,
  照片: /(?:照片|图片|相片|合影|剪影|影像资料|图像)/u,
};

/** What bytes are by themselves, where no word says more. */
const BY_MIME: readonly (readonly [RegExp, string])[] = [
  [/^image\//, '照片'],
  [/^video\//, '视频'],
  [/spreadsheet|ms-excel/, '台账'],
  [/presentation|ms-powerpoint/, '课件'],
];

export const PHOTO = '照片';

/** Every kind a text names, in its order: 「方案、新闻报道2篇」 names two. */
export function kindsIn(text: string): { kind: string; at: number; end: number }[] {
  const found = Object.entries(KINDS).flatMap(([kind, words]) =>
    [...text.matchAll(new RegExp(`${words.source}+`, 'gu'))].map((match) => ({
      kind,
      at: match.index,
      end: match.index + match[0].length,
    })),
  );
  const inOrder = found.toSorted((a, b) => a.at - b.at || b.end - a.end);
  // 「会议纪要」 within a longer word, and 影像 within 影像资料, are told once.
  return inOrder.filter(({ at }, index) => inOrder.slice(0, index).every(({ end }) => end <= at));
}

/**
 * What a file is, as its name says: the last word decides (关于印发方案的通知 is a 通知). Where the name says nothing its bytes do; null
 * when neither tells.
 */
export function kindOfFile(name: string, mime: string | null): string | null {
  const said = kindsIn(name.replace(/\.[a-z0-9]{1,5}$/iu, '')).at(-1)?.kind;
  return said ?? BY_MIME.find(([type]) => type.test(mime ?? ''))?.[1] ?? null;
}
