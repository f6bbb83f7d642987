import { suffixOf } from './file-name.ts';

/** What cameras, phones, scanners, chats and office programs call a file by themselves. */
const MADE_UP =
  /微信(?:图片|截图|视频)|QQ(?:图片|截图|视频)|屏幕截图|截图|截屏|扫描件?|扫描全能王|新建|文本文档|演示文稿|工作[簿表]|文档|文件夹?|副本|未命名|无标题|IMG|DSC[NF]?|MVIMG|PXL|VID|DJI|DOC|PPT|XLS|WPS|PDF|mmexport|wx_camera|WeChat|Screenshot|CamScanner|Microsoft|Word|Excel|PowerPoint|Worksheet|Presentation|untitled|document|scan|image|photo|picture|file|new|copy|of/giu;

/** Whether a file's name tells what is in it; 「IMG_0001」, 「微信图片_20230420153012」, 「新建 Microsoft Word 文档 (2)」 do not. */
export function isTellingName(name: string): boolean {
  const stem = name.slice(0, name.length - suffixOf(name).length).normalize('NFKC');
  const rest = stem.replace(MADE_UP, '').replace(/[年月日时分秒\d\P{L}]+/gu, '');
  // One letter is left of 「IMG_E0001」 and 「A3」.
  return [...rest].length > 1;
}
