import { formatSize } from '../domain/file-size.ts';
import { getCurrentPlan } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { evidenceBytes, outlineArchive } from './prepare-archive.ts';

/** What an archive (档案) would hold, and how its files would be called. */
export interface ArchivePreview {
  year: number;
  pieces: number;
  size: string;
  items: number;
  lacking: number;
  /** The first paths. */
  paths: string[];
  more: number;
}

/** 「导出 档案 预览」: changes nothing, reads no file. */
export async function previewArchive(deps: Deps, year: number | undefined): Promise<ArchivePreview> {
  const { archive } = await outlineArchive(deps, await getCurrentPlan(deps, year));
  const paths = archive.items.flatMap(({ pieces }) => pieces.map(({ path }) => path));
  return {
    year: archive.year,
    pieces: paths.length,
    size: formatSize(evidenceBytes(archive)),
    items: archive.items.length,
    lacking: archive.items.filter(({ gaps, purged }) => gaps.length + purged.length > 0).length,
    paths: paths.slice(0, PATHS_SHOWN),
    more: Math.max(0, paths.length - PATHS_SHOWN),
  };
}

const PATHS_SHOWN = 8;
