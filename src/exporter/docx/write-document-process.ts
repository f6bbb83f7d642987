import { buildDocument, type WholeTable } from './build-document.ts';

process.on('message', (table) => {
  void buildDocument(table as WholeTable).then((bytes) => process.send!(bytes));
});
