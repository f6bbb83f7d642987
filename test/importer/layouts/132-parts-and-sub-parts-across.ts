import { buildDocx, across, headerRow, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A city's 任务分解: rows across for parts and sub-parts, leading and responsible units, numbers running on. */
export const partsAndSubPartsAcross: Layout = {
  name: 'parts and sub-parts across, leading and responsible units',
  fileName: '创城任务.docx',
  file: () =>
    buildDocx([
      '2024年创建全国文明城市任务分解表',
      table(
        headerRow('序号', '测评标准', '牵头单位', '责任单位', '完成时限'),
        [across(5, '一、公共环境')],
        [across(5, '（一）主次干道')],
        ['1', '路面平整，无坑洼积水，无占道经营', '区城管局', '各街道办事处', '5月底前'],
        ['2', '公益广告设置规范，无破损褪色', '区委宣传部', '区城管局、各街道办事处', '6月15日前'],
        [across(5, '（二）农贸市场')],
        ['3', '划行规市，证照齐全，明码标价', '区市场监管局', '各市场主办方', '7月底前'],
        ['4', '公厕干净整洁，有专人保洁', '区城管局', '区市场监管局', '长期'],
        [across(5, '二、公共秩序')],
        [across(5, '（一）交通秩序')],
        ['5', '车辆礼让行人，无闯红灯现象', '区交警大队', '', '持续整治'],
        ['6', '非机动车停放有序', '区城管局、区交警大队', '各街道办事处', '8月底前'],
      ),
    ]),
  expected: {
    year: 2024,
    title: '2024年创建全国文明城市任务分解表',
    categories: ['公共环境', '公共秩序'],
    sections: ['公共环境/主次干道', '公共环境/农贸市场', '公共秩序/交通秩序'],
    tasks: [
      {
        code: '1',
        category: '公共环境',
        section: '主次干道',
        says: '路面平整',
        owners: ['区城管局', '+各街道办事处'],
        deadlines: ['date 2024-05-31'],
      },
      {
        code: '2',
        section: '主次干道',
        says: '公益广告',
        owners: ['区委宣传部', '+区城管局', '+各街道办事处'],
        deadlines: ['date 2024-06-15'],
      },
      {
        code: '3',
        section: '农贸市场',
        says: '划行规市',
        owners: ['区市场监管局', '+各市场主办方'],
        deadlines: ['date 2024-07-31'],
      },
      { code: '4', section: '农贸市场', says: '公厕干净', owners: ['区城管局', '+区市场监管局'], deadlines: ['continuous'] },
      { code: '5', category: '公共秩序', section: '交通秩序', says: '车辆礼让', owners: ['区交警大队'], deadlines: ['continuous'] },
      {
        code: '6',
        section: '交通秩序',
        says: '非机动车',
        owners: ['区城管局', '区交警大队', '+各街道办事处'],
        deadlines: ['date 2024-08-31'],
      },
    ],
    warnings: [],
  },
};
