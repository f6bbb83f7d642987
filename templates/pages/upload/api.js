const base = location.pathname.replace(/\/$/, '');

/** What the server answered: `ok`, its status, and its words. Status 0: it could not be reached. */
async function ask(path, options) {
  try {
    const response = await fetch(`${base}/${path}`, { headers: { accept: 'application/json' }, credentials: 'same-origin', ...options });
    const body = response.status === 204 ? {} : await response.json().catch(() => ({}));
    return { ok: response.ok, status: response.status, body };
  } catch {
    return { ok: false, status: 0, body: {} };
  }
}

export const read = (path) => ask(path);
export const post = (path, body) => ask(path, { method: 'POST', ...(body !== undefined && { body: JSON.stringify(body) }) });

/** Sends one piece of a file, telling how far it is. Fetch cannot tell. */
export function sendPiece({ id, at, bytes, signal, onProgress }) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const answer = (status) => {
      signal.removeEventListener('abort', abort);
      resolve({ ok: status === 200, status, body: status === 0 ? {} : (request.response ?? {}) });
    };
    const abort = () => request.abort();
    request.open('POST', `${base}/files/${id}?at=${at}`);
    request.responseType = 'json';
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = ({ loaded }) => onProgress(at + loaded);
    request.onload = () => answer(request.status);
    for (const event of ['onerror', 'onabort', 'ontimeout']) request[event] = () => answer(0);
    signal.addEventListener('abort', abort);
    request.send(bytes);
  });
}
