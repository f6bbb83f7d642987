import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AdjustmentDraft } from '../../../src/domain/plan-draft.ts';
import { readRuleTerms } from '../../../src/domain/score/read-terms.ts';
import type { RuleTerms } from '../../../src/domain/score/rule-terms.ts';
import { seedRules } from './seed-rules.ts';
import { cpuMs } from '../../helpers/cpu-time.ts';

const read = (text: string, worth: number | null = null): RuleTerms => readRuleTerms({ text, rates: [], worth });
/** 「国家级 5/项」, with what it shares in front. */
const ratesOf = ({ rates }: RuleTerms): string[] =>
  rates.map(({ subject, label, from, to, per, extra }) => {
    const name = [subject, label.replace(/（[^）]*）/g, '')].filter((part) => part !== '').join('／');
    return `${name} ${extra ? '加' : ''}${from === to ? from : `${from}-${to}`}${per === null ? '' : `每${per}`}`;
  });

describe('the rules of the notice of 2023', () => {
  let rules: AdjustmentDraft[];
  beforeAll(async () => {
    rules = await seedRules();
  });

  it.each([
    [0, '荣誉称号', ['单位／国家级荣誉称号 5每项', '单位／省部级荣誉称号 3每项']],
    [
      1,
      '特色创建',
      [
        '文明创建经验做法（300字以上）／国家级会议或媒体推介 3',
        '文明创建经验做法（300字以上）／省部级会议或媒体推介 2',
        '文明创建经验做法（300字以上）／省直机关相关会议或媒体推介 0.5',
      ],
    ],
    [2, '反向扣分', ['省纪委监委或省直纪检监察工委对单位或干部职工的作风问题给予通报批评或曝光 3每例']],
    [3, '反向扣分', ['班子成员或干部职工／党纪处分 2-6每例', '班子成员或干部职工／政纪处分 1-6每例']],
    [
      4,
      '反向扣分',
      [
        '发生违法犯罪案件被追究刑事责任／主要领导 40每例',
        '发生违法犯罪案件被追究刑事责任／班子成员 20每例',
        '发生违法犯罪案件被追究刑事责任／中层正职 15每例',
        '发生违法犯罪案件被追究刑事责任／其他人员 10每例',
        '发生违法犯罪案件被追究刑事责任／重大社会影响 加5-20',
      ],
    ],
    [5, '反向扣分', ['单位意识形态领域出现严重错误倾向／负面舆情 20每起', '单位意识形态领域出现严重错误倾向／重大负面舆情 40每起']],
    [
      6,
      '反向扣分',
      [
        '安全责任事故、环保不达标或发生群体性事件被省委省政府通报批评 10每起',
        '重大安全责任事故、重大消防责任事故、重大食物中毒事件、重大不诚信事件、重大疫情传播事件 40每起',
      ],
    ],
    [
      7,
      '反向扣分',
      [
        '单位年度绩效评估结果为不合格等次 20',
        '领导班子年度考核不合格 20',
        '党建述职评议／一般等次 10',
        '党建述职评议／较差等次 20',
        '平安建设考评为不合格等次 10',
      ],
    ],
    [8, '反向扣分', ['湘直党建平台上传填报虚假信息 5每条']],
  ])('rule %i: %s', (index, name, rates) => {
    expect(rules[index]!.name).toBe(name);
    expect(ratesOf(rules[index]!.terms)).toEqual(rates);
  });

  it('say beside their rates what product and table state, and nothing else', () => {
    const plain = {
      rates: [],
      highestOnly: null,
      window: null,
      minLength: null,
      headcount: [],
      doubles: false,
      veto: null,
      untilNothingLeft: null,
    };
    const scale = [
      { from: 200, to: 500, percent: 60 },
      { from: 500, to: null, percent: 40 },
    ];
    expect(rules.map(({ terms }) => ({ ...terms, rates: [] }))).toEqual([
      { ...plain, window: { from: '2021-01-01', to: '2023-12-31' } },
      { ...plain, minLength: 300 },
      plain,
      { ...plain, headcount: scale },
      { ...plain, headcount: scale },
      plain,
      plain,
      plain,
      { ...plain, veto: '取消晋级资格' },
    ]);
  });
});

describe('other wordings', () => {
  it.each([
    ['国家、省、市级分别加10、8、5分，最多加15分', ['国家级 10', '省级 8', '市级 5']],
    ['获一、二、三等奖的分别加3、2、1分', ['一等奖 3', '二等奖 2', '三等奖 1']],
    ['第一名加5分，第二名加3分，第三名加1分', ['第一名 5', '第二名 3', '第三名 1']],
    ['国家级加5分/篇，省级3分/篇', ['国家级 5每篇', '省级 3每篇']],
    ['在省级以上媒体刊发信息1篇加０．５分，最高加3分', ['省级以上媒体刊发信息 0.5每篇']],
    ['干部职工个人获国家级表彰加5分，省级加3分', ['干部职工个人／国家级表彰 5', '干部职工个人／省级 3']],
    ['年度考核低于60分的扣5分', ['年度考核低于60分 5']],
    ['每次扣１－３分，按60%扣分', ['1-3每次']],
    ['未按时报送-2分/次', ['未按时报送 2每次']],
    ['在国家级、省级、市级刊物发表的，每篇分别加3分、2分、1分', ['国家级 3每篇', '省级 2每篇', '市级刊物发表 1每篇']],
    ['一等奖3分，二等奖2分，优秀奖0.5分', ['一等奖 3', '二等奖 2', '优秀奖 0.5']],
    ['每项奖励2分', ['2每项']],
    ['参与率达到60%以上加2分，达到80%以上加4分', ['参与率／60%以上 2', '参与率／80%以上 4']],
    ['班子成员受处分的每人扣5分，中层干部扣3分', ['班子成员受处分 5每人', '中层干部 3']],
    ['新闻宣传：国家级媒体每篇3分，省级媒体每篇2分', ['新闻宣传／国家级媒体 3每篇', '新闻宣传／省级媒体 2每篇']],
    ['发生安全事故的一票否决', []],
    ['学习30分钟以上', []],
  ])('%s', (text, rates) => expect(ratesOf(read(text)).map((rate) => rate.trim())).toEqual(rates));

  it.each([
    ['每项加2分，最高只计一项', 'rule'],
    ['获奖加2分，就高不就低，不重复计分', 'rule'],
    ['同一作品只计最高', 'work'],
    ['同一事项不重复加分', 'work'],
    ['多次获奖的按最高等次加分', 'rule'],
    ['就高不就低', 'rule'],
    ['最高加10分', null],
    ['最高不超过5分', null],
  ])('highest only: %s', (text, highestOnly) => expect(read(text).highestOnly).toBe(highestOnly));

  it.each([
    ['2022年10月至2023年9月获表彰加2分', { from: '2022-10-01', to: '2023-09-30' }],
    ['2023年1月1日至2023年12月20日', { from: '2023-01-01', to: '2023-12-20' }],
    ['2021—2023年度', { from: '2021-01-01', to: '2023-12-31' }],
    ['2021-2023年', { from: '2021-01-01', to: '2023-12-31' }],
    ['2023年度（以发文时间为准）', { from: '2023-01-01', to: '2023-12-31' }],
    ['2023年1月1日以来获得的荣誉加5分', { from: '2023-01-01', to: null }],
    ['2023年以来获奖加2分', { from: '2023-01-01', to: null }],
    ['2023年召开大会', null],
  ])('window: %s', (text, window) => expect(read(text).window).toEqual(window));

  it.each([
    ['200人以下的，按100%；200人以上500人以下的，按60%；500人以上的，按40%', [0, 200, 100], [200, 500, 60], [500, null, 40]],
    ['200人以上不足500人的按60 %，500人（含）以上的按40%', [200, 499, 60], [500, null, 40]],
    ['200人（含）至500人（不含）的按60%', [200, 499, 60]],
    ['职工总数300—500人的按７０％扣分', [300, 500, 70]],
    ['500人以上的单位每起扣5分，按80%以上计'],
  ] as [string, ...[number, number | null, number][]][])('headcount: %s', (text, ...bands) =>
    expect(read(text).headcount).toEqual(bands.map(([from, to, percent]) => ({ from, to, percent }))),
  );

  it('reads length, doubling, veto, headcount and 扣完为止', () => {
    expect(read('报告不少于500字，300字以上').minLength).toBe(500);
    expect(read('瞒报的加倍扣分，每起扣2分')).toMatchObject({ doubles: true, rates: [{ label: '', from: 2, per: '起' }] });
    expect(read('出现重大事故的，一票否决').veto).toBe('一票否决');
    expect(read('员工不足200人的按100%，200人以上的按60%').headcount).toEqual([
      { from: 0, to: 199, percent: 100 },
      { from: 200, to: null, percent: 60 },
    ]);
    expect(read('每次扣2分，扣完为止', 10).untilNothingLeft).toEqual({ of: 10 });
    expect(read('每次扣2分，扣完为止').untilNothingLeft).toEqual({ of: null });
  });

  it('takes whatever is written, in bounded time, and makes up no amount', () => {
    const pieces = fc.constantFrom(
      ...'加 扣 分 每项 1 2-6 60% 、 ， 。 （ ） 的 国家级 获 受 最高 最多 只计 200-500人 2021年至 按 一票否决 300字以上'.split(' '),
      ' ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (words) => {
        for (const { from, to } of read(words.join('')).rates) {
          expect(from).toBeLessThanOrEqual(to);
          expect(words.join('')).toContain(String(to));
        }
      }),
    );
    const baits = [' ', '，', '（', '1', '加1分', '按照，', '500人以上', '200人（不含）至', '2023年'];
    const ms = cpuMs(() => {
      for (const bait of baits) read(bait.repeat(200_000));
    });
    expect(ms).toBeLessThan(10_000);
  });

  it('takes the amounts of their own column when the text names none', () => {
    expect(readRuleTerms({ text: '获得表彰', rates: [3], worth: 3 }).rates).toMatchObject([{ from: 3, to: 3 }]);
  });
});
