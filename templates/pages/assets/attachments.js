import { Problem } from './api.js';

const MOST_BYTES = 70 * 1024 * 1024;

/** Files as the contract wants them. Throws when they cannot go in one message. */
export async function toAttachments(files) {
  if (files.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) throw new Problem('文件合起来超过 70 MB，没有发出。请去掉几个，分几次发。');
  return Promise.all(files.map(async (file) => ({ name: file.name, base64: await toBase64(file) })));
}

function toBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(file.size === 0 ? '' : reader.result.slice(reader.result.indexOf(',') + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
