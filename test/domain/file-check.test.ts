import { fileTypeFromBuffer } from 'file-type';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../../src/domain/file-check.ts';

async function check(name: string, content: string | Uint8Array) {
  const bytes = Buffer.from(content as string);
  return checkFile({ name, size: bytes.length, type: await fileTypeFromBuffer(bytes), head: bytes.subarray(0, 4100) });
}

const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
const CFB = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)]);

describe('what is not kept', () => {
  it.each([
    ['总结.pdf', 'MZ' + '\0'.repeat(100), 'program'],
    ['照片.jpg', '\x7fELF' + '\0'.repeat(100), 'program'],
    ['台账.xlsm', 'PK\u0003\u0004', 'macro'],
    ['通知.DOCM', 'PK\u0003\u0004', 'macro'],
    ['照片.jpg.exe', 'harmless', 'program'],
    ['安装.msi', CFB, 'program'],
    ['快捷方式.docx', Buffer.from('4c0000000114020000000000c000000000000046', 'hex'), 'program'],
    ['应用.apk', 'PK', 'program'],
    ['总结.txt', '#!/bin/sh\nrm -rf /', 'script'],
    ['总结.txt', '\ufeff@echo off\r\n', 'script'],
    ['清理.bat', 'del', 'script'],
    ['宏.VBS', 'x', 'script'],
    ['页面.html', 'hello', 'page'],
    ['照片.jpg', '<!DOCTYPE html><html><script>alert(1)</script>', 'page'],
    ['图标.png', '<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="http://www.w3.org/2000/svg"/>', 'page'],
    ['总结.txt', Buffer.from('\ufeff<html><body>', 'utf16le'), 'page'],
    ['空.pdf', '', 'empty'],
  ])('%s', async (name, content, remark) => {
    expect(await check(name, content)).toEqual({ keep: false, remark });
  });
});

describe('what is kept', () => {
  it.each([
    ['读书会方案.pdf', '%PDF-1.4\n%%EOF\n'],
    ['说明.txt', '党员学习 <记录> 三次'],
    ['旧文件.doc', CFB],
    ['表格.et', CFB],
    ['照片.JPEG', JPEG],
    ['合同.doc', '{\\rtf1 hello}'],
    // What 企业微信 and 微信 record begins as a script does.
    ['语音.amr', '#!AMR\n\x3c\x55\x00'],
    ['语音.silk', '\x02#!SILK_V3\x0c\x00'],
    ['语音.silk', '#!SILK_V3\x0c\x00'],
    ['发票.xml', '<?xml version="1.0"?><invoice>an html page</invoice>'],
  ])('%s as it is called', async (name, content) => {
    expect(await check(name, content)).toMatchObject({ keep: true, ext: undefined });
  });

  it('with the suffix of its true type when it is called otherwise', async () => {
    expect(await check('读书会照片.png', JPEG)).toEqual({ keep: true, ext: 'jpg', mime: 'image/jpeg' });
    expect(await check('扫描件', '%PDF-1.4\n%%EOF\n')).toMatchObject({ keep: true, ext: 'pdf' });
  });
});
