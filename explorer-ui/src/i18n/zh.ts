// SPDX-License-Identifier: Apache-2.0
/** All words of the page in Chinese (zh-CN). */

import type { Strings } from ".";
import { explore } from "./zh-explore";
import { glossary } from "./zh-glossary";
import { tour } from "./zh-tour";

export const zh: Strings = {
  name: "中文",
  title: "走进 LSTM 的内部",
  views: { hold: "亲手操作", tour: "导览", explore: "探索" },
  sections: "各部分",
  language: "English",
  languageLabel: "用英文显示本页",
  theme: { auto: "主题：跟随系统", light: "主题：浅色", dark: "主题：深色" },
  gate: { f: "遗忘门", i: "输入门", g: "候选值", o: "输出门" },
  gateShort: { f: "遗忘", i: "输入", g: "候选", o: "输出" },
  field: { i: "输入门", f: "遗忘门", g: "候选值", o: "输出门", c: "细胞状态", h: "隐藏状态" },
  comma: "，",
  colon: "：",
  dash: "——",
  space: "",
  quoted: (text) => `“${text}”`,
  play: "播放",
  pause: "暂停",
  back: "后退一步",
  forward: "前进一步",
  step: (now, last) => `第 ${now} 步（0 至 ${last}）`,
  stepLabel: "时间步",
  words: "词汇表",
  wordsLabel: "词汇表：本页的词及其含义",
  axes: {
    step: "时间步 t",
    gates: (names) => `${names}：0 关，1 开`,
    states: (names) => `${names}：数值，无单位`,
  },
  footer: "只有一个文件，不需要网络：您看到的一切都由本页根据其中的数值算出。",
  diagram: "一个 LSTM 细胞。蓝线传递正值，橙线传递负值；线的粗细表示数值大小。",
  hold: {
    title: "把一份记忆握在手中",
    lead: (symbol) =>
      `LSTM（长短期记忆网络）是一种会保存记忆的网络。这里是它的一个**单元**，也就是一份记忆：它只看到一次 **${symbol}**，随后是九个干扰符号。最后问它：当初是 A 还是 B？`,
    counted: "时间步从 0 数起，在这里、故事里、探索页里以及库本身的数据里都一样：$t$ = 0 是第一个符号。",
    first: "要记住的符号",
    lstm: "LSTM 细胞状态",
    plain: "普通 RNN 状态",
    symbols: "读到的符号",
    says: "最后的回答",
    lstmSays: "LSTM",
    plainSays: "普通 RNN",
    chance: (symbol, chance) => `${symbol}：${chance}`,
    right: "还记得",
    wrong: "答错了",
    unsure: "在猜",
    invite: "拖动我",
    scope: "您移动的门保持",
    scopes: { on: "从这一步起", once: "仅在这一步" },
    reset: "把门交还给细胞",
    equation: "新的记忆：细胞状态",
    kept: "保留",
    written: "写入",
    shown: "从中显示出来的：隐藏状态",
    readout: (c, h, chance) => `$c_t$ = ${c}，$h_t$ = ${h}；若现在提问，LSTM 会说是 A：${chance}`,
    plainFormula:
      "RNN（循环神经网络）也是一步一步地读，并把状态传下去。普通单元没有门：每一步，它所保存的一切都要经过同一次压缩 tanh，变到 −1 与 1 之间：",
    plainNote:
      "每一步，它保存的内容大约缩小到原来的 $u$ 倍。若 $u$ 大于 1，单个单元可以锁住一个值，但就再也放不开，而且很难学会：导览的最后一章说明原因。",
    weight: "它的权重 u",
    tries: "试一试",
    tasks: {
      half: "从第 1 步起把遗忘门保持在 0.50。几步之后剩下不到十分之一？",
      wipe: "有意遗忘：在中间某一步把它置为 0，只此一步。",
      other: "让细胞认定是另一个符号。需要动哪些门？",
    },
    happened: {
      and: "、",
      half: (n, product, old, left, at, c) =>
        `每一步只保留一半：${n} 步之后 ${product}，不到十分之一。旧记忆 ${old} 只剩 ${left}；第 ${at} 步时细胞里多出来的（$c_{${at}}$ = ${c}）是这期间写入的。`,
      wipe: (at, old, c, end, chance) =>
        `在第 ${at} 步，旧记忆 ${old} 被乘以 0：什么也没有留下。$c_{${at}}$ = ${c} 只是这一步写入的内容；以后各步只是保留它的一部分再加上新的内容，谁也找不回 ${old}。细胞状态最后为 ${end}；这时提问，它说是 A：${chance}。`,
      other: (c, h, claims, chance, held) =>
        `细胞状态最后为 ${c}，显示 ${h}：符号如此，所以回答 ${claims}（${chance}）。您按住了：${held}。要让它改口，必须写入符号相反的值，即输入门 × 候选值；只靠遗忘，它只能猜。`,
    },
    done: "完成",
    next: "接下来：逐个门的导览",
    hint: "门是一个数，决定让多少通过：0 全不通过，1 全部通过。候选值（−1 到 1）是可以写入的内容。拖动一个门，或选中后用方向键（按住 Shift 步子更大，按 Delete 交还给细胞）。",
    source: "这个细胞的权重是手工设定的，为的是数值容易读；导览中的故事来自真正训练过的模型。",
  },
  tour,
  explore,
  glossary,
};
