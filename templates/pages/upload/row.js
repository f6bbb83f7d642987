const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

/** Why a file was not kept, and what to do. */
const REFUSED = {
  empty: '没有收：这是空文件。请打开看看，再传一次。',
  program: '没有收：这其实是可执行程序。请换成 PDF、Word、Excel 或图片。',
  macro: '没有收：里面有宏。请打开后另存为不带宏的格式（docx、xlsx、pptx 或 PDF）。',
  disguised: '没有收：里面还藏着别的文件。请用原来的软件打开，另存一份。',
  bomb: '没有收：解开后大得不正常。请把里面的文件直接传。',
  marked: '没有收：带密级标志的材料不能上传，没有保存。请交纸质件。',
  script: '没有收：这是脚本文件。请换成 PDF、Word、Excel 或图片。',
  page: '没有收：这是网页文件。请截图，或打开后另存为 PDF。',
  duplicate: '与已收到的一份内容相同，只算一份。',
  'new-name': '与已收到的一份内容相同，改用这个名称，不另算一份。',
};

export function sizeWords(bytes) {
  if (bytes < 1024) return `${bytes} 字节`;
  const [unit, name] = [
    [1024 ** 3, 'GB'],
    [1024 ** 2, 'MB'],
    [1024, 'KB'],
  ].find(([least]) => bytes >= least);
  return `${Number((bytes / unit).toFixed(1))} ${name}`;
}

/** One file of the list, changed in place: who is in one of its fields stays there. */
export function createRow(entry, { onPause, onGoOn, onRemove, onDetails }) {
  // Of a marked paper not even the name is kept.
  const name = entry.name || '没有留下名称';
  const progress = element('progress', { max: Math.max(entry.size, 1), value: 0 });
  progress.setAttribute('aria-label', `《${name}》传了多少`);
  const state = element('p', { className: 'state' });
  const button = (label, onclick) => {
    const made = element('button', { type: 'button', onclick }, label);
    made.setAttribute('aria-label', `${label}《${name}》`);
    return made;
  };
  const pause = button('暂停', () => onPause(entry));
  const goOn = button('继续', () => onGoOn(entry));
  const remove = button('去掉', () => onRemove(entry));
  const field = (key, label, properties) => {
    const input = element('input', { value: entry[key] ?? '', ...properties });
    input.addEventListener('change', () => {
      entry[key] = input.value;
      onDetails(entry);
    });
    return element('label', {}, label, input);
  };
  const details = element(
    'details',
    {},
    element('summary', {}, '说明、形成日期、文号'),
    element(
      'div',
      { className: 'fields' },
      field('caption', '说明', { type: 'text', maxLength: 500 }),
      field('madeOn', '形成日期', { type: 'date' }),
      field('docNumber', '文号', { type: 'text', maxLength: 100 }),
    ),
  );
  const head = element(
    'div',
    { className: 'head' },
    element('span', { className: 'name' }, name),
    element('span', { className: 'size' }, sizeWords(entry.size)),
  );
  const node = element('li', {}, head, progress, state, element('div', { className: 'actions' }, pause, goOn, remove), details);

  function update() {
    const receiving = entry.state === 'receiving';
    const sent = entry.sent ?? entry.received;
    progress.value = entry.size === 0 ? 1 : sent;
    progress.hidden = !receiving;
    state.textContent = wordsFor(entry, sent);
    node.className = entry.error ? 'failed' : entry.state;
    pause.hidden = !receiving || entry.paused || !entry.file;
    goOn.hidden = !receiving || !entry.paused || !entry.file;
    remove.hidden = !receiving && entry.state !== 'lost';
    details.hidden = entry.state === 'refused' || entry.state === 'lost';
  }
  update();
  return { node, update };
}

function wordsFor(entry, sent) {
  const percent = entry.size === 0 ? 100 : Math.floor((100 * sent) / entry.size);
  if (entry.error) return entry.error;
  switch (entry.state) {
    case 'stored':
      return entry.remark === 'renamed' ? '已收下，扩展名已按真实类型改正' : '已收下';
    case 'checking':
      return '传完了，正在检查';
    case 'refused':
      return REFUSED[entry.remark] ?? '没有收下，请再传一次。';
    case 'lost':
      return '开头的部分已经不在了。请去掉它，再选一次。';
    default:
      if (!entry.file) return `传了 ${percent}%。请再选一次这个文件，会接着传`;
      if (entry.paused) return `已暂停，传了 ${percent}%`;
      if (entry.offline) return `连不上，恢复后自动接着传（${percent}%）`;
      return `正在传 ${percent}%`;
  }
}
