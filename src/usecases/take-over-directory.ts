import { seedDirectory, type LapsedHandover } from '../db/directory-write.ts';
import { findSetting, writeSetting } from '../db/settings.ts';
import type { DirectoryFile } from '../domain/directory.ts';
import { describeDirectoryChanges } from '../domain/directory-changes.ts';
import { audit } from './audit.ts';
import type { Deps } from './deps.ts';
import { memberNames } from './member-names.ts';
import { tellAdmins } from './tell-admins.ts';

/** Takes over the directory file (通讯录) as it stands, and keeps in 操作留痕 what changed in it since it was last read. In a transaction. */
export async function takeOverDirectory(deps: Deps): Promise<void> {
  const { directory } = deps.config;
  const lapsed = await seedDirectory(deps.db, directory, [...deps.channels.keys()]);
  for (const handover of lapsed) await noteLapsed(deps, handover);
  const last = await findSetting(deps.db, SETTING);
  const said = JSON.stringify(directory);
  const changes = last === undefined ? [] : describeDirectoryChanges(JSON.parse(last) as DirectoryFile, JSON.parse(said) as DirectoryFile);
  if (changes.length > 0) await audit(deps, { id: 'system', source: 'file' }, 'change-directory', `通讯录文件：${changes.join('；')}`);
  if (last === undefined || changes.length > 0) await writeSetting(deps.db, SETTING, said);
}

/** One the file has caught up with is only noted; of one whose taker is gone the office has to know, because nobody goes on. */
async function noteLapsed(deps: Deps, { fromId, toId, takerIsGone }: LapsedHandover): Promise<void> {
  const names = await memberNames(deps, [fromId, toId]);
  const [from, to] = [names.get(fromId) ?? fromId, names.get(toId) ?? toId];
  const why = takerIsGone ? `${to}已不在通讯录文件里，移交作废` : '通讯录文件已改，以文件为准';
  await audit(deps, { id: 'system', source: 'file' }, 'handover-lapsed', `移交（${from}→${to}）了结：${why}`);
  if (takerIsGone) await tellAdmins(deps, deps.render('handover-lapsed', { from, to }), `handover-lapsed-${deps.newId()}`);
}

const SETTING = 'directory';
