import { flushCompileCache } from 'node:module';
import { buildDocument, type WholeTable } from './build-document.ts';

// Nobody lets it come to its end.
flushCompileCache();

process.on('message', (table) => {
  void buildDocument(table as WholeTable).then((bytes) => process.send!(bytes));
});
