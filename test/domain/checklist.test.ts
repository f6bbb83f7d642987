import { describe, expect, it } from 'vitest';
import { checklistOf, requiredIn, requiredOf, suggestedFor, type Held } from '../../src/domain/checklist.ts';
import { kindOfFile } from '../../src/domain/evidence-kind.ts';
import type { Quota } from '../../src/domain/quota.ts';

const quota = (raw: string, n: number, unit: string, per: Quota['per'] = 'year'): Quota => ({ raw, n, unit, per });
const held = (piece: Partial<Held>): Held => ({ kind: null, picture: false, madeOn: null, count: 1, chars: null, ...piece });

/** The list as a person reads it. */
function read(quotas: Quota[], pieces: Partial<Held>[], { today = '2023-12-31', papers = '' } = {}): string[] {
  const required = requiredOf({ quotas, source: [{ label: '需提供材料', text: papers }] });
  return checklistOf(required, pieces.map(held), 2023, today).map(({ name, have, need, state, lacking }) =>
    [name, state === 'unclear' ? '?' : `${have}/${need}`, ...lacking].join(' '),
  );
}

describe('what a file is', () => {
  it.each([
    ['读书会方案.pdf', null, '方案'],
    ['关于印发读书会方案的通知.docx', null, '通知'],
    ['读书会方案照片.jpg', 'image/jpeg', '照片'],
    ['IMG_0001.jpg', 'image/jpeg', '照片'],
    ['签到表.jpg', 'image/jpeg', '签到表'],
    ['网站截图.png', 'image/png', '网站截图'],
    ['半年工作总结.wps', null, '总结'],
    ['5月工作情况汇报.docx', null, '报告'],
    ['学习会议纪要.pdf', null, '会议纪要'],
    ['学习心得.docx', null, '心得体会'],
    ['志愿者名单.xlsx', null, '台账'],
    ['2023.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', '台账'],
    ['宣讲.mp4', 'video/mp4', '视频'],
    ['党课课件.pptx', null, '课件'],
    ['材料1.pdf', 'application/pdf', null],
    ['', null, null],
  ])('《%s》 (%s) is %s', (name, mime, kind) => {
    expect(kindOfFile(name, mime)).toBe(kind);
  });
});

describe('what an item asks for', () => {
  it('is what its column of papers names, with numbers', () => {
    expect(requiredIn('1.活动方案；2.照片3张以上；3.总结；4.新闻报道2篇').map(({ name, n, unit }) => `${name} ${n} ${unit}`)).toEqual([
      '方案 1 份',
      '照片 3 张',
      '总结 1 份',
      '新闻报道 2 份',
    ]);
    expect(requiredIn('')).toEqual([]);
  });

  it('is called as its row calls it, whatever kind it counts as', () => {
    expect(requiredIn('简报2期、图片3张、会议纪要、签到、截图').map(({ name, kind, n }) => `${name} ${kind} ${n}`)).toEqual([
      '简报 新闻报道 2',
      '图片 照片 3',
      '会议纪要 会议纪要 1',
      '签到表 签到表 1',
      '网站截图 网站截图 1',
    ]);
  });

  it('is not read from other columns, nor asked for twice', () => {
    const source = [
      { label: '考评标准', text: '制定方案并总结' },
      { label: '佐证材料', text: '照片、总结' },
    ];
    expect(requiredOf({ quotas: [quota('照片不少于4张', 4, '张')], source }).map(({ name, n }) => [name, n])).toEqual([
      ['总结', 1],
      ['照片', 4],
    ]);
  });

  it('is proposed for activities only', () => {
    const usual = '方案、照片3张、总结';
    expect(suggestedFor({ text: '开展全民阅读进机关活动' }, [], usual).map(({ name }) => name)).toEqual(['方案', '照片', '总结']);
    expect(suggestedFor({ text: '落实意识形态工作责任制' }, [], usual)).toEqual([]);
    expect(suggestedFor({ text: '开展全民阅读进机关活动' }, [], '')).toEqual([]);
    expect(suggestedFor({ text: '组织志愿服务活动' }, requiredIn('总结'), usual).map(({ name }) => name)).toEqual(['方案', '照片']);
  });
});

describe('what is there', () => {
  it('is told kind by kind', () => {
    const pieces = [{ kind: '方案' }, { kind: '照片', picture: true, count: 3 }];
    expect(read([quota('照片不少于4张', 4, '张')], pieces, { papers: '方案、总结' })).toEqual(['方案 1/1', '总结 0/1', '照片 3/4']);
  });

  it('counts days for 次, 场 and 期, however many papers a day has', () => {
    const pieces = [
      { madeOn: '2023-04-20', count: 5 },
      { madeOn: '2023-06-01', kind: '照片', picture: true },
      { madeOn: null, count: 2 },
    ];
    expect(read([quota('全年不少于4次', 4, '次')], pieces)).toEqual(['全年不少于4次 2/4']);
  });

  it('names the periods that lack something, of those that have begun', () => {
    const quarterly = [quota('每季度不少于1次', 1, '次', 'quarter')];
    expect(read(quarterly, [{ madeOn: '2023-02-28' }], { today: '2023-07-01' })).toEqual(['每季度不少于1次 1/3 二季度 三季度']);
    expect(read([quota('每月1篇', 1, '篇', 'month')], [{ madeOn: '2023-01-31' }], { today: '2023-03-01' })).toEqual([
      '每月1篇 1/3 2月 3月',
    ]);
    expect(read([quota('每半年1次', 1, '次', 'half-year')], [{ madeOn: '2023-06-30' }], { today: '2023-06-30' })).toEqual([
      '每半年1次 1/1',
    ]);
    expect(read(quarterly, [{ madeOn: '2022-12-31' }], { today: '2022-12-31' })).toEqual(['每季度不少于1次 0/0']);
  });

  it('lets a paper nobody can name count for an amount, not for a kind', () => {
    expect(read([quota('信息不少于2篇', 2, '篇')], [{ kind: null }, { kind: '方案' }], { papers: '总结' })).toEqual([
      '总结 0/1',
      '信息不少于2篇 1/2',
    ]);
  });

  it('takes the longest text for 字, and leaves what cannot be counted to people', () => {
    expect(read([quota('300字以上', 300, '字'), quota('50%以上', 50, '%')], [{ chars: 120 }, { chars: 320 }])).toEqual([
      '300字以上 320/300',
      '50%以上 ?',
    ]);
    expect(read([quota('300字以上', 300, '字')], [{ chars: 120 }, { chars: null }])).toEqual(['300字以上 ?']);
  });
});
