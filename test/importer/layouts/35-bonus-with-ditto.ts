import { buildXlsx } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** A bonus list that says 同上 where rate or owner are those of the row above. */
export const bonusWithDitto: Layout = {
  name: 'bonus list with 同上',
  fileName: '加分项.xlsx',
  file: () =>
    buildXlsx({
      name: '加分项',
      rows: [
        ['2024年度文明单位创建加分项目表', null, null, null],
        ['加分项目', '加分情形', '加分标准', '责任部门'],
        ['荣誉表彰（最高加15分）', '单位获得国家、省、市级荣誉称号', '分别加10、8、5分，同一荣誉最高只计一项', '机关党委'],
        [null, '科室获得国家、省、市级青年文明号', '同上', '同上'],
        [null, '职工获得市级以上劳动模范称号', '每人加2分', '工会'],
        ['宣传推介（最高加6分）', '创建做法在中央媒体刊发', '每篇加3分', '宣传科、信息中心'],
        [null, '创建做法在省级媒体刊发', '每篇加1分，本项最多加3分', '同上'],
      ],
      merges: ['A1:D1', 'A3:A5', 'A6:A7'],
    }),
  expected: {
    year: 2024,
    tasks: [],
    adjustments: [
      { kind: 'bonus', group: '荣誉表彰', groupCap: 15, cap: null, rates: [10, 8, 5], says: '荣誉称号', departments: ['机关党委'] },
      { kind: 'bonus', group: '荣誉表彰', groupCap: 15, cap: null, rates: [10, 8, 5], says: '青年文明号', departments: ['机关党委'] },
      { kind: 'bonus', group: '荣誉表彰', groupCap: 15, cap: null, rates: [2], says: '劳动模范', departments: ['工会'] },
      { kind: 'bonus', group: '宣传推介', groupCap: 6, cap: null, rates: [3], says: '中央媒体', departments: ['宣传科', '信息中心'] },
      { kind: 'bonus', group: '宣传推介', groupCap: 6, cap: 3, rates: [1], says: '省级媒体', departments: ['宣传科', '信息中心'] },
    ],
    warnings: [],
  },
};
