import { flushCompileCache } from 'node:module';
import type { FileContents } from '../domain/file-contents.ts';
import type { Question } from './question.ts';

process.on('message', (question) => {
  void answer(question as Question).then((found) => {
    process.send!(found);
    // Nobody lets it come to its end.
    flushCompileCache();
  });
});

/** What reads a file and what draws it take their time to start, so only what is asked for is. */
async function answer({ about, file }: Question): Promise<FileContents | Uint8Array | null> {
  if (about === 'preview') return (await import('./make-preview.ts')).makePreview(file);
  if (about === 'copy') return (await import('./make-picture-copy.ts')).makePictureCopy(file);
  return (await import('./read-file-contents.ts')).readFileContents(file);
}
