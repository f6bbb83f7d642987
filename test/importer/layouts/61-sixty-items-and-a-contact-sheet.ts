import { buildXlsx } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

const CATEGORIES = ['党建引领', '科研诚信', '安全保密', '后勤保障', '职工文化', '社会服务'];
const UNITS = ['党委办公室', '科技处', '保卫处', '条件处', '工会', '团委', '研究生部'];
const PER_CATEGORY = 11;

const items = CATEGORIES.flatMap((category, categoryIndex) =>
  Array.from({ length: PER_CATEGORY }, (_, index) => {
    const number = categoryIndex * PER_CATEGORY + index + 1;
    const month = (number % 12) + 1;
    return {
      number,
      category: index === 0 ? `${'一二三四五六'[categoryIndex]}、${category}` : null,
      text: `落实${category}第${'甲乙丙丁戊己庚辛壬癸子'[index]}类举措`,
      lead: UNITS[number % UNITS.length]!,
      support: number % 3 === 0 ? UNITS[(number + 2) % UNITS.length]! : null,
      month,
    };
  }),
);

const lastDay = (month: number) => new Date(Date.UTC(2025, month, 0)).toISOString().slice(0, 10);

/** A workbook with a page of explanations in front and telephone numbers behind; sixty-six items between. */
export const sixtyItemsAndAContactSheet: Layout = {
  name: 'sixty-six items between a sheet of notes and one of contacts',
  fileName: '2025年创建台账.xlsx',
  file: () =>
    buildXlsx(
      {
        name: '填报说明',
        rows: [
          ['填报说明', null],
          ['1', '本台账由各部门对照执行。'],
          ['2', '佐证材料于每季度末送党委办公室。'],
        ],
      },
      {
        name: '任务台账',
        rows: [
          ['研究所2025年度文明创建任务台账', null, null, null, null, null],
          ['任务类别', '序号', '任务内容', '牵头部门', '协办部门', '时间节点'],
          ...items.map(({ number, category, text, lead, support, month }) => [category, number, text, lead, support, `${month}月底前`]),
        ],
        merges: ['A1:F1'],
      },
      {
        name: '联络员',
        rows: [
          ['创建工作联络员名单', null, null, null],
          ['序号', '部门', '姓名', '电话'],
          [1, '党委办公室', '陈某', '0000-1111111'],
          [2, '科技处', '褚某', '0000-2222222'],
          [3, '保卫处', '卫某', '0000-3333333'],
        ],
      },
    ),
  expected: {
    year: 2025,
    categories: CATEGORIES,
    tasks: items.map(({ number, lead, support, month }) => ({
      code: String(number),
      category: CATEGORIES[Math.floor((number - 1) / PER_CATEGORY)]!,
      owners: support === null ? [lead] : [lead, `+${support}`],
      deadlines: [`date ${lastDay(month)}`],
    })),
    warnings: [],
    mayWarn: ['skipped-table'],
  },
};
