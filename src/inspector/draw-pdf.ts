import { createCanvas } from '@napi-rs/canvas';
import { withPdf } from './open-pdf.ts';

/** Pixels, four bytes each. */
interface Drawing {
  data: Buffer;
  width: number;
  height: number;
}

/** The first page of a PDF, its longer side `edge` pixels long, however large the page says it is. */
export async function drawFirstPage(bytes: Buffer, edge: number): Promise<Drawing> {
  return withPdf(bytes, async (document) => {
    const page = await document.getPage(1);
    const { width, height } = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: edge / Math.max(width, height) });
    const canvas = createCanvas(pixels(viewport.width), pixels(viewport.height));
    await page.render({ canvas, viewport }).promise;
    return { data: canvas.data(), width: canvas.width, height: canvas.height };
  });
}

function pixels(length: number): number {
  return Math.max(1, Math.round(length));
}
