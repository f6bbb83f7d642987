import { buildDocx } from './build-docx.ts';
import { type Layout, quarterly } from './layout.ts';

/** A notice in prose: headings 一、, items （一）, the unit in brackets in the middle of the sentence. */
export const bracketedChineseNumbersOnly: Layout = {
  name: 'items （一）（二） under 一、二、 with the owner within the sentence',
  fileName: '实施方案.docx',
  file: () =>
    buildDocx([
      '水利局2025年度文明单位创建工作任务',
      '为巩固创建成果，结合工作实际，制定如下任务。',
      '一、加强理论学习',
      '（一）组织中心组学习（责任单位：机关党委），全年不少于12次。',
      '（二）开展“水利青年说”宣讲（责任单位：团委、人事科），6月底前完成。',
      '二、提升服务水平',
      '（一）优化取水许可流程（责任单位：水资源科），压减办理时限。每季度末报送进展。',
      '（二）公开办事指南（责任单位：办公室；配合单位：各业务科室），3月15日前完成。',
    ]),
  expected: {
    year: 2025,
    categories: ['加强理论学习', '提升服务水平'],
    tasks: [
      { code: '1-1', category: '加强理论学习', owners: ['机关党委'], deadlines: [], quotas: ['12 次 year'] },
      { code: '1-2', category: '加强理论学习', owners: ['团委', '+人事科'], deadlines: ['date 2025-06-30'] },
      { code: '2-1', category: '提升服务水平', owners: ['水资源科'], deadlines: quarterly(2025, '03-31 06-30 09-30 12-31') },
      { code: '2-2', category: '提升服务水平', owners: ['办公室', '+各业务科室'], deadlines: ['date 2025-03-15'] },
    ],
    warnings: [],
    mayWarn: ['repeated-code'],
  },
};
