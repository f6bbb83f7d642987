import { expect, it } from 'vitest';
import { dayInName, dayOfText, daySigned } from '../../src/domain/made-on.ts';

it.each([
  ['读书会20230420.jpg', '2023-04-20'],
  ['IMG_20230420_153012.jpg', '2023-04-20'],
  ['微信图片_20230420153012.jpg', '2023-04-20'],
  ['微信图片_20230420153012123.jpg', '2023-04-20'],
  ['2022-12-31 总结.docx', '2022-12-31'],
  ['2023.4.2总结.docx', '2023-04-02'],
  ['总结（2023年４月２０日）.docx', '2023-04-20'],
  ['4月20日读书会照片.jpg', '2023-04-20'],
  ['4月20号读书会.jpg', '2023-04-20'],
])('reads the day of %s', (name, day) => {
  expect(dayInName(name, 2023)).toBe(day);
});

it.each([
  'IMG_0001.jpg',
  'mmexport1681976000000.jpg',
  '20231320.jpg',
  '2023-02-30.jpg',
  '13月20日.jpg',
  '身份证420106202304200011.jpg',
  '2023年工作总结.docx',
  '第3项 4月总结.docx',
])('finds no day in %s', (name) => {
  expect(dayInName(name, 2023)).toBeUndefined();
});

it.each([
  [['正文', '办公室', '2023年4月20日'], '2023-04-20'],
  [['2022年1月1日起', '机关工会 2023 年 4 月 20 日', ''], '2023-04-20'],
  [['二〇二三年四月二十日'], '2023-04-20'],
  [['二○二三年十二月三十一日'], '2023-12-31'],
  [['二零二三年十月十日'], '2023-10-10'],
  [['会议于2023年4月20日召开。'], undefined],
  [['2023年2月30日'], undefined],
  [[], undefined],
])('%j is signed on %s', (lines, day) => {
  expect(daySigned(lines)).toBe(day);
});

it.each([
  ['4月20日，机关工会组织读书会', '2023-04-20'],
  ['2022年4月20日，机关工会组织读书会', '2022-04-20'],
  ['4月20日读书会\n机关工会\n2023年5月4日', '2023-05-04'],
  ['读书会于4月20日举行', undefined],
  ['2月30日，读书会', undefined],
])('a text says its day: %j', (text, day) => expect(dayOfText(text, 2023)).toBe(day));
