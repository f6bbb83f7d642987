import type { InspectedFile } from '../ports/inspector.ts';
import { readFileContents } from './read-file-contents.ts';

process.on('message', (file) => {
  void readFileContents(file as InspectedFile).then((found) => process.send!(found));
});
