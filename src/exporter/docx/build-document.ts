import {
  AlignmentType,
  Document,
  Footer,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  VerticalMergeType,
  WidthType,
} from 'docx';
import { columnsTaken, mergedInto, type PrintedCell, type PrintedColumn, type PrintedRow, type PrintedTable } from '../printed-table.ts';
import { xmlCharacters } from '../xml-characters.ts';

/** A table with all its rows at hand. */
export type WholeTable = Omit<PrintedTable, 'rows'> & { rows: PrintedRow[] };

// Twentieths of a point (dxa): A4 lying on its side.
const PAGE = { width: 11_906, height: 16_838, orientation: PageOrientation.LANDSCAPE };
const MARGIN = 850;
const WITHIN_MARGINS = PAGE.height - 2 * MARGIN;

// Half points.
const SIZES = { title: 32, body: 16 };
const FONT = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋_GB2312' };

/** A table as a Word file (.docx): A4 landscape, labels on every page, merged cells. Blocks while it works. */
export async function buildDocument({ title, note, columns, rows }: WholeTable): Promise<Buffer> {
  const widths = widthsOf(columns);
  const labels = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(({ label }, column) => cell([label], { width: widths[column]!, align: 'center', bold: true, shaded: true })),
  });
  const body = rows.map((row, index) => tableRow(row, rows[index + 1], { columns, widths }));
  const document = new Document({
    styles: { default: { document: { run: { font: FONT, size: SIZES.body } } } },
    sections: [
      {
        properties: { page: { size: PAGE, margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN } } },
        footers: { default: pageNumbers() },
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            children: [new TextRun({ text: title, bold: true, size: SIZES.title, font: FONT })],
          }),
          new Paragraph({ alignment: AlignmentType.RIGHT, children: [new TextRun(note)] }),
          new Table({
            layout: TableLayoutType.FIXED,
            width: { size: WITHIN_MARGINS, type: WidthType.DXA },
            columnWidths: widths,
            margins: { left: 40, right: 40, top: 20, bottom: 20 },
            rows: [labels, ...body],
          }),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function widthsOf(columns: readonly PrintedColumn[]): number[] {
  const sum = columns.reduce((so, { width }) => so + width, 0);
  return columns.map(({ width }) => Math.floor((width / sum) * WITHIN_MARGINS));
}

function tableRow(
  { kind, cells }: PrintedRow,
  next: PrintedRow | undefined,
  { columns, widths }: { columns: readonly PrintedColumn[]; widths: number[] },
): TableRow {
  const children = cells.flatMap((content, column) => {
    const merged = mergedInto(content);
    if (merged === 'left') return [];
    const across = columnsTaken(cells, column);
    const goesOn = mergedInto(next?.cells[column]) === 'above';
    return cell(linesOf(content), {
      width: widths.slice(column, column + across).reduce((sum, width) => sum + width, 0),
      align: kind === 'heading' ? 'left' : columns[column]!.align,
      bold: kind === 'heading',
      across,
      merge: merged === 'above' ? VerticalMergeType.CONTINUE : goesOn ? VerticalMergeType.RESTART : undefined,
    });
  });
  return new TableRow({ cantSplit: true, children });
}

function linesOf(content: PrintedCell): string[] {
  return typeof content === 'object' ? [''] : xmlCharacters(String(content)).split('\n');
}

interface CellLook {
  width: number;
  align: PrintedColumn['align'];
  bold?: boolean;
  shaded?: boolean;
  across?: number;
  merge?: (typeof VerticalMergeType)[keyof typeof VerticalMergeType] | undefined;
}

function cell(lines: readonly string[], { width, align, bold = false, shaded = false, across = 1, merge }: CellLook): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    columnSpan: across,
    verticalAlign: shaded ? VerticalAlignTable.CENTER : VerticalAlignTable.TOP,
    ...(merge !== undefined && { verticalMerge: merge }),
    ...(shaded && { shading: { type: ShadingType.CLEAR, fill: 'EDEDED' } }),
    children: lines.map(
      (text) =>
        new Paragraph({
          alignment: align === 'center' ? AlignmentType.CENTER : AlignmentType.LEFT,
          children: [new TextRun({ text, bold })],
        }),
    ),
  });
}

function pageNumbers(): Footer {
  const children = ['第 ', PageNumber.CURRENT, ' 页，共 ', PageNumber.TOTAL_PAGES, ' 页'];
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children })] })] });
}
