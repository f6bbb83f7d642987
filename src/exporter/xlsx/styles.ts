/** Points: 五号 for what is in the table. */
export const BODY_SIZE = 10.5;

const FONT = '仿宋_GB2312';

/** How cells look. */
export type CellStyle = keyof typeof STYLES;

interface Style {
  font: number;
  border: 0 | 1;
  fill: 0 | 2;
  horizontal: 'left' | 'center' | 'right';
  /** What goes on over pages begins on the first of them. */
  vertical: 'top' | 'center';
}

const FONTS = [
  { size: BODY_SIZE, bold: false },
  { size: BODY_SIZE, bold: true },
  { size: 16, bold: true },
];

const STYLES = {
  title: { font: 2, border: 0, fill: 0, horizontal: 'center', vertical: 'center' },
  note: { font: 0, border: 0, fill: 0, horizontal: 'right', vertical: 'center' },
  label: { font: 1, border: 1, fill: 2, horizontal: 'center', vertical: 'center' },
  heading: { font: 1, border: 1, fill: 0, horizontal: 'left', vertical: 'center' },
  left: { font: 0, border: 1, fill: 0, horizontal: 'left', vertical: 'top' },
  center: { font: 0, border: 1, fill: 0, horizontal: 'center', vertical: 'top' },
} as const satisfies Record<string, Style>;

const NAMES = Object.keys(STYLES) as CellStyle[];

/** Number of a style in `styles.xml`. `quoted`: Excel keeps the text a text, also when somebody edits the cell. */
export function styleNumber(name: CellStyle, quoted: boolean): number {
  return NUMBERS[name] + (quoted ? 1 : 0);
}

const NUMBERS = Object.fromEntries(NAMES.map((name, index) => [name, 1 + index * 2])) as Record<CellStyle, number>;

/** `xl/styles.xml`. The first format is every empty cell's; its font measures the columns. */
export function stylesXml(): string {
  const fonts = FONTS.map(
    ({ size, bold }) => `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="${FONT}"/><family val="3"/><charset val="134"/></font>`,
  );
  const formats = NAMES.flatMap((name) => [format(STYLES[name], ''), format(STYLES[name], ' quotePrefix="1"')]);
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="${fonts.length}">${fonts.join('')}</fonts>\
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
<fill><patternFill patternType="solid"><fgColor rgb="FFEDEDED"/><bgColor indexed="64"/></patternFill></fill></fills>\
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${EDGES}<diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="${formats.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${formats.join('')}</cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

const EDGES = ['left', 'right', 'top', 'bottom'].map((edge) => `<${edge} style="thin"><color auto="1"/></${edge}>`).join('');

function format({ font, border, fill, horizontal, vertical }: Style, quotes: string): string {
  return `<xf numFmtId="0" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0"${quotes} applyFont="1" applyFill="1" applyBorder="1" \
applyAlignment="1"><alignment horizontal="${horizontal}" vertical="${vertical}" wrapText="1"/></xf>`;
}
