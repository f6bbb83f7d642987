import { buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** An item's words, and the numbers they ask for. */
const QUOTAS: [written: string, expected: string[]][] = [
  ['组织志愿服务活动，全年不少于4次', ['4 次 year']],
  ['召开创建例会，每季度不少于1次', ['1 次 quarter']],
  ['领导班子专题研究两次以上', ['2 次 year']],
  ['注册志愿者人数占职工总数50%以上', ['50 % year']],
  ['报送工作总结，300字以上，照片不少于3张', ['300 字 year', '3 张 year']],
  ['开展主题党日，每月至少1次', ['1 次 month']],
  ['报送信息，每月不少于２篇', ['2 篇 month']],
  ['每半年至少开展一次集中排查', ['1 次 half-year']],
  ['每年至少组织十二次道德讲堂', ['12 次 year']],
  ['每周一次环境卫生检查', ['1 次 week']],
  ['贯彻落实第一次全体会议精神', []],
  ['推进“一科一品”建设，评选前10名', []],
];

/** Every form in which a number is asked for, and two numbers that ask for nothing. */
export const quotas: Layout = {
  name: 'every form of quota',
  fileName: '量化任务.docx',
  file: () =>
    buildDocx([
      '2024年文明创建量化任务分解表',
      table(
        ['序号', '工作任务', '责任部门', '完成时限'],
        ...QUOTAS.map(([written], index) => [String(index + 1), written, '办公室', '12月底前']),
      ),
    ]),
  expected: {
    year: 2024,
    tasks: QUOTAS.map(([, expected], index) => ({
      code: String(index + 1),
      owners: ['办公室'],
      deadlines: ['date 2024-12-31'],
      quotas: expected,
    })),
    warnings: [],
  },
};
