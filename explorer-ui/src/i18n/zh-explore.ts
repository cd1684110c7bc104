// SPDX-License-Identifier: Apache-2.0
/** The explorer in Chinese. */

import { grouped } from "../core/format";
import type { explore as english } from "./en-explore";

export const explore: typeof english = {
  title: "探索",
  lead: "一个训练过的模型的所有门和状态，随时间展开。点选一个单元；播放；按住一个门，看预测变成什么。层、单元和时间步都从 0 数起。",
  empty:
    '本页没有模型。openlstm explore 会打开带模型的页面；explore(model, inputs).save("page.html") 可以展示您自己的模型。',
  model: "模型",
  sample: "样本",
  layer: "层",
  direction: "方向",
  layerName: (n) => `第 ${n} 层`,
  forward: "正向",
  reverse: "反向（从末尾读起）",
  compare: "对比",
  single: "只看一个",
  second: "第二个",
  speed: "速度",
  speeds: { slow: "慢", normal: "中", fast: "快" },
  keys: (whole) =>
    whole
      ? "按键：← → 时间步，空格播放，Home 与 End。在图上点击可选择时间步。"
      : "按键：← → 时间步，↑ ↓ 单元，空格播放，Home 与 End。在图上点击可选择时间步和单元。",
  input: "输入",
  colouredBy: "着色依据",
  maps: "所有单元随时间的变化",
  mapHint: (units, steps) => `${grouped(units)} 个单元（行）× ${grouped(steps)} 步（列）`,
  limits: (low, high) => `${low} 到 ${high}`,
  sort: "单元排序",
  orders: {
    number: "编号",
    memory: "时间尺度（记忆短的在前）",
    activity: "活跃程度（c 变动大的在前）",
    saturation: "饱和程度（门常在 0 或 1 的在前）",
  },
  search: "单元或文字",
  searchFor: "按编号查找单元，或查找在某段文字处表现突出的单元",
  noText: (asked) => `这里没有读到“${asked}”`,
  follows: (unit, field, asked, by, higher) =>
    `${unit} 号单元在“${asked}”处表现突出：其${field}在此${higher ? "高" : "低"} ${by} 个标准差。`,
  noUnit: (asked) => `没有 ${asked} 号单元`,
  rounded: "为节省空间，这份记录中的数值经过舍入。",
  exactness: (distance) => `本页根据权重重新计算：与库的数值最大相差 ${distance}。`,
  computed: "由本页根据权重算出。",
  thinUnits: (shown, of) => `记录包含 ${grouped(of)} 个单元中的 ${grouped(shown)} 个。`,
  thinSteps: (shown, of, every) =>
    every > 1
      ? `每 ${every} 步取一步：${grouped(of)} 步中的 ${grouped(shown)} 步。`
      : `包含 ${grouped(of)} 步中的 ${grouped(shown)} 步。`,
  thinDraw: (units, rows) => `${grouped(units)} 个单元画在 ${grouped(rows)} 行像素上：每行显示其中一个，均匀选取。`,
  thinDrawSteps: (steps, columns) =>
    `${grouped(steps)} 步画在 ${grouped(columns)} 列像素上：每列显示其中一步，均匀选取。`,
  nan: (field, layer, step, unit) =>
    `NaN（不是数）：最早出现在第 ${layer} 层第 ${step} 步第 ${unit} 号单元的${field}。NaN 以洋红色显示。`,
  opened: {
    widest: (unit, low, high) =>
      `先显示 ${unit} 号单元：在该层中，它的细胞状态在本样本上变动范围最大，从 ${low} 到 ${high}。`,
    story: (unit, step) => `先显示导览中故事的转折处：${unit} 号单元，第 ${step} 步。`,
  },
  unit: "单元",
  unitName: (n) => `${n} 号单元`,
  whole: "整层",
  one: "单个单元",
  mean: "平均",
  timeScales: (low, middle, high) =>
    `${low} 到 ${high} 步，一半单元不超过 ${middle} 步（各单元在本样本上的 −1 / mean ln f）`,
  saturationAll: (name, left, right) => `${name}：在所有单元和步中，关闭（< 0.1）占 ${left}，打开（> 0.9）占 ${right}`,
  unitsThat: (n) => `${n} 个单元`,
  gap: "页面没有保留前一步，因此这里不知道它的细胞状态。",
  overTime: "随时间的变化",
  timeScale: "时间尺度",
  timeScaleValue: (n) => `记忆缩小到 1/e = 37% 需要 ${n} 步（本样本上的 −1 / mean ln f）`,
  saturation: "饱和",
  saturationRow: (name, left, right) => `${name}：关闭（< 0.1）占 ${left} 的步数，打开（> 0.9）占 ${right}`,
  conditions: {
    dead: "失活：h 始终为零",
    closed: "从不显示：输出门一直关闭",
    unwritten: "从不写入：输入门一直关闭",
    integrator: "积分器：什么也不忘",
    memoryless: "无记忆：遗忘门一直关闭",
  },
  prediction: "预测",
  predictionAt: (step) => `第 ${step} 步`,
  predictionOnce: "对整个样本",
  asModel: "模型原本的预测",
  edited: "按您的改动",
  was: (value) => `原为 ${value}`,
  truth: "正确答案",
  more: (n) => `另有 ${n} 项`,
  hold: "按住一个门",
  gate: "门",
  action: "操作",
  of: "对象",
  from: "起点",
  actions: { zero: "置零", open: "打开（1）", freeze: "冻结在当前值", half: "设为 0.5" },
  units: { one: (n) => `${n} 号单元`, all: "该层所有单元" },
  scope: { on: (step) => `从第 ${step} 步起`, onReverse: (step) => `从第 ${step} 步起（向左：此方向倒着读）` },
  apply: "应用",
  clear: "全部移除",
  remove: "移除",
  editLine: (gate, unit, layer, what, step) => `${layer}，${unit}：${gate}从第 ${step} 步起${what}`,
  what: { zero: "置零", open: "打开", freeze: "冻结", value: (value) => `保持在 ${value}` },
  noWeights: (size) => `这里不能改动门：本页只有记录，没有权重${size}。`,
  noWeightsSize: (megabytes) => `（${megabytes} MB）`,
  dragHint: "拖动一个槽，即从这一步起按住该门。",
  nothing: "没有按住任何门。显示的都是模型自己的数值。",
  changed: (steps) => `首选预测有变的步数：${grouped(steps)}。`,
  readout: (field, unit, step, token) => `${field}，${unit} 号单元，第 ${step} 步${token && `，“${token}”`}`,
};
