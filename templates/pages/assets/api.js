/** Something people can be told: `message` is a Chinese sentence with the next step. */
export class Problem extends Error {}

/** Goes by itself when the server answers again. */
export class OfflineProblem extends Problem {
  constructor() {
    super('连不上服务器，请看看它是否还在运行。恢复后这里会自动接上。');
  }
}

export async function api(path, body) {
  const options = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new OfflineProblem();
  }
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Problem(sentenceFor(answer.status, data.error));
  return data;
}

/** The server's own sentence when it is one for people. */
function sentenceFor(status, said) {
  if (typeof said === 'string' && /\p{Script=Han}/u.test(said)) return said;
  if (status === 400) return '这条消息发不出去：内容或文件名不合规，请改一下再发。';
  if (status === 413) return '文件太大，没有收下。请分几次发，或换小一些的文件。';
  return '没有成功，请稍后再试。';
}
