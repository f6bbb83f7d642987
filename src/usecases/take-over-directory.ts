import { seedDirectory } from '../db/directory-write.ts';
import { findSetting, writeSetting } from '../db/settings.ts';
import type { DirectoryFile } from '../domain/directory.ts';
import { describeDirectoryChanges } from '../domain/directory-changes.ts';
import { audit } from './audit.ts';
import type { Deps } from './deps.ts';

/** Takes over the directory file (通讯录) as it stands, and keeps in 操作留痕 what changed in it since it was last read. In a transaction. */
export async function takeOverDirectory(deps: Deps): Promise<void> {
  const { directory } = deps.config;
  await seedDirectory(deps.db, directory, [...deps.channels.keys()]);
  const last = await findSetting(deps.db, SETTING);
  const said = JSON.stringify(directory);
  const changes = last === undefined ? [] : describeDirectoryChanges(JSON.parse(last) as DirectoryFile, JSON.parse(said) as DirectoryFile);
  if (changes.length > 0) await audit(deps, { id: 'system', source: 'file' }, 'change-directory', `通讯录文件：${changes.join('；')}`);
  if (last === undefined || changes.length > 0) await writeSetting(deps.db, SETTING, said);
}

const SETTING = 'directory';
