import { describe, expect, it } from 'vitest';
import { areMarkedWords, isMarkedName, isMarkedPaper } from '../../src/domain/marked-paper.ts';

describe('a file name', () => {
  it.each([
    '【秘密】会议纪要.docx',
    '[机密]通知.pdf',
    '（绝密）方案.doc',
    '机密★10年 会议纪要.pdf',
    '会议纪要（秘密）.docx',
    '会议纪要【 机 密 】.pdf',
    '秘密★关于……的通知.pdf',
    '关于……的通知 秘密★1年.pdf',
    '机密-会议纪要.pdf',
    '会议纪要_机密.pdf',
    '秘密.docx',
    '机密文件.pdf',
    '【机密件】纪要.pdf',
    '【秘密级】纪要.pdf',
    '【机密10年】纪要.pdf',
  ])('「%s」 is marked', (name) => {
    expect(isMarkedName(name)).toBe(true);
  });

  it.each([
    '保密工作方案.docx',
    '《保守国家秘密法》学习总结.docx',
    '国家秘密.pdf',
    '（国家秘密）学习笔记.docx',
    '秘密花园读后感.docx',
    '机密文件管理制度.docx',
    '涉密人员名单公示.pdf',
    '商业秘密保护培训.pptx',
    '保密承诺书.pdf',
    '优秀★党员名单.docx',
    '密级管理办法.pdf',
  ])('「%s」 is not', (name) => {
    expect(isMarkedName(name)).toBe(false);
  });
});

describe('a line of its own at the top', () => {
  const paper = (line: string) => isMarkedPaper({ lines: ['', line, '某某院文件', '关于开展学习的通知'], margins: [], cells: false });

  it.each([
    '秘密★',
    '机密★10年',
    '绝密★长期',
    '绝密★启用前',
    '秘密★1年',
    '秘密★6个月',
    '秘密',
    '机密',
    '秘 密 ★ 1 年',
    '【机密】',
    '密级：秘密',
    '密级：机密 编号：12',
    '000123 机密★1年',
    '份号：000001 秘密★10年',
    '机密★1年 特急',
    '机密★十年',
    '秘密☆',
    '\u{feff}机密　★　长期',
  ])('「%s」 marks it', (line) => {
    expect(paper(line)).toBe(true);
  });

  it.each([
    '《保守国家秘密法》学习总结',
    '国家秘密',
    '保密工作方案',
    '国家秘密的密级分为绝密、机密、秘密三级。',
    '绝密、机密、秘密',
    '国家秘密标志为“★”，前标密级，如“机密★10年”。',
    '秘密工作的历史',
    '他说出了一个秘密',
    '密级：公开',
    '密级：内部',
    '密级：',
    '★★★★★',
    '不得泄露秘密',
    '商业秘密',
  ])('「%s」 does not', (line) => {
    expect(paper(line)).toBe(false);
  });
});

it('looks into headers and footers', () => {
  expect(isMarkedPaper({ lines: ['通知'], margins: ['第 1 页', '机密★10年'], cells: false })).toBe(true);
  expect(isMarkedPaper({ lines: ['通知'], margins: ['保密教育'], cells: false })).toBe(false);
});

it('takes a level without star far down, or in a table of papers, for what it is about', () => {
  const lines = [...Array.from({ length: 20 }, (_, n) => `第 ${n} 行`), '秘密'];
  expect(isMarkedPaper({ lines, margins: [], cells: false })).toBe(false);
  expect(isMarkedPaper({ lines: ['题名', '密级', '秘密'], margins: [], cells: true })).toBe(false);
  expect(isMarkedPaper({ lines: ['机密★10年', '题名'], margins: [], cells: true })).toBe(true);
});

describe('words', () => {
  it.each([
    '机密★1年 关于某事的内容',
    '提交文字 3 机密★1年 关于某事的内容',
    '提交文字 3 关于某事的报告\n机密★10年 某某院',
    '退回 B1 R2 秘密 ★ 长期 某某要求',
    '退回B1R4 绝 密 ★ 启用前',
    '秘密☆某事',
    '进展 3 机密*10年 某事',
    '提交文字 3 【机密★１０年】某事',
    '提交文字 3 密级：机密★ 某事',
  ])('「%s」 are marked', (words) => {
    expect(areMarkedWords(words)).toBe(true);
  });

  it.each([
    '做好保密工作',
    '不得涉及机密',
    '退回 B1 R9 不得涉及机密',
    '提交文字 3 国家秘密标志为“★”，前标密级，如“机密★10年”。',
    '国家秘密的密级分为绝密、机密、秘密三级',
    '读书会推荐 《秘密》★★★★★',
    '推荐 秘密★★★★★',
    '提交文字 3 商业秘密 10年不得外传',
    '秘密*某某*',
    '**秘密** 花园读后感',
    '优秀★党员 机密工作先进',
  ])('「%s」 are not', (words) => {
    expect(areMarkedWords(words)).toBe(false);
  });
});
