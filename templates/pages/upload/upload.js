import { post, read } from './api.js';
import { forget, keep, recall } from './keep.js';
import { createRow } from './row.js';
import { createSender } from './sender.js';

const byId = (id) => document.getElementById(id);
const entries = new Map();
const rows = new Map();
const sender = createSender({ changed: update, closed: close });
let limit = Infinity;
let over = false;

const handlers = {
  onPause: (entry) => sender.pause(entry),
  onGoOn: (entry) => sender.start(entry),
  async onRemove(entry) {
    sender.pause(entry);
    const answer = await post(`files/${entry.id}/remove`);
    if (!answer.ok) return complain(answer);
    rows.get(entry.id).node.remove();
    rows.delete(entry.id);
    entries.delete(entry.id);
    void forget(entry.id);
    say(`已去掉《${entry.name}》`);
    byId('pick-files').focus();
    judgeDone();
  },
  async onDetails({ id, name, caption, madeOn, docNumber }) {
    const answer = await post(`files/${id}/details`, { caption, madeOn, docNumber });
    if (answer.ok) say(`《${name}》的说明已记下`);
    else complain(answer);
  },
};

async function begin() {
  const answer = await post('claim');
  if (!answer.ok) return [0, 502, 503, 504].includes(answer.status) ? retryLater() : close(answer.body.error);
  limit = answer.body.limit.bytes;
  byId('limit').textContent = answer.body.limit.words;
  byId('work').hidden = false;
  byId('problem').hidden = true;
  for (const file of answer.body.files) show({ ...file, file: null });
  for (const entry of entries.values()) void goOnWithKept(entry);
  judgeDone();
  if (isChecking()) void followUp();
}

function retryLater() {
  problem('连不上服务器，正在重试。');
  setTimeout(() => void begin(), 3_000);
}

/** Small files the browser has kept go on by themselves. */
async function goOnWithKept(entry) {
  if (entry.state !== 'receiving') return;
  const kept = await recall(entry.id);
  entry.lastModified = kept?.lastModified;
  if (kept?.file && !entry.file) {
    entry.file = kept.file;
    sender.start(entry);
  }
}

function show(entry) {
  Object.assign(entry, { paused: false, offline: false, error: null, sent: null });
  entries.set(entry.id, entry);
  const row = createRow(entry, handlers);
  rows.set(entry.id, row);
  byId('files').append(row.node);
  return entry;
}

let checking = false;

function update(entry) {
  rows.get(entry.id)?.update();
  if (entry.state !== 'receiving') void forget(entry.id);
  judgeDone();
  if (!checking && isChecking()) void followUp();
}

const isChecking = () => [...entries.values()].some(({ state }) => state === 'checking');

/** What becomes of files that are all there. */
async function followUp() {
  checking = true;
  while (!over && isChecking()) {
    const { ok, body } = await read('state');
    if (body.closed) return close(body.error);
    for (const { id, state, remark } of ok ? body.files : []) settle(id, state, remark);
    if (isChecking()) await new Promise((resolve) => setTimeout(resolve, 800));
  }
  checking = false;
  judgeDone();
}

function settle(id, state, remark) {
  const entry = entries.get(id);
  // The answer may be older than what is known here by now.
  if (entry?.state !== 'checking' || state === 'checking' || state === 'receiving') return;
  Object.assign(entry, { state, remark });
  rows.get(id).update();
  const all = [...entries.values()];
  say(`《${entry.name}》${state === 'stored' ? '已收下' : '没有收下'}，${all.length} 份中已收下 ${all.filter((one) => one.state === 'stored').length} 份`);
}

async function add(files) {
  byId('problem').hidden = true;
  for (const file of files) {
    const known = [...entries.values()].find(
      (entry) =>
        entry.state === 'receiving' && !entry.file && entry.name === file.name && entry.size === file.size && entry.lastModified === file.lastModified,
    );
    if (known !== undefined) {
      known.file = file;
      sender.start(known);
    } else await addNew(file);
  }
}

async function addNew(file) {
  if (file.size > limit) return problem(`没有收《${file.name}》：一个文件最大 ${byId('limit').textContent}。请压缩，或分成几个文件。`);
  const answer = await post('files', { name: file.name, size: file.size });
  if (!answer.ok) return complain(answer);
  const details = { caption: '', madeOn: null, docNumber: '', remark: null };
  const entry = show({ id: answer.body.id, name: file.name, size: file.size, received: 0, state: 'receiving', ...details, file });
  // Not waited for: a browser may be slow to keep things.
  void keep(entry.id, file);
  sender.start(entry);
}

function judgeDone() {
  const all = [...entries.values()];
  byId('done').disabled = all.length === 0 || all.some(({ state }) => state === 'receiving');
}

async function finish() {
  const answer = await post('done');
  if (!answer.ok) return complain(answer);
  end('已交完', '收到几份、编号是多少，会在聊天里告诉您。这一页可以关了。');
  byId('problem').className = 'done';
}

/** The link does not open any more. */
function close(words) {
  end('不能再传', words ?? '请回到聊天里，发「上传 项号」要一个新的链接。');
}

function end(title, words) {
  over = true;
  for (const entry of entries.values()) if (entry.state === 'receiving') sender.pause(entry);
  byId('work').hidden = true;
  byId('heading').textContent = title;
  problem(words);
  byId('heading').focus();
}

function complain({ status, body }) {
  if (body.closed) return close(body.error);
  problem(body.error ?? (status === 0 ? '连不上服务器，请稍后再试。' : '没有成功，请再试。'));
}

function problem(words) {
  byId('problem').textContent = words;
  byId('problem').hidden = false;
}

function say(words) {
  byId('status').textContent = words;
}

for (const id of ['pick-files', 'take-picture']) {
  byId(id).addEventListener('change', ({ target }) => {
    const files = [...target.files];
    // The same file may be picked again.
    target.value = '';
    void add(files);
  });
}
byId('done').addEventListener('click', () => void finish());

for (const event of ['dragenter', 'dragover']) {
  document.addEventListener(event, (dragged) => {
    dragged.preventDefault();
    document.body.classList.add('dragging');
  });
}
document.addEventListener('dragleave', ({ relatedTarget }) => {
  if (relatedTarget === null) document.body.classList.remove('dragging');
});
document.addEventListener('drop', (dropped) => {
  dropped.preventDefault();
  document.body.classList.remove('dragging');
  if (!byId('work').hidden) void add(filesIn(dropped.dataTransfer));
});

/** Folders come as files that cannot be read. */
function filesIn({ items }) {
  return [...items].filter((item) => item.kind === 'file' && item.webkitGetAsEntry()?.isDirectory !== true).map((item) => item.getAsFile());
}

void begin();
