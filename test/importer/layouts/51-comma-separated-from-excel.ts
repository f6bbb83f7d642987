import type { Layout } from './layout.ts';

/** What a Chinese Excel saves as .csv: GBK, here as base64 because nothing at hand writes it. */
const BYTES = [
  'MjAyNMTqtsjOxMP3taXOu7S0vajIzs7xse0sLCwNCtDyusUstLS9qMjOzvEs1PDIzrK/w8Uszeqzycqxz94NCjEs1+nWr6GwzsTD97LN18Chsd',
  'D7tKssIrrzx9rW0NDEoaK5pLvhIiw11MK118ewDQoyLL+q1bmhsMDxyMOw38Ltz9+hsbPQxbUsuPe/xsrSLDLUwjI4yNXHsA0K',
].join('');

export const commaSeparatedFromExcel: Layout = {
  name: 'comma separated values in GBK',
  fileName: '创建任务表.csv',
  file: () => Buffer.from(BYTES, 'base64'),
  expected: {
    year: 2024,
    title: '2024年度文明单位创建任务表',
    tasks: [
      { code: '1', says: '组织“文明餐桌”宣传', owners: ['后勤中心', '+工会'], deadlines: ['date 2024-05-31'] },
      { code: '2', says: '开展“礼让斑马线”承诺', owners: ['各科室'], deadlines: ['date 2024-02-28'] },
    ],
    warnings: [],
  },
};
