import { z } from 'zod';
import { FILE_PLACES, FOLDER_PLACES, unknownPlaces, type NamingRule } from '../domain/archive-names.ts';
import { readYamlFile } from './yaml-file.ts';

/** What goes into an archive (档案) and how it is named (`config/archive.yaml`). */
export interface ArchivePolicy extends NamingRule {
  /** Evidence handed in before a 补正 goes in, too. */
  oldVersions: boolean;
  /** Of pictures above 2 MB a copy of at most 2 MB goes in, too. */
  pictureCopies: boolean;
}

const naming = (places: readonly string[]) =>
  z
    .string('must be text such as "（{项号}）{题名}"')
    .refine((rule) => unknownPlaces(rule, places).length === 0, `may name only ${places.map((place) => `{${place}}`).join(' ')}`);

const ARCHIVE: z.ZodType<ArchivePolicy> = z.strictObject({
  folder: naming(FOLDER_PLACES),
  file: naming(FILE_PLACES)
    .refine((rule) => rule.trim() !== '', 'must not be empty')
    .refine((rule) => !rule.includes('/'), 'names a file; folders stand in folder'),
  oldVersions: z.boolean('must be true or false'),
  pictureCopies: z.boolean('must be true or false'),
});

/** Throws a ConfigError with every problem of the file. */
export function readArchivePolicy(path: string): ArchivePolicy {
  return readYamlFile(path, ARCHIVE).value;
}
