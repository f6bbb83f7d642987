/** Who reads a file, by its suffix; undefined for what nothing here reads. */
export function kindOf(ext: string): 'zip' | 'ole' | 'pdf' | 'text' | 'picture' | undefined {
  return KINDS.get(ext);
}

/** Whether there is a picture to be made of it. */
export function hasPicture(ext: string): boolean {
  return kindOf(ext) === 'picture' || kindOf(ext) === 'pdf';
}

const KINDS = new Map([
  ...['docx', 'xlsx', 'pptx', 'ofd', 'zip'].map((ext) => [ext, 'zip'] as const),
  ...['cfb', 'doc', 'wps', 'xls', 'et', 'ppt', 'dps'].map((ext) => [ext, 'ole'] as const),
  ['pdf', 'pdf'] as const,
  ...['jpg', 'jpeg', 'png', 'apng', 'gif', 'heic', 'tif', 'webp', 'avif'].map((ext) => [ext, 'picture'] as const),
  ...['txt', 'md', 'csv', 'log'].map((ext) => [ext, 'text'] as const),
]);
