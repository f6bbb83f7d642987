import { z } from 'zod';
import { ChannelError } from '../../../ports/channel.ts';
import type { AppApi } from '../api/app-api.ts';
import type { Found } from './open-media.ts';

/** By the code that came with the message (protocol-dingtalk §4.1). Throws ChannelError, a permanent one when the code is worth nothing. */
export async function findByCode(place: { downloadCode: string; robotCode: string }, api: Pick<AppApi, 'post'>): Promise<Found> {
  const answer = await api.post('media', 'v1.0/robot/messageFiles/download', place).catch((error: unknown) => {
    throw asToFile(error);
  });
  const said = ANSWER.safeParse(answer).data;
  const address = said?.downloadUrl ?? said?.data?.downloadUrl;
  if (address !== undefined) return { address };
  throw new ChannelError('dingtalk', 'media-no-address', 'DingTalk gave no address for a file', { permanent: false });
}

const ADDRESS = z.string().min(1).optional().catch(undefined);
const ANSWER = z.object({ downloadUrl: ADDRESS, data: z.object({ downloadUrl: ADDRESS }).optional().catch(undefined) });

/** Only the code itself can be worth nothing for good: a setting, a right or a limit may be mended while DingTalk still has the file. */
function asToFile(error: unknown): unknown {
  if (!(error instanceof ChannelError) || !error.permanent || !NOT_OF_THE_FILE.test(error.code)) return error;
  const { code, message, detail } = error;
  return new ChannelError('dingtalk', code, message, { permanent: false, ...(detail === undefined ? {} : { detail }), cause: error });
}

const NOT_OF_THE_FILE = /^(?:credentials|Forbidden\.|http-40[134]$|invalidParameter\.robotCode)/;
