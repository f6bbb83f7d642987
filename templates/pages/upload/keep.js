/** Files under way, kept by the browser so that small ones go on by themselves after a reload, and large ones are known again when picked. */
const KEPT_BYTES = 50 * 1024 * 1024;

const opened = new Promise((resolve, reject) => {
  const request = indexedDB.open('upload', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('files');
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
// Browsers that keep nothing (private windows) only lose this comfort.
opened.catch(() => {});

async function run(mode, work) {
  try {
    const store = (await opened).transaction('files', mode).objectStore('files');
    const request = work(store);
    return await new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } catch {
    return undefined;
  }
}

export const keep = (id, file) =>
  run('readwrite', (store) => store.put({ lastModified: file.lastModified, file: file.size <= KEPT_BYTES ? file : null }, id));
/** `{ lastModified, file }`; `file` is null where it was too large to keep. */
export const recall = (id) => run('readonly', (store) => store.get(id));
export const forget = (id) => run('readwrite', (store) => store.delete(id));
