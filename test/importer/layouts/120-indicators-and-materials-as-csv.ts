import type { Layout } from './layout.ts';

/** A school's 文明校园 table saved as CSV: headings only in their first row, materials to hand in beside the items. */
export const indicatorsAndMaterialsAsCsv: Layout = {
  name: 'indicators with materials, saved as CSV',
  fileName: '文明校园创建任务分工.csv',
  file: () =>
    Buffer.from(
      [
        '县第一中学2024年文明校园创建任务分工表,,,,,,',
        '一级指标,二级指标,测评标准,分值,责任处室,需提供的材料,完成时限',
        '思想道德建设（12分）,理想信念教育,"开展主题班会、升旗仪式,每周1次",4,德育处,方案、照片,全年',
        ',社会主义核心价值观,校园内有核心价值观宣传栏,3,"德育处、总务处",实景图片,3月底前',
        ',,"课堂渗透德育,教案有体现",5,教务处,教案,6月30日前',
        '领导班子建设（8分）,廉洁自律,班子成员无违纪违法行为,4,党政办,说明报告,12月10日前',
        ',民主管理,"教代会每年召开1次以上",4,"工会、党政办",会议材料,11月底前',
        '校园环境建设（10分）,绿化美化,校园绿化覆盖率达到35%以上,5,总务处,实景图片,5月31日前',
        ',安全管理,每学期开展消防和应急疏散演练,5,"安保处,德育处",方案、照片,每学期',
      ].join('\r\n'),
    ),
  expected: {
    year: 2024,
    title: '县第一中学2024年文明校园创建任务分工表',
    categories: ['思想道德建设 12', '领导班子建设 8', '校园环境建设 10'],
    sections: [
      '思想道德建设/理想信念教育',
      '思想道德建设/社会主义核心价值观',
      '领导班子建设/廉洁自律',
      '领导班子建设/民主管理',
      '校园环境建设/绿化美化',
      '校园环境建设/安全管理',
    ],
    tasks: [
      { code: '1', section: '理想信念教育', says: '开展主题班会', points: 4, owners: ['德育处'], deadlines: ['continuous'] },
      {
        code: '2',
        section: '社会主义核心价值观',
        says: '校园内有',
        points: 3,
        owners: ['德育处', '+总务处'],
        deadlines: ['date 2024-03-31'],
      },
      { code: '3', section: '社会主义核心价值观', says: '课堂渗透', points: 5, owners: ['教务处'], deadlines: ['date 2024-06-30'] },
      { code: '4', section: '廉洁自律', says: '班子成员', points: 4, owners: ['党政办'], deadlines: ['date 2024-12-10'] },
      { code: '5', section: '民主管理', says: '教代会', points: 4, owners: ['工会', '+党政办'], deadlines: ['date 2024-11-30'] },
      { code: '6', section: '绿化美化', says: '校园绿化', points: 5, owners: ['总务处'], deadlines: ['date 2024-05-31'] },
      { code: '7', section: '安全管理', says: '每学期', points: 5, owners: ['安保处', '+德育处'], deadlines: ['half-yearly ?'] },
    ],
    warnings: [],
  },
};
