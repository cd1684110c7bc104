// SPDX-License-Identifier: Apache-2.0 – built from explorer-ui, do not edit
"use strict";var openlstmExplorer=(()=>{var Pe=Object.defineProperty;var Lo=Object.getOwnPropertyDescriptor;var No=Object.getOwnPropertyNames;var zo=Object.prototype.hasOwnProperty;var Fo=(e,t)=>{for(var o in t)Pe(e,o,{get:t[o],enumerable:!0})},Co=(e,t,o,r)=>{if(t&&typeof t=="object"||typeof t=="function")for(let n of No(t))!zo.call(e,n)&&n!==o&&Pe(e,n,{get:()=>t[n],enumerable:!(r=Lo(t,n))||r.enumerable});return e};var Oo=e=>Co(Pe({},"__esModule",{value:!0}),e);var Br={};Fo(Br,{lesson:()=>qr,mount:()=>Ir});var at={title:"A tour of the cell",chapters:"Chapters",previous:"Back",next:"Next",toExplorer:"To the explorer",here:"The step below: the cell of the first page reads",textbook:"Text-book",pytorch:"PyTorch",spelling:"Two spellings of one thing",spellingNote:"One dense layer on the joined vector $[h_{t−1}, x_t]$ is the same as one on $h_{t−1}$ plus one on $x_t$. Here $x_t$ is 1 in the place of the symbol read and 0 elsewhere, so only that column counts.",question:"Before you look",right:"Yes.",wrong:"Not quite.",show:"Just show me",curve:{sigmoid:"σ turns any number into one between 0 and 1",tanh:"tanh turns any number into one between −1 and 1"},curveAxis:"before",curveValue:"after",story:"From a trained model",open:"Open in the explorer",noStory:"This page was made without the trained stories.",storyField:(e,t,o)=>`${e} of unit ${t}, layer ${o}`,forget:{name:"Forget gate",title:"The forget gate: how much of the memory stays",text:["The cell state $c$ is the memory. Before anything new is written, the **forget gate** decides what share of the old memory passes: 1 keeps all of it, 0 wipes it out.","It looks at two things: the hidden state $h_{t−1}$ from one step ago and the present input $x_t$. A dense layer makes one number of them, and σ squeezes that into the range from 0 to 1."],ask:e=>`The dense layer gives ${e}. What will $f_t$ be?`,reveal:(e,t,o)=>`$f_t$ = σ(…) = ${e}: of the old memory ${t}, ${o} stays.`},input:{name:"Input gate",title:"Input gate and candidate: what is written",text:["The **candidate** $g_t$ is what could be written: a tanh, so between −1 and 1.","The **input gate** $i_t$ decides how much of it is: near 0 the cell ignores the present input, near 1 it writes all of the candidate. What reaches the memory is the product of the two."],ask:(e,t)=>`The input gate is at ${e}, the candidate is ${t}. How much will be written?`,reveal:(e,t,o)=>`${e} × ${t} = ${o}. A gate near zero lets hardly anything through.`},cell:{name:"Cell update",title:"The cell update: the carousel",text:["Now the memory moves one step on: what was kept, plus what is written. **There is no dense layer and no squashing on this line**, only one product and one sum for each unit.","With $f_t$ at 1 and $i_t$ at 0 the value goes round unchanged, step after step. This is why it was called the constant error carousel: on the way back, the gradient is multiplied by $f_t$ and by nothing else."],ask:(e,t,o,r)=>`$f_t$ = ${e}, $c_{t−1}$ = ${t}, $i_t$ = ${o}, $g_t$ = ${r}. What will $c_t$ be?`,reveal:e=>`${e}.`,noDense:"No $W$, no σ, no tanh here."},output:{name:"Output gate",title:"The output gate: what is shown",text:["Not all that a cell remembers matters now. The **output gate** decides how much of the memory is shown to the rest of the network as the hidden state $h_t$.","The memory goes through tanh first, so that what is shown stays between −1 and 1. $h_t$ is also what all four dense layers read at the next step."],ask:(e,t)=>`The output gate is at ${e}, the memory is ${t}. What will $h_t$ be?`,reveal:(e,t,o)=>`$h_t$ = $o_t$ tanh($c_t$) = ${e} × ${t} = ${o}.`},both:{name:"Both directions",title:"Both directions: the sentence read from two sides",text:["One LSTM knows only what came before. A **bidirectional** layer runs a second one from the end of the sentence to its beginning, with weights of its own, and joins the two hidden states at every step: $[h→_t ; h←_t]$.","At each character the forward half knows the left side, the reverse half the right side. Choose a character to see what each half has read."],ask:"At 爱, which characters has the reverse half read?",options:["我 and 爱","国, 中 and 爱","all four"],reveal:"The reverse half begins at the end: 国, 中, 爱. Only joined with the forward half (我, 爱) is the whole sentence known.",forward:"forward",reverse:"reverse",joined:"joined",has:e=>`has read ${e}`,cost:"What it costs",costNote:(e,t)=>`One layer, ${e} inputs, ${t} units in each direction; multiply-adds of the matrix products per step.`,costRows:{one:"one-way LSTM",two:"bidirectional LSTM",parameters:"parameters",adds:"multiply-adds",width:"width of its output",knows:"knows at step t"},left:"steps 1 to t",all:"the whole sentence",wait:"The price is not only the double work: a bidirectional layer must wait for the end, so it cannot predict as a stream comes in.",stacked:"A second bidirectional layer reads both halves (twice the width), so a stack costs more than twice."},gradient:{name:"Gradients",title:"Why an RNN’s gradient dies and the carousel’s does not",text:["To learn that a symbol long ago mattered, a part of the error must travel back through all steps between. In a plain RNN each step multiplies it by the same matrix and by the slope of tanh, which is at most 1: it shrinks (or grows) like a power.","Along the cell state each step multiplies it by $f_t$ alone. A gate near 1 lets it pass. **But the gate must be there**: at the usual initialisation $f$ is about 0.5, and the gradient of the LSTM dies almost as fast. A forget bias of 1 or more changes that."],ask:"An error comes back over 50 steps. With f = 0.5 at each step, how much of it is left on the carousel?",options:["about a half","about a hundredth","less than 10⁻¹⁵"],reveal:"0.5 to the power of 50 is 9·10⁻¹⁶. With f = 0.97 it would be 0.22.",chart:"Gradient that is left, by how far it came back",axis:"steps back (lag)",left:"share of the gradient left",table:"The same curves as numbers",at:e=>`lag ${e}`,none:"underflow",seeds:(e,t)=>`Real runs: ${e} seeds, ${t} units.`,missing:"This page was made without the measured gradients.",own:"Try it: the same gate at every step",ownGate:"forget gate f",ownSteps:"steps back",ownLeft:(e,t,o)=>`${e} to the power of ${t} = ${o}`}};var it={title:"The explorer",lead:"Every gate and state of a trained model, over time. Click a unit; play; hold a gate and see what the prediction becomes.",empty:'This page holds no model. openlstm explore opens one with models inside, and explore(model, inputs).save("page.html") shows yours.',model:"Model",sample:"Sample",layer:"Layer",direction:"Direction",layerName:e=>`layer ${e}`,forward:"forward",reverse:"reverse (reads from the end)",compare:"Compare",single:"One only",second:"Second",speed:"Speed",speeds:{slow:"slow",normal:"normal",fast:"fast"},keys:"Keys: ← → step, ↑ ↓ unit, Space play, Home and End. On a map: click to choose step and unit.",input:"Input",colouredBy:"Coloured by",maps:"All units over time",mapHint:(e,t)=>`${e} units (rows) × ${t} steps (columns)`,limits:(e,t)=>`${e} to ${t}`,sort:"Sort units by",orders:{number:"number",memory:"time scale",activity:"activity",saturation:"saturation"},search:"Unit or text",searchFor:"Find a unit by its number, or by a text at which it stands out",noText:e=>`“${e}” is not read here`,follows:(e,t,o,r,n)=>`Unit ${e} stands out at “${o}”: its ${t} is ${r} standard deviations ${n?"higher":"lower"} there.`,noUnit:e=>`no unit ${e}`,rounded:"The numbers of this trace are rounded to save space.",exactness:e=>`Computed again in this page from the weights: the largest distance from the library’s numbers is ${e}.`,computed:"Computed in this page from the weights.",thinUnits:(e,t)=>`The trace holds ${e} of ${t} units.`,thinSteps:(e,t,o)=>o>1?`It holds one step of every ${o}: ${e} of ${t}.`:`It holds ${e} of ${t} steps.`,thinDraw:(e,t)=>`${e} units are drawn on ${t} pixel rows: each row shows one of them, chosen evenly.`,thinDrawSteps:(e,t)=>`${e} steps are drawn on ${t} pixel columns: each shows one of them, chosen evenly.`,nan:(e,t,o,r)=>`NaN: it begins in layer ${t} at step ${o}, unit ${r}, ${e}. Cells with NaN are drawn in magenta.`,unit:"Unit",unitName:e=>`Unit ${e}`,whole:"Whole layer",one:"One unit",wholeNote:"Means over the units of the layer; the means do not multiply as one unit’s values do.",gap:"The step before this one was left out of the page, so that its cell state is not known here.",overTime:"Over time",timeScale:"Time scale",timeScaleValue:e=>`${e} steps until a memory has shrunk to 1/e (−1 / mean ln f over this sample)`,saturation:"Saturated",saturationRow:(e,t,o)=>`${e}: closed (< 0.1) ${t} of the steps, open (> 0.9) ${o}`,conditions:{dead:"dead: h never leaves zero",closed:"never shown: the output gate stays closed",unwritten:"never written: the input gate stays closed",integrator:"integrator: forgets nothing",memoryless:"memoryless: the forget gate stays closed"},prediction:"Prediction",predictionAt:e=>`at step ${e}`,predictionOnce:"for the whole sample",asModel:"as the model has it",edited:"with your edits",was:e=>`was ${e}`,truth:"right answer",more:e=>`and ${e} more`,hold:"Hold a gate",gate:"Gate",action:"do",of:"of",from:"from",actions:{zero:"zero",open:"open (1)",freeze:"freeze",half:"set to 0.5"},units:{one:e=>`unit ${e}`,all:"all units of the layer"},scope:{on:e=>`step ${e} on`,onReverse:e=>`step ${e} on (to the left: this direction reads backwards)`},apply:"Apply",clear:"Remove all",remove:"Remove",editLine:(e,t,o,r,n)=>`${o}, ${t}: ${e} ${r} from step ${n}`,what:{zero:"zeroed",open:"opened",freeze:"frozen",value:e=>`held at ${e}`},noWeights:e=>`Gates cannot be edited here: the page holds the trace but not the weights${e}.`,noWeightsSize:e=>` (${e} MB)`,dragHint:"Drag a tank to hold that gate from this step on.",nothing:"No gate is held. Everything shown is the model’s own.",changed:e=>`Predictions that changed their first place: ${e} steps.`,readout:(e,t,o,r)=>`${e}, unit ${t}, step ${o}${r&&`, “${r}”`}`};var st={name:"English",title:"Inside an LSTM",views:{hold:"Hold a cell",tour:"Tour",explore:"Explorer"},sections:"Sections",language:"中文",languageLabel:"Show this page in Chinese",theme:{auto:"Theme: as the system",light:"Theme: light",dark:"Theme: dark"},gate:{f:"forget gate",i:"input gate",g:"candidate",o:"output gate"},gateShort:{f:"forget",i:"input",g:"candidate",o:"output"},field:{i:"input gate",f:"forget gate",g:"candidate",o:"output gate",c:"cell state",h:"hidden state"},play:"Play",pause:"Pause",back:"Step back",forward:"Step forward",step:(e,t)=>`Step ${e} of ${t}`,stepLabel:"Step",footer:"One file, no network: all that you see is computed in this page from the numbers inside it.",diagram:"An LSTM cell. Blue lines carry positive values, orange ones negative values; a line is as wide as its value.",hold:{title:"Hold one memory in your hand",lead:e=>`An LSTM is a network that keeps memories. Here is one: it sees **${e}** once, then nine other symbols that distract it. At the end it is asked: was it A or B?`,first:"Symbol to remember",lstm:"LSTM cell state",plain:"Plain RNN state",symbols:"Symbol read",says:"At the end",lstmSays:"LSTM",plainSays:"Plain RNN",chance:(e,t)=>`${e}: ${t}`,right:"remembers",wrong:"is wrong",unsure:"is guessing",invite:"drag me",scope:"A gate you move is held",scopes:{on:"from this step on",once:"at this step only"},reset:"Give the gates back",equation:"The new memory",kept:"kept",written:"written",shown:"What is shown",readout:(e,t,o)=>`$c_t$ = ${e}, $h_t$ = ${t}; asked now, the LSTM would say A: ${o}`,plainFormula:"The plain unit has no gate. At every step all it holds goes through one squashing:",plainNote:"Everything it holds shrinks to about $u$ of its size at each step. With $u$ above 1 one unit can latch on, but then it cannot let go, and it is hard to learn: the last chapter of the tour shows why.",weight:"its weight u",tries:"Try",tasks:{half:"Hold the forget gate at 0.50 from step 2 on. How many steps until less than a tenth is left?",wipe:"Forget on purpose: hold it at 0 at a single step in the middle.",other:"Make the cell claim the other symbol. Which gates do you need?"},done:"done",next:"Next: the tour, gate by gate",hint:"Drag a gate, or focus it and use the arrow keys (Shift for larger steps, Delete to give it back).",source:"The weights of this one cell are set by hand so that the numbers are easy to read; the stories of the tour come from models that were trained."},tour:at,explore:it};var lt={title:"探索",lead:"一个训练过的模型的所有门和状态，随时间展开。点选一个单元；播放；按住一个门，看预测变成什么。",empty:'本页没有模型。openlstm explore 会打开带模型的页面；explore(model, inputs).save("page.html") 可以展示您自己的模型。',model:"模型",sample:"样本",layer:"层",direction:"方向",layerName:e=>`第 ${e} 层`,forward:"正向",reverse:"反向（从末尾读起）",compare:"对比",single:"只看一个",second:"第二个",speed:"速度",speeds:{slow:"慢",normal:"中",fast:"快"},keys:"按键：← → 时间步，↑ ↓ 单元，空格播放，Home 与 End。在图上点击可选择时间步和单元。",input:"输入",colouredBy:"着色依据",maps:"所有单元随时间的变化",mapHint:(e,t)=>`${e} 个单元（行）× ${t} 步（列）`,limits:(e,t)=>`${e} 到 ${t}`,sort:"单元排序",orders:{number:"编号",memory:"时间尺度",activity:"活跃程度",saturation:"饱和程度"},search:"单元或文字",searchFor:"按编号查找单元，或查找在某段文字处表现突出的单元",noText:e=>`这里没有读到“${e}”`,follows:(e,t,o,r,n)=>`${e} 号单元在“${o}”处表现突出：其${t}在此${n?"高":"低"} ${r} 个标准差。`,noUnit:e=>`没有 ${e} 号单元`,rounded:"为节省空间，这份记录中的数值经过舍入。",exactness:e=>`本页根据权重重新计算：与库的数值最大相差 ${e}。`,computed:"由本页根据权重算出。",thinUnits:(e,t)=>`记录包含 ${t} 个单元中的 ${e} 个。`,thinSteps:(e,t,o)=>o>1?`每 ${o} 步取一步：${t} 步中的 ${e} 步。`:`包含 ${t} 步中的 ${e} 步。`,thinDraw:(e,t)=>`${e} 个单元画在 ${t} 行像素上：每行显示其中一个，均匀选取。`,thinDrawSteps:(e,t)=>`${e} 步画在 ${t} 列像素上：每列显示其中一步，均匀选取。`,nan:(e,t,o,r)=>`NaN：最早出现在第 ${t} 层第 ${o} 步第 ${r} 号单元的${e}。NaN 以洋红色显示。`,unit:"单元",unitName:e=>`${e} 号单元`,whole:"整层",one:"单个单元",wholeNote:"显示的是该层各单元的平均值；平均值之间不像单个单元的数值那样相乘。",gap:"页面没有保留前一步，因此这里不知道它的细胞状态。",overTime:"随时间的变化",timeScale:"时间尺度",timeScaleValue:e=>`记忆缩小到 1/e 需要 ${e} 步（本样本上的 −1 / mean ln f）`,saturation:"饱和",saturationRow:(e,t,o)=>`${e}：关闭（< 0.1）占 ${t} 的步数，打开（> 0.9）占 ${o}`,conditions:{dead:"失活：h 始终为零",closed:"从不显示：输出门一直关闭",unwritten:"从不写入：输入门一直关闭",integrator:"积分器：什么也不忘",memoryless:"无记忆：遗忘门一直关闭"},prediction:"预测",predictionAt:e=>`第 ${e} 步`,predictionOnce:"对整个样本",asModel:"模型原本的预测",edited:"按您的改动",was:e=>`原为 ${e}`,truth:"正确答案",more:e=>`另有 ${e} 项`,hold:"按住一个门",gate:"门",action:"操作",of:"对象",from:"起点",actions:{zero:"置零",open:"打开（1）",freeze:"冻结",half:"设为 0.5"},units:{one:e=>`${e} 号单元`,all:"该层所有单元"},scope:{on:e=>`从第 ${e} 步起`,onReverse:e=>`从第 ${e} 步起（向左：此方向倒着读）`},apply:"应用",clear:"全部移除",remove:"移除",editLine:(e,t,o,r,n)=>`${o}，${t}：${e}从第 ${n} 步起${r}`,what:{zero:"置零",open:"打开",freeze:"冻结",value:e=>`保持在 ${e}`},noWeights:e=>`这里不能改动门：本页只有记录，没有权重${e}。`,noWeightsSize:e=>`（${e} MB）`,dragHint:"拖动一个槽，即从这一步起按住该门。",nothing:"没有按住任何门。显示的都是模型自己的数值。",changed:e=>`首选预测有变的步数：${e}。`,readout:(e,t,o,r)=>`${e}，${t} 号单元，第 ${o} 步${r&&`，“${r}”`}`};var pt={title:"细胞导览",chapters:"章节",previous:"上一章",next:"下一章",toExplorer:"前往探索",here:"下面这一步：第一页的细胞读到",textbook:"教科书",pytorch:"PyTorch",spelling:"同一件事的两种写法",spellingNote:"对拼接向量 $[h_{t−1}, x_t]$ 用一个全连接层，等于对 $h_{t−1}$ 和 $x_t$ 各用一个再相加。这里 $x_t$ 在所读符号的位置是 1，其余为 0，所以只有那一列起作用。",question:"先猜一猜",right:"对。",wrong:"不太对。",show:"直接看答案",curve:{sigmoid:"σ 把任意数变成 0 到 1 之间的数",tanh:"tanh 把任意数变成 −1 到 1 之间的数"},curveAxis:"之前",curveValue:"之后",story:"来自训练过的模型",open:"在探索中打开",noStory:"本页制作时没有加入训练过的故事。",storyField:(e,t,o)=>`第 ${o} 层第 ${t} 号单元的${e}`,forget:{name:"遗忘门",title:"遗忘门：保留多少记忆",text:["细胞状态 $c$ 就是记忆。在写入新内容之前，**遗忘门**决定旧记忆有多少可以通过：1 全部保留，0 全部抹去。","它看两样东西：上一步的隐藏状态 $h_{t−1}$ 和当前输入 $x_t$。一个全连接层把它们变成一个数，σ 再把这个数压到 0 与 1 之间。"],ask:e=>`全连接层给出 ${e}。$f_t$ 会是多少？`,reveal:(e,t,o)=>`$f_t$ = σ(…) = ${e}：旧记忆 ${t} 保留下 ${o}。`},input:{name:"输入门",title:"输入门与候选值：写入什么",text:["**候选值** $g_t$ 是可以写入的内容：它经过 tanh，所以在 −1 与 1 之间。","**输入门** $i_t$ 决定写入多少：接近 0 时细胞忽略当前输入，接近 1 时写入整个候选值。进入记忆的是两者之积。"],ask:(e,t)=>`输入门为 ${e}，候选值为 ${t}。会写入多少？`,reveal:(e,t,o)=>`${e} × ${t} = ${o}。门接近零时，几乎什么也通不过。`},cell:{name:"细胞更新",title:"细胞更新：传送带",text:["现在记忆前进一步：保留下来的，加上写入的。**这条线上没有全连接层，也没有压缩**，每个单元只有一次乘法和一次加法。","当 $f_t$ 为 1 而 $i_t$ 为 0 时，数值一步一步原样传下去。所以它被称为“恒定误差传送带”：回传时梯度只乘以 $f_t$，不乘别的。"],ask:(e,t,o,r)=>`$f_t$ = ${e}，$c_{t−1}$ = ${t}，$i_t$ = ${o}，$g_t$ = ${r}。$c_t$ 会是多少？`,reveal:e=>`${e}。`,noDense:"这里没有 $W$，没有 σ，也没有 tanh。"},output:{name:"输出门",title:"输出门：显示什么",text:["细胞记住的东西并非此刻都有用。**输出门**决定记忆有多少作为隐藏状态 $h_t$ 显示给网络的其余部分。","记忆先经过 tanh，使显示的值保持在 −1 与 1 之间。下一步的四个全连接层读的也正是 $h_t$。"],ask:(e,t)=>`输出门为 ${e}，记忆为 ${t}。$h_t$ 会是多少？`,reveal:(e,t,o)=>`$h_t$ = $o_t$ tanh($c_t$) = ${e} × ${t} = ${o}。`},both:{name:"双向",title:"双向：从两边读同一句话",text:["单个 LSTM 只知道前面的内容。**双向**层再用一个 LSTM 从句尾读到句首，它有自己的权重；每一步把两个隐藏状态拼接起来：$[h→_t ; h←_t]$。","在每个字上，正向的一半知道左边，反向的一半知道右边。点选一个字，看看两半各读到了什么。"],ask:"读到“爱”时，反向的一半读过哪些字？",options:["我、爱","国、中、爱","全部四个"],reveal:"反向的一半从句尾开始：国、中、爱。只有与正向的一半（我、爱）拼接起来，才知道整句话。",forward:"正向",reverse:"反向",joined:"拼接",has:e=>`已读 ${e}`,cost:"代价是多少",costNote:(e,t)=>`一层，${e} 个输入，每个方向 ${t} 个单元；乘加次数按每步的矩阵乘积计。`,costRows:{one:"单向 LSTM",two:"双向 LSTM",parameters:"参数个数",adds:"乘加次数",width:"输出宽度",knows:"在第 t 步知道"},left:"第 1 到 t 步",all:"整句话",wait:"代价不只是加倍的计算：双向层必须等到句尾，因此不能边读边预测。",stacked:"再叠一层双向层时，它要读两半（宽度加倍），所以多层的代价超过两倍。"},gradient:{name:"梯度",title:"为什么 RNN 的梯度会消失，而传送带不会",text:["要学会很久以前的一个符号有用，误差的一部分必须穿过其间所有的步子传回去。在普通 RNN 里，每一步都乘以同一个矩阵，再乘以 tanh 的斜率（至多为 1）：它像幂一样缩小（或增大）。","沿着细胞状态，每一步只乘以 $f_t$。门接近 1 时梯度可以通过。**但门必须先打开**：按通常的初始化，$f$ 约为 0.5，LSTM 的梯度几乎同样快地消失。把遗忘门的偏置设为 1 或更大，情况就不同了。"],ask:"误差要往回传 50 步。若每步 f = 0.5，传送带上还剩多少？",options:["约一半","约百分之一","不到 10⁻¹⁵"],reveal:"0.5 的 50 次方是 9·10⁻¹⁶。若 f = 0.97，则为 0.22。",chart:"按回传的距离，梯度还剩多少",axis:"往回的步数",left:"剩下的梯度比例",table:"同样的曲线，以数值表示",at:e=>`往回 ${e} 步`,none:"下溢",seeds:(e,t)=>`真实运行：${e} 个随机种子，${t} 个单元。`,missing:"本页制作时没有加入测得的梯度。",own:"试一试：每一步用同一个门",ownGate:"遗忘门 f",ownSteps:"往回的步数",ownLeft:(e,t,o)=>`${e} 的 ${t} 次方 = ${o}`}};var ct={name:"中文",title:"走进 LSTM 的内部",views:{hold:"亲手操作",tour:"导览",explore:"探索"},sections:"各部分",language:"English",languageLabel:"用英文显示本页",theme:{auto:"主题：跟随系统",light:"主题：浅色",dark:"主题：深色"},gate:{f:"遗忘门",i:"输入门",g:"候选值",o:"输出门"},gateShort:{f:"遗忘",i:"输入",g:"候选",o:"输出"},field:{i:"输入门",f:"遗忘门",g:"候选值",o:"输出门",c:"细胞状态",h:"隐藏状态"},play:"播放",pause:"暂停",back:"后退一步",forward:"前进一步",step:(e,t)=>`第 ${e} 步，共 ${t} 步`,stepLabel:"时间步",footer:"只有一个文件，不需要网络：您看到的一切都由本页根据其中的数值算出。",diagram:"一个 LSTM 细胞。蓝线传递正值，橙线传递负值；线的粗细表示数值大小。",hold:{title:"把一份记忆握在手中",lead:e=>`LSTM 是一种会保存记忆的网络。这里是其中一份记忆：它只看到一次 **${e}**，随后是九个干扰符号。最后问它：当初是 A 还是 B？`,first:"要记住的符号",lstm:"LSTM 细胞状态",plain:"普通 RNN 状态",symbols:"读到的符号",says:"最后的回答",lstmSays:"LSTM",plainSays:"普通 RNN",chance:(e,t)=>`${e}：${t}`,right:"还记得",wrong:"答错了",unsure:"在猜",invite:"拖动我",scope:"您移动的门保持",scopes:{on:"从这一步起",once:"仅在这一步"},reset:"把门交还给细胞",equation:"新的记忆",kept:"保留",written:"写入",shown:"显示出来的",readout:(e,t,o)=>`$c_t$ = ${e}，$h_t$ = ${t}；若现在提问，LSTM 会说是 A：${o}`,plainFormula:"普通单元没有门。每一步，它所保存的一切都要经过同一次压缩：",plainNote:"每一步，它保存的内容大约缩小到原来的 $u$ 倍。若 $u$ 大于 1，单个单元可以锁住一个值，但就再也放不开，而且很难学会：导览的最后一章说明原因。",weight:"它的权重 u",tries:"试一试",tasks:{half:"从第 2 步起把遗忘门保持在 0.50。几步之后剩下不到十分之一？",wipe:"有意遗忘：在中间某一步把它置为 0，只此一步。",other:"让细胞认定是另一个符号。需要动哪些门？"},done:"完成",next:"接下来：逐个门的导览",hint:"拖动一个门，或选中后用方向键（按住 Shift 步子更大，按 Delete 交还给细胞）。",source:"这个细胞的权重是手工设定的，为的是数值容易读；导览中的故事来自真正训练过的模型。"},tour:pt,explore:lt};var Ve={en:st,zh:ct},dt=(e=navigator.languages)=>e.map(t=>t.toLowerCase().slice(0,2)).find(t=>t==="zh"||t==="en")==="zh"?"zh":"en",z=(e,t)=>e===void 0?"":typeof e=="string"?e:e[t];var Go="http://www.w3.org/2000/svg";function i(e,t={},...o){return mt(document.createElement(e),t,o)}function T(e,t={},...o){return mt(document.createElementNS(Go,e),t,o)}function mt(e,t,o){return R(e,t),ut(e,o),e}function R(e,t){for(let[o,r]of Object.entries(t))o.startsWith("aria-")&&typeof r=="boolean"?e.setAttribute(o,String(r)):typeof r=="function"?e.addEventListener(o.slice(2),r):r==null||r===!1?e.removeAttribute(o):e.setAttribute(o,r===!0?"":String(r))}function ut(e,t){for(let o of t)o==null||o===!1||e.append(o instanceof Node?o:String(o))}function N(e,...t){e.replaceChildren(),ut(e,t)}function F(e,t,o={}){return i("button",{type:"button",onclick:t,...o},e)}function B(e,t,o,r,n={}){let a=i("select",{onchange:()=>r(a.value),...n},...t.map(({value:s,label:p})=>i("option",{value:s,selected:s===o},p)));return a.value=o,i("label",{class:"pick"},i("span",{},e),a)}function Le(e,t){let o=-1,r=new ResizeObserver(()=>{let n=Math.floor(e.clientWidth);n&&n!==o&&t(o=n)});return r.observe(e),()=>r.disconnect()}var ht=["i","f","g","o"],ne=e=>e>=0?1/(1+Math.exp(-e)):Math.exp(e)/(1+Math.exp(e));function Ro(e,t){let o=()=>new Float64Array(e*t.hidden);return{pre:new Float64Array(e*4*t.hidden),i:o(),f:o(),g:o(),o:o(),c:o(),h:new Float64Array(e*t.outputs)}}function Ne(e,t,o,r=!1,n){let a=t.length/e.inputs,s=Ro(a,e),p=o?.h??new Float64Array(e.outputs),l=o?.c??new Float64Array(e.hidden);for(let c=0;c<a;c++){let d=r?a-1-c:c;Ho(e,t.subarray(d*e.inputs,(d+1)*e.inputs),p,l,d,s,n),p=s.h.subarray(d*e.outputs,(d+1)*e.outputs),l=s.c.subarray(d*e.hidden,(d+1)*e.hidden)}return s}function Ho(e,t,o,r,n,a,s){let p=e.hidden,l=a.pre.subarray(n*4*p,(n+1)*4*p);for(let m=0;m<4*p;m++)l[m]=e.bias[m]+ke(e.ih,m*e.inputs,t)+ke(e.hh,m*e.outputs,o);let c=new Float64Array(p);for(let m=0;m<p;m++){let u=n*p+m,h=(v,f)=>s?s(v,n,m,f):f;a.i[u]=h("i",ne(l[m])),a.f[u]=h("f",ne(l[p+m])),a.g[u]=h("g",Math.tanh(l[2*p+m])),a.o[u]=h("o",ne(l[3*p+m])),a.c[u]=a.f[u]*r[m]+a.i[u]*a.g[u],c[m]=a.o[u]*Math.tanh(a.c[u])}let d=a.h.subarray(n*e.outputs,(n+1)*e.outputs);if(!e.hr)d.set(c);else for(let m=0;m<e.outputs;m++)d[m]=ke(e.hr,m*p,c)}function ke(e,t,o){let r=0;for(let n=0;n<o.length;n++)r+=e[t+n]*o[n];return r}function ze(e,t,o){let r=e.filter(a=>a.layer===t&&a.direction===o);if(!r.length)return;let n=r.map(()=>new Map);return(a,s,p,l)=>{let c=l;return r.forEach((d,m)=>{d.gate!==a||d.unit!==null&&d.unit!==p||De(d,s)&&(d.hold==="freeze"?(n[m].has(p)||n[m].set(p,c),c=n[m].get(p)):c=d.hold)}),c}}function De(e,t){return e.once?t===e.from:e.direction===1?t<=e.from:t>=e.from}function Fe(e,t){let o=r=>r.layer===t.layer&&r.direction===t.direction&&r.gate===t.gate&&r.unit===t.unit&&r.from===t.from&&!r.once==!t.once;return[...e.filter(r=>!o(r)),t]}function G(e){let t=Uint8Array.from(atob(e.data),n=>n.charCodeAt(0)),o=Po(e,t),r=e.shape.reduce((n,a)=>n*a,1);if(o.length!==r)throw new Error(`packed numbers: shape ${e.shape} needs ${r} numbers, got ${o.length}`);return o}function Po(e,t){let o=new DataView(t.buffer);switch(e.dtype){case"float64":return Ce(t.length/8,r=>o.getFloat64(8*r,!0));case"float32":return Ce(t.length/4,r=>o.getFloat32(4*r,!0));case"float16":return Ce(t.length/2,r=>Vo(o.getUint16(2*r,!0)));case"uint8":{let r=e.low??0,n=((e.high??1)-r)/254;return Ce(t.length,a=>t[a]===255?NaN:r+t[a]*n)}}}function Ce(e,t){let o=new Float64Array(e);for(let r=0;r<e;r++)o[r]=t(r);return o}function Vo(e){let t=e&32768?-1:1,o=e>>10&31,r=e&1023;return o===0?t*r*2**-24:o===31?r?NaN:t*(1/0):t*(1+r/1024)*2**(o-15)}function ft(e,t,o,r){let n=t.length/o,a=p=>t.subarray(p*n,(p+1)*n),s=p=>Wo(e,Do(e,p));switch(e.reads){case"each":return{each:!0,rows:Array.from({length:o},(p,l)=>s(a(l)))};case"last":return{each:!1,rows:[s(a(o-1))]};case"final":return{each:!1,rows:[s(r)]};case"mean":{let p=new Float64Array(n);for(let l=0;l<t.length;l++)p[l%n]+=t[l]/o;return{each:!1,rows:[s(p)]}}}}function Do(e,t){let o=G(e.weight);return(e.bias?G(e.bias):new Float64Array(e.labels.length)).map((n,a)=>n+ke(o,a*t.length,t))}function Wo(e,t){if(e.kind==="sigmoid")return t.map(ne);if(e.kind==="linear")return t.map((a,s)=>a*(e.scale?.[s]??1)+(e.offset?.[s]??0));let o=Math.max(...t),r=t.map(a=>Math.exp(a-o)),n=r.reduce((a,s)=>a+s,0);return r.map(a=>a/n)}function gt(e,t){if(!e.head||!t.predictions)return;let o=G(t.predictions),r=e.head.labels.length;return{rows:Array.from({length:o.length/r},(a,s)=>o.subarray(s*r,(s+1)*r)),each:e.head.reads==="each"}}var ce=(e,t)=>e.each?e.rows[Math.min(t,e.rows.length-1)]:e.rows[0],fe=e=>Array.from(e.keys()).sort((t,o)=>e[o]-e[t]);var K=["i","f","g","o","c","h"],Oe=(e,t)=>e.layers.every(o=>o.directions.every(r=>r.weights))&&!t.thinned&&!!(t.ids||t.x),xt=new WeakMap;function Io(e,t){let o=xt.get(t);if(!o){let r=e.hidden_size;o={inputs:e.input_size,hidden:r,outputs:t.weight_hr?t.weight_hr.shape[0]:r,ih:G(t.weight_ih),hh:G(t.weight_hh),bias:t.bias?G(t.bias):new Float64Array(4*r),hr:t.weight_hr&&G(t.weight_hr)},xt.set(t,o)}return o}function qo(e,t){if(t.x)return G(t.x);let o=e.layers[0].input_size,r=t.ids??[],n=new Float64Array(r.length*o),a=e.embedding&&G(e.embedding);return r.forEach((s,p)=>{a?n.set(a.subarray(s*o,(s+1)*o),p*o):n[p*o+s]=1}),n}function Se(e,t,o=[]){let r=qo(e,t),n=[];return e.layers.forEach((a,s)=>{let p=a.directions.map((l,c)=>{let d=Io(a,l.weights);return Ne(d,r,Bo(t,s,c),c===1,ze(o,s,c))});n.push(p.map(l=>jo(l,a.hidden_size,t.steps))),r=bt(p.map(l=>l.h),t.steps)}),{traces:n,outlook:e.head&&ft(e.head,r,t.steps,Uo(n))}}function Bo(e,t,o){let r=e.state?.[t]?.[o];return r&&{h:G(r.h),c:G(r.c)}}function jo(e,t,o){let{pre:r,...n}=e;return{width:t,steps:o,units:Array.from({length:t},(a,s)=>s),pre:r,values:n}}function bt(e,t){let o=e.map(s=>s.length/t),r=o.reduce((s,p)=>s+p,0),n=new Float64Array(t*r),a=0;return e.forEach((s,p)=>{for(let l=0;l<t;l++)n.set(s.subarray(l*o[p],(l+1)*o[p]),l*r+a);a+=o[p]}),n}function Uo(e){let t=e[e.length-1].map(({values:o,steps:r},n)=>{let a=o.h.length/r,s=n===1?0:r-1;return o.h.slice(s*a,(s+1)*a)});return bt(t,1)}var Ko={slow:1200,normal:600,fast:120};function ge(e){let{t,steps:o,get:r,go:n}=e,a=0,s="normal",p=()=>o()-1,l=k=>n(Math.min(Math.max(k,0),p())),c=F("▶",h,{class:"round play","aria-label":t.play,title:t.play}),d=i("input",{type:"range",min:0,max:p(),step:1,"aria-label":t.stepLabel,oninput:()=>{v(),l(Number(d.value))}}),m=i("output",{class:"step-words"}),u=i("div",{class:"player",role:"group"},F("‹",()=>{v(),l(r()-1)},{class:"round","aria-label":t.back,title:t.back,"data-do":"back"}),c,F("›",()=>{v(),l(r()+1)},{class:"round","aria-label":t.forward,title:t.forward,"data-do":"forward"}),d,m,e.speeds&&B(t.explore.speed,["slow","normal","fast"].map(k=>({value:k,label:t.explore.speeds[k]})),s,k=>{s=k,a&&(v(),h())}));function h(){if(a)return v();r()>=p()&&l(0),a=window.setInterval(()=>r()>=p()?v():l(r()+1),Ko[s]),f(!0)}function v(){clearInterval(a),a=0,f(!1)}function f(k){c.textContent=k?"❚❚":"▶",R(c,{"aria-label":k?t.pause:t.play,title:k?t.pause:t.play})}return{element:u,toggle:h,stop:v,move:k=>{v(),l(r()+k)},update(){d.max=String(p()),d.value=String(r()),R(d,{"aria-valuetext":e.words(r())}),m.textContent=e.words(r())}}}function A(e,t=2){if(Number.isNaN(e))return"NaN";if(!Number.isFinite(e))return e<0?"−∞":"∞";let o=Math.abs(e).toFixed(t);return e<0&&Number(o)!==0?`−${o}`:o}function P(e){let t=Math.abs(e);return A(e,t>=1e3?0:t>=100?1:2)}function j(e,t=0){return`${A(100*e,t)} %`}function wt(e){return e>9999?"> 9999":A(e,e<10?1:0)}function Me(e){if(e===0||!Number.isFinite(e))return A(e,0);let t=Math.floor(Math.log10(Math.abs(e)));return t>=-2&&t<4?A(e,t>=1?0:1-t):`${A(e/10**t,1)}·10${We(t)}`}function We(e){return String(e).replace(/./g,t=>t==="-"?"⁻":"⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(t)])}var Ae=e=>String(e).replace(/\B(?=(\d{3})+$)/g," ");function Yo(e,t){let o=t.trace;return!o||!e.layers.every((n,a)=>n.directions.every((s,p)=>K.every(l=>o[a]?.[p]?.[l])))?null:e.layers.map((n,a)=>n.directions.map((s,p)=>Xo(s,n,o[a][p])))}function Xo(e,t,o){let r=e.units??Array.from({length:t.hidden_size},(a,s)=>s),n=Object.fromEntries(K.map(a=>[a,G(o[a])]));return{width:r.length,units:r,steps:o.c.shape[0],values:n}}var yt=new WeakMap;function xe(e,t){let o=yt.get(t);if(!o){let r=Yo(e,t),n=Oe(e,t)?Se(e,t):void 0;if(!r&&!n)throw new Error(`${t.id}: neither a whole trace nor weights with inputs`);let a=r&&n&&r.every((s,p)=>s.every((l,c)=>l.width===n.traces[p][c].width));o={traces:r??n.traces,outlook:gt(e,t)??n?.outlook,source:r?"library":"page",apart:a?Jo(r,n.traces):void 0},yt.set(t,o)}return o}function Jo(e,t){let o=0;return e.forEach((r,n)=>r.forEach((a,s)=>K.forEach(p=>{let l=t[n][s].values[p];a.values[p].forEach((c,d)=>{Number.isNaN(c)&&Number.isNaN(l[d])||(o=Math.max(o,Math.abs(c-l[d])))})}))),o}var ae=({thinned:e},t)=>e?e.start+e.every*t:t;function Ie(e,t,o,r,n,a,s){if(e.thinned&&e.thinned.every>1)return NaN;let p=a===1?s+1:s-1,l=t.values[o],c=l.length/t.steps;if(p>=0&&p<t.steps)return r<c?l[p*c+r]:NaN;if(e.thinned&&(a===1||e.thinned.start>0))return NaN;let d=e.state?.[n]?.[a]?.[o];return d?G(d)[t.units[r]]:0}function V(e,t,o){let r=e.values[t],n=r.length/e.steps,a=new Float64Array(e.steps);for(let s=0;s<e.steps;s++)a[s]=o<n?r[s*n+o]:NaN;return a}var se=e=>{let t=0;for(let o=0;o<e.length;o++)t+=e[o];return t/e.length},qe=e=>Math.abs(1/se(e.map(Math.log)));function be(e){let t=0,o=0;for(let r of e)r<.1&&t++,r>.9&&o++;return{left:t/e.length,right:o/e.length}}function vt(e,t){let o=a=>V(e,a,t),r=[];o("h").every(a=>Math.abs(a)<.001)&&r.push("dead"),be(o("o")).left>.99&&r.push("closed"),be(o("i")).left>.99&&r.push("unwritten");let n=be(o("f"));return n.right>.99&&r.push("integrator"),n.left>.99&&r.push("memoryless"),r}function $t(e,t){let o=Array.from({length:e.width},(n,a)=>a);if(t==="number")return o;let r=o.map(n=>t==="memory"?qe(V(e,"f",n)):t==="activity"?-Mt(V(e,"c",n)):-["i","f","o"].map(s=>be(V(e,s,n))).reduce((s,{left:p,right:l})=>s+p+l,0));return o.sort((n,a)=>r[n]-r[a]||n-a)}function kt(e,t){let o=t.replaceAll("␣"," ").replaceAll("↵",`
`);if(e.includes(o))return e.map(s=>s===o);let r=new Set,n=e.join("");for(let s=n.indexOf(o);o&&s>=0;s=n.indexOf(o,s+1))r.add(s+o.length);let a=0;return e.map(s=>r.has(a+=s.length))}function St(e,t,o){let r=null;for(let n=0;n<e.width;n++){let a=V(e,t,n),s=se(a.filter((c,d)=>o[d])),p=se(a.filter((c,d)=>!o[d])),l=(s-p)/Mt(a);Number.isFinite(l)&&Math.abs(l)>Math.abs(r?.by??0)&&(r={place:n,by:l})}return r}function Mt(e){let t=se(e);return Math.sqrt(se(e.map(o=>(o-t)**2)))}function At(e){for(let[t,o]of e.entries())for(let[r,n]of o.entries())for(let a=0;a<n.steps;a++){let s=r===1?n.steps-1-a:a;for(let p of K){let l=n.values[p].length/n.steps;for(let c=0;c<l;c++)if(Number.isNaN(n.values[p][s*l+c]))return{layer:t,direction:r,step:s,unit:n.units[c]??c,field:p}}}return null}var Qo=[[68,1,84],[72,40,120],[62,74,137],[49,104,142],[38,130,142],[31,158,137],[53,183,121],[109,205,89],[180,222,44],[253,231,37]],Zo={light:[[156,66,8],[224,125,44],[246,196,144],[245,244,240],[150,200,228],[42,133,184],[6,76,122]],dark:[[255,178,102],[224,125,44],[126,66,24],[34,39,46],[22,76,112],[42,133,184],[138,206,240]]},er={light:[190,30,110],dark:[240,90,160]};function Tt(e,t){let o=Math.min(Math.max(t,0),1)*(e.length-1),r=Math.min(Math.floor(o),e.length-2),n=o-r;return[0,1,2].map(a=>Math.round(e[r][a]*(1-n)+e[r+1][a]*n))}var Be=e=>e==="i"||e==="f"||e==="o";function de(e,t,o,r){return Number.isNaN(t)?er[r]:Be(e)?Tt(Qo,t):Tt(Zo[r],(t/o+1)/2)}var we=([e,t,o])=>`rgb(${e},${t},${o})`,Et=([e,t,o])=>.299*e+.587*t+.114*o>140?"#14181d":"#fff";function oe(e,t){if(e!=="c")return 1;let o=t.reduce((r,n)=>Math.abs(n)>r?Math.abs(n):r,0);return[1,2,3,5,10,30,100,300,1e3].find(r=>o<=r)??1e3}function I(e,t={}){let o=[],r=/([_^])(?:\{([^}]*)\}|(\S))|`([^`]*)`|(tanh|ln)|([A-Za-z])|([^A-Za-z_^`]+)/gu;for(let[,n,a,s,p,l,c,d]of e.matchAll(r))n?o.push(i(n==="_"?"sub":"sup",{},a??s)):p!==void 0?o.push(i("b",{class:"n"},p)):c?o.push(i("i",{},c)):o.push(l??d);return i("span",{class:"math",...t},...o)}function Y(e){return e.split(/(\*\*[^*]+\*\*|\$[^$]+\$)/u).map(t=>t.startsWith("**")?i("strong",{},t.slice(2,-2)):t.startsWith("$")?I(t.slice(1,-1)):t)}var J=(e,t={})=>i("p",t,...Y(e));var tr={left:40,right:12,top:8};function le(e){let t=T("svg",{class:"chart",role:"img","aria-label":e.label}),o=i("div",{class:"legend"}),r=i("div",{class:"chart-box"},t,e.legend&&o),n={...tr,bottom:e.xLabel?38:22},a=[],s,p=0,l={low:e.low,high:e.high},c=w=>n.left+w/Math.max(e.steps-1,1)*(p-n.left-n.right),d=w=>e.log?Math.log10(Math.max(w,1e-300)):w,m=w=>{let[x,$]=[d(l.low),d(l.high)],b=(Math.min(Math.max(d(w),x),$)-x)/($-x||1);return n.top+(1-b)*(e.height-n.top-n.bottom)},u=w=>{let x="",$=!1;for(let b=0;b<w.length;b++){let L=Number.isFinite(w[b])&&!(e.log&&w[b]<l.low);L&&(x+=`${$?"L":"M"}${c(b).toFixed(1)} ${m(w[b]).toFixed(1)}`),$=L}return x},h=(w,x)=>{let $=Array.from(x,(L,g)=>`${c(g).toFixed(1)} ${m(L).toFixed(1)}`),b=Array.from(w,(L,g)=>`${c(g).toFixed(1)} ${m(L).toFixed(1)}`).reverse();return`M${[...$,...b].join("L")}Z`};function v(){p&&(R(t,{viewBox:`0 0 ${p} ${e.height}`,height:e.height}),N(t,...f(),...a.flatMap(w=>[w.low&&w.high&&T("path",{class:"band",d:h(w.low,w.high),style:`fill:${w.colour}`}),T("path",{class:"line",d:u(w.values),style:`stroke:${w.colour}`,"stroke-dasharray":w.dash})]),...k()),N(o,...a.map(w=>i("span",{},i("i",{class:"swatch",style:`border-color:${w.colour};border-top-style:${w.dash?"dashed":"solid"}`}),...Y(w.label)))))}function f(){let w=e.ticks??[l.low,(l.low+l.high)/2,l.high],x=e.tickText??(g=>e.log?g===1?"1":`10${We(Math.round(Math.log10(g)))}`:A(g,Number.isInteger(g)?0:1)),$=e.steps-1,b=or($,Math.max(2,Math.floor(p/90))),L=Array.from({length:Math.floor($/b)+1},(g,y)=>y*b);return[...w.flatMap(g=>[T("path",{class:g===0?"zero":"axis",d:`M${n.left} ${m(g)}H${p-n.right}`}),T("text",{x:n.left-6,y:m(g),dy:"0.34em","text-anchor":"end"},x(g))]),...L.map(g=>T("text",{x:c(g),y:e.height-n.bottom+16,"text-anchor":"middle"},e.xTick?e.xTick(g):g)),e.xLabel&&T("text",{x:p-n.right,y:e.height-4,"text-anchor":"end"},e.xLabel)]}function k(){if(s===void 0)return[];let w=s;return[T("path",{class:"cursor",d:`M${c(w)} ${n.top}V${e.height-n.bottom}`}),...a.filter(({values:x})=>Number.isFinite(x[w])).map(({values:x,colour:$})=>T("circle",{class:"dot",cx:c(w),cy:m(x[w]),r:4,style:`fill:${$}`}))]}if(e.onStep){let w=x=>{let $=(x.clientX-t.getBoundingClientRect().left-n.left)/(p-n.left-n.right);e.onStep(Math.min(Math.max(Math.round($*(e.steps-1)),0),e.steps-1))};t.addEventListener("pointerdown",x=>{t.setPointerCapture(x.pointerId),w(x)}),t.addEventListener("pointermove",x=>t.hasPointerCapture(x.pointerId)&&w(x)),t.style.cursor="pointer"}let _=Le(r,w=>{p=w,v()});return{element:r,stop:_,limits(w,x){l={low:w,high:x}},show(w,x){a=w,s=x,v()}}}function or(e,t){let o=Math.max(e/t,1),r=10**Math.floor(Math.log10(o));return[1,2,5,10].map(n=>n*r).find(n=>n>=o)}var _t=["var(--ink)","var(--glow)","var(--minus)","var(--i)","var(--g)"];function Ge(e,t){let{sample:o}=t,r=rr(o).map((a,s)=>{let{values:p}=a,l=[...p].filter(Number.isFinite),[c,d]=[Math.min(...l),Math.max(...l)],m=z(a.name,e.language)+(a.unit?` [${z(a.unit,e.language)}]`:"");return{plot:le({label:m,height:o.series?110:84,low:c,high:d>c?d:c+1,steps:p.length,legend:!0,onStep:t.go,tickText:P}),line:{values:p,colour:_t[s%_t.length],label:m}}}),n=nr(o,t);return{empty:!n&&!r.length,element:i("div",{class:"input-strip"},n?.element,...r.map(({plot:a})=>a.element)),show(a,s){n?.show(a,s,e.theme,t);for(let{plot:p,line:l}of r)p.show([l],s)},destroy:()=>r.forEach(({plot:a})=>a.stop())}}var je=3;function rr(e){if(e.series)return e.series.map(r=>({...r,values:G(r.values)}));let t=e.x?.shape[1]??0;if(!e.x||e.tokens&&t>je)return[];let o=G(e.x);return Array.from({length:Math.min(t,je)},(r,n)=>({name:t>je?`x[${n}] / ${t}`:`x[${n}]`,values:Float64Array.from({length:o.length/t},(a,s)=>o[s*t+n])}))}function nr(e,{go:t}){if(!e.tokens||e.series?.length&&e.steps>60)return null;let o=e.tokens.some(s=>s.length>1),r=e.tokens.map((s,p)=>i("span",{class:"token","data-step":p},s===`
`?"↵":s===" "?" ":s)),n=i("div",{class:`tokens${o?" long":""}`,dir:"auto"});e.tokens.forEach((s,p)=>{n.append(r[p]),s===`
`?n.append(i("br")):s===" "&&n.append(i("wbr"))}),n.addEventListener("click",s=>{let p=s.target.closest("[data-step]")?.dataset.step;p!==void 0&&t(Number(p))});let a=-1;return{element:n,show(s,p,l,{field:c,limit:d}){r.forEach((m,u)=>{let h=de(c,s[u],d,l);m.style.background=we(h),m.style.color=Et(h)}),r[a]?.classList.remove("now"),r[a=p]?.classList.add("now")}}}var Lt={zero:0,open:1,freeze:"freeze",half:.5};function Nt(e,{model:t,pane:o,editable:r,now:n,hold:a,change:s}){let{t:p}=e,l=p.explore;if(!r){let b=t.weights_left_out,L=b?l.noWeightsSize((b/1e6).toFixed(1)):"";return{element:i("div",{},i("h3",{},l.hold),i("p",{class:"note"},l.noWeights(L))),show:()=>{}}}let c="f",d="zero",m="one",u=i("span",{}),h=i("span",{class:"note"}),v=i("ul",{class:"edits"}),f=F(l.apply,()=>a(c,Lt[d],m==="all"?null:o.unit),{class:"primary small","data-do":"apply"}),k=i("div",{class:"edit-form"},B(l.gate,["f","i","g","o"].map(b=>({value:b,label:`${b} ${p.gate[b]}`})),c,b=>{c=b},{"data-do":"gate"}),B(l.action,Object.keys(Lt).map(b=>({value:b,label:l.actions[b]})),d,b=>{d=b},{"data-do":"action"}),u,f);function _(b){let L=b.hold==="freeze"?l.what.freeze:b.hold===0?l.what.zero:b.hold===1?l.what.open:l.what.value(A(b.hold)),g=l.layerName(b.layer)+(b.direction?` (${l.reverse})`:"");return l.editLine(p.gate[b.gate],b.unit===null?l.units.all:l.units.one(b.unit),g,L,b.from)}let w=-1;function x(){w!==o.unit&&(w=o.unit,N(u,B(l.of,[{value:"one",label:l.units.one(o.unit)},{value:"all",label:l.units.all}],m,b=>{m=b},{"data-do":"whom"}))),h.textContent=`${l.from}: ${o.direction?l.scope.onReverse(n()):l.scope.on(n())}`,N(v,...o.edits.length?o.edits.map(b=>i("li",{},_(b)," ",F("×",()=>{o.edits=o.edits.filter(L=>L!==b),s()},{class:"small","aria-label":`${l.remove}: ${_(b)}`}))):[i("li",{class:"note"},l.nothing)]),$.hidden=!o.edits.length}let $=F(l.clear,()=>{o.edits=[],s()},{class:"quiet","data-do":"clear"});return{element:i("div",{},i("h3",{},l.hold),k,h,v,$),show:x}}var ar=190;function zt(e,t,o,r){let{t:n}=e,a=Math.max(56,Math.min(o.width*9,ar)),s=Object.fromEntries(K.map(g=>[g,oe(g,o.values[g])])),p=i("p",{class:"readout map-readout"}," "),l=i("p",{class:"note"}),c=o,d=[],m={place:0,step:0},u=0,h=K.map(g=>{let y=i("canvas",{tabindex:0,role:"img"}),S=i("b",{class:"n","data-key":`map-${g}`}),M=i("figure",{class:"map","data-field":g},i("figcaption",{title:n.field[g]},I(g),i("span",{class:"map-name"},n.field[g]),S,Ue(e,g,s[g])),y),E={field:g,canvas:y,image:document.createElement("canvas"),value:S,element:M};return x(E),E}),v=i("div",{class:"maps"},...h.map(({element:g})=>g)),f=i("div",{},i("h3",{},n.explore.maps),i("p",{class:"note"},n.explore.mapHint(o.width,o.steps)),v,p,l);function k(g){let y=c.values[g.field],S=y.length/c.steps,M=Math.min(d.length,a),E=Math.min(c.steps,Math.max(u,1));g.image.width=E,g.image.height=M;let O=g.image.getContext("2d"),U=O.createImageData(E,M);for(let ee=0;ee<M;ee++){let H=d[Math.floor(ee*d.length/M)];for(let X=0;X<E;X++){let re=Math.floor(X*c.steps/E),C=H<S?y[re*S+H]:NaN;U.data.set([...de(g.field,C,s[g.field],e.theme),255],4*(ee*E+X))}}O.putImageData(U,0,0)}function _(g){if(!u)return;let y=Math.min(devicePixelRatio||1,2);g.canvas.width=u*y,g.canvas.height=a*y,g.canvas.style.height=`${a}px`;let S=g.canvas.getContext("2d");S.scale(y,y),S.imageSmoothingEnabled=!1,S.drawImage(g.image,0,0,u,a);let[M,E]=[u/c.steps,a/d.length],O=d.indexOf(m.place),U=(H,X,re,C)=>{S.strokeStyle="#fff",S.lineWidth=3,S.strokeRect(H,X,re,C),S.strokeStyle="#111",S.lineWidth=1,S.strokeRect(H,X,re,C)};U(m.step*M+.5,.5,Math.max(M-1,1),a-1),O>=0&&U(.5,O*E+.5,u-1,Math.max(E-1,1));let ee=c.values[g.field];g.value.textContent=P(ee[m.step*(ee.length/c.steps)+m.place]),R(g.canvas,{"aria-label":`${n.field[g.field]}: ${n.explore.mapHint(c.width,c.steps)}. ${n.explore.unitName(c.units[m.place])}, ${n.explore.predictionAt(ae(t,m.step))}: ${g.value.textContent}`})}function w(g,y){let S=g.canvas.getBoundingClientRect(),M=(E,O)=>Math.min(Math.max(Math.floor(E*O),0),O-1);return{step:M((y.clientX-S.left)/S.width,c.steps),place:d[M((y.clientY-S.top)/S.height,d.length)]}}function x(g){g.canvas.addEventListener("pointerdown",y=>{let{place:S,step:M}=w(g,y);g.canvas.focus({preventScroll:!0}),r(S,M)}),g.canvas.addEventListener("pointermove",y=>{let{place:S,step:M}=w(g,y);y.buttons&1&&r(S,M);let E=c.values[g.field],O=E[M*(E.length/c.steps)+S];N(p,n.explore.readout(n.field[g.field],c.units[S],ae(t,M),ir(t,M)),": ",i("b",{class:"n"},A(O,3)))}),g.canvas.addEventListener("pointerleave",()=>N(p," "))}function $(){return[c.width>a&&n.explore.thinDraw(c.width,a),u>0&&c.steps>u&&n.explore.thinDrawSteps(c.steps,u)].filter(Boolean).join(" ")}function b(){h.forEach(g=>{k(g),_(g)}),l.textContent=$()}let L=Le(v,()=>{u=Math.floor(h[0].canvas.clientWidth),d.length&&b()});return{element:f,destroy:L,draw(g,y){c=g,d=y,u&&b()},cursor(g,y,S){d=g,m={place:y,step:S},u&&h.forEach(_)}}}function Ue(e,t,o){let r=Be(t)?0:-o,n=Array.from({length:9},(a,s)=>we(de(t,r+(o-r)*s/8,o,e.theme)));return i("span",{class:"scale"},A(r,0),i("i",{style:`background:linear-gradient(to right,${n.join(",")})`,"aria-hidden":"true"}),A(o,0))}var ir=({tokens:e},t)=>e?.[t]&&e[t]!==String(t)?e[t]:"";function Ft(e,t,o,r){let{t:n}=e,a=n.explore,s=r.traces.flat(),p=t.layers.flatMap(m=>m.directions.map(()=>m.hidden_size)),l=s.findIndex((m,u)=>m.width<p[u]),c=At(r.traces),d=[c&&a.nan(n.field[c.field],c.layer,c.step,c.unit),r.apart!==void 0&&a.exactness(r.apart===0?"0":Me(r.apart)),r.source==="page"&&a.computed,sr(o)&&a.rounded,l>=0&&a.thinUnits(s[l].width,p[l]),o.thinned&&a.thinSteps(o.steps,o.thinned.of,o.thinned.every)];return i("div",{class:"honesty"},...d.filter(Boolean).map((m,u)=>i("p",{class:`note${c&&u===0?" warning":""}`},m)))}var sr=e=>(e.trace??[]).flat().some(t=>Object.values(t).some(({dtype:o})=>o==="float16"||o==="uint8"));var Ke=6;function Ot(e,t,o){let{t:r,language:n}=e,a=t.head,s=i("div",{class:"prediction","aria-live":"polite"}),p=a&&i("div",{},i("h3",{},z(a.name,n)||r.explore.prediction),s);function l(c,d,m,u){if(!a||!c||!d)return;let[h,v]=[ce(c,m),ce(d,m)],f=o.targets?.[c.each?m:0],k=a.kind==="linear"?Array.from(h.keys()):fe(h),_=k.slice(0,Ke),w=$=>a.kind==="linear"?`${P($)} ${z(a.unit,n)}`.trim():j($,1),x=a.kind==="linear"?Math.max(...[...h,...v].map(Math.abs),1e-9):1;N(s,i("p",{class:"note"},c.each?r.explore.predictionAt(ae(o,m)):r.explore.predictionOnce,", ",i("b",{"data-key":"edited"},u?r.explore.edited:r.explore.asModel)),i("ol",{class:"odds"},..._.map($=>i("li",{class:$===f&&a.kind!=="linear"?"target":null},i("span",{class:"odd-name"},Ct(z(a.labels[$],n))),i("span",{class:"odd-bar","aria-hidden":"true"},u&&i("i",{class:"was",style:`width:${100*Math.abs(v[$])/x}%`}),i("i",{style:`width:${100*Math.abs(h[$])/x}%`})),i("span",{class:"n","data-key":"odds","data-label":$},w(h[$])),i("span",{class:"note was"},u&&i("span",{"data-key":"odds-was","data-label":$},r.explore.was(w(v[$]))))))),k.length>Ke&&i("p",{class:"note"},r.explore.more(k.length-Ke)),f!==void 0&&f>=0&&i("p",{class:"note"},`${r.explore.truth}: `,i("b",{},a.kind==="linear"?w(f):Ct(z(a.labels[f],n)))),c.each&&a.kind!=="linear"&&i("p",{class:"note","data-key":"changed"},u?r.explore.changed(c.rows.filter(($,b)=>fe($)[0]!==fe(d.rows[b])[0]).length):" "))}return{element:p,show:l}}var Ct=e=>e===" "?"␣":e===`
`?"↵":e;function Gt(e,t,o){let{t:r,data:n,language:a}=e,s=n.models.find(({id:d})=>d===t.model),p=d=>{Object.assign(t,{edits:[]},d),o()},l=d=>d.map(({id:m,name:u})=>({value:m,label:z(u,a)})),c=s.layers.map((d,m)=>({value:String(m),label:r.explore.layerName(m)+(d.name?` (${d.name})`:"")}));return i("div",{class:"selectors"},B(r.explore.model,l(n.models),t.model,d=>{let m=n.models.find(u=>u.id===d);p({model:d,sample:m.samples[0].id,layer:0,direction:0})},{"data-do":"model"}),B(r.explore.sample,l(s.samples),t.sample,d=>p({sample:d}),{"data-do":"sample"}),B(r.explore.layer,c,String(t.layer),d=>p({layer:Number(d),edits:t.edits}),{"data-do":"layer"}),s.layers[t.layer].directions.length>1&&B(r.explore.direction,[{value:"0",label:r.explore.forward},{value:"1",label:r.explore.reverse}],String(t.direction),d=>p({direction:Number(d),edits:t.edits}),{"data-do":"direction"}))}var D={about:"One LSTM unit and one unit of a plain RNN, weights set by hand so that the numbers are easy to read.",symbols:["A","B","▲","●","■"],weight_ih:[[4.25,4.25,0,.1,-.1],[0,0,.18,-.1,.05],[1.47,-1.47,.21,-.35,.15],[.2,.2,-.2,.1,.3]],weight_hh:[[.1],[.2],[.3],[.4]],bias:[-2.05,3.2,0,1],rnn:{weight_ih:[1.13,-1.13,.14,-.16,.06],weight_hh:.75,bias:0},read:6,distractors:[2,3,4,3,2,4,2,3,4]};var Q=D.symbols,Ye=D.rnn.weight_hh,pr={inputs:Q.length,hidden:1,outputs:1,ih:Float64Array.from(D.weight_ih.flat()),hh:Float64Array.from(D.weight_hh.flat()),bias:Float64Array.from(D.bias)},ye=e=>[e,...D.distractors];function cr(e){let t=new Float64Array(e.length*Q.length);return e.forEach((o,r)=>t[r*Q.length+o]=1),t}var me=(e,t)=>Ne(pr,cr(e),void 0,!1,t);function Rt(e,t=Ye){let o=0;return Float64Array.from(e,r=>o=Math.tanh(D.rnn.weight_ih[r]+t*o+D.rnn.bias))}var ue=e=>ne(D.read*e);var ie={width:760,height:416,left:14,right:746,belt:44,bus:354,multiply:134,tank:{top:192,height:118,width:74},x:{f:176,i:308,g:418,o:540},out:634,inputX:92},Ht={width:372,height:440,left:4,right:368,belt:44,bus:372,multiply:136,tank:{top:196,height:132,width:56},x:{f:80,i:149,g:218,o:285},out:332,inputX:22};function Xe(e,t,o){let r=t==="g"?(o+1)/2:o;return e.tank.top+e.tank.height*(1-Math.min(Math.max(r,0),1))}function Pt(e,t,o){let r=Math.min(Math.max(1-(o-e.tank.top)/e.tank.height,0),1);return t==="g"?2*r-1:r}var Vt=e=>Number.isFinite(e)?1.5+8.5*Math.min(Math.abs(e),1.2):1.5;var dr={f:"forget",i:"input",g:"candidate",o:"output"};function Dt(e,t,o){let{top:r,height:n,width:a}=t.tank,s=t.x[e]-a/2,p=T("rect",{x:s+2,width:a-4,class:"fill"}),l=T("path",{class:"ghost"}),c=T("g",{class:"handle"},T("rect",{x:s-5,y:-5,width:a+10,height:10,rx:5}),T("path",{d:`M${s+a/2-8} -1.5h16M${s+a/2-8} 1.5h16`})),d=T("text",{class:"n value","text-anchor":"middle",x:s+a/2,"data-key":e}),m=!!o.onGate,u=T("g",{class:`tank gate-${e}`,"data-part":dr[e],"data-gate":e,...m&&{tabindex:0,role:"slider","aria-label":o.t.gate[e],"aria-orientation":"vertical","aria-valuemin":e==="g"?-1:0,"aria-valuemax":1}},T("rect",{x:s,y:r,width:a,height:n,rx:7,class:"glass"}),p,T("rect",{x:s,y:r,width:a,height:n,rx:7,class:"rim"}),e==="g"&&T("path",{class:"zero",d:`M${s} ${r+n/2}h${a}`}),l,m&&c,d,ur(e,t),T("text",{class:"gate-name","text-anchor":"middle",x:s+a/2,y:r+n+18},o.t.gateShort[e]),T("text",{class:"kind",x:s+a/2+8,y:r+n+36},e==="g"?"tanh":"σ"));return m&&fr(u,e,t,o),m&&o.invite&&e==="f"&&u.append(hr(t,o.invite)),{element:u,show(h,v,f){let k=Number.isFinite(h),_=k?Xe(t,e,h):r+n,w=e==="g"?r+n/2:r+n;R(p,{y:Math.min(_,w),height:Math.abs(w-_)}),R(c,{transform:`translate(0 ${_})`}),d.textContent=k?A(h):"?",R(d,{y:mr(_,t)}),u.classList.toggle("held",v),m&&R(u,{"aria-valuenow":A(h).replace("−","-"),"aria-valuetext":A(h)});let x=v&&f!==void 0&&Math.abs(f-h)>.005;R(l,{d:x?`M${s-4} ${Xe(t,e,f)}h${a+8}`:""})}}}function mr(e,{tank:{top:t,height:o}}){let r=e-11;return r>t+15?Math.min(r,t+o-9):Math.min(e+27,t+o-9)}function ur(e,t){let{top:o,width:r}=t.tank,n=t===ie;return T("text",{class:"name",x:t.x[e]-(n?12:8),y:o-9,"text-anchor":"end","data-width":r},T("tspan",{class:"v"},e),T("tspan",{class:"sub",dy:"0.28em"},"t"))}function hr(e,t){let{top:o}=e.tank,r=e.x.f-e.tank.width/2,n=e===ie,a=n?{x:r-14,y:o+40,anchor:"end"}:{x:4,y:o-58,anchor:"start"};return T("g",{class:"invite"},T("text",{x:a.x,y:a.y,"text-anchor":a.anchor},t),n&&T("path",{d:`M${r-26} ${a.y+10}v34m-5 -7l5 7l5 -7`}))}function fr(e,t,o,{onGate:r,onRelease:n}){let a=s=>{let p=e.ownerSVGElement.getScreenCTM(),l=(s.clientY-p.f)/p.d;return Math.round(100*Pt(o,t,l))/100};e.addEventListener("pointerdown",s=>{e.setPointerCapture(s.pointerId),e.focus({preventScroll:!0}),r(t,a(s)),s.preventDefault()}),e.addEventListener("pointermove",s=>{e.hasPointerCapture(s.pointerId)&&r(t,a(s))}),e.addEventListener("dblclick",()=>n?.(t)),e.addEventListener("keydown",s=>{(s.key==="Delete"||s.key==="Backspace")&&n?.(t);let p=gr(s,Number(e.getAttribute("aria-valuenow")),t);p!==null&&(r(t,p),s.preventDefault(),s.stopPropagation())})}function gr({key:e,shiftKey:t},o,r){let n=r==="g"?-1:0,a=t?.1:.01,s={ArrowUp:o+a,ArrowRight:o+a,ArrowDown:o-a,ArrowLeft:o-a,PageUp:o+.1,PageDown:o-.1,Home:n,End:1};return e in s?Math.round(100*Math.min(Math.max(s[e],n),1))/100:null}function xr(e){let{x:t,belt:o,bus:r,multiply:n,left:a,right:s,out:p,tank:l,inputX:c}=e,d=l.top+l.height,m="forget input candidate output",u=(h,v)=>({value:null,part:h,path:`M${v} ${r}V${d}`});return[{value:"h_prev",part:m,path:`M${a} ${r}H${c}`},{value:null,part:m,path:`M${c} ${e.height-4}V${r}`},{value:null,part:m,path:`M${c} ${r}H${t.o}`},u("forget",t.f),u("input",t.i),u("candidate",t.g),u("output",t.o),{value:"c_prev",part:"forget cell",path:`M${a} ${o}H${t.f}`},{value:"kept",part:"forget cell",path:`M${t.f} ${o}H${t.g}`},{value:"c",part:"cell output",path:`M${t.g} ${o}H${s-8}`},{value:"f",part:"forget",path:`M${t.f} ${l.top}V${o}`},{value:"i",part:"input",path:`M${t.i} ${l.top}V${n}H${t.g}`},{value:"g",part:"candidate",path:`M${t.g} ${l.top}V${n}`},{value:"written",part:"input candidate cell",path:`M${t.g} ${n}V${o}`},{value:"tanh",part:"output",path:`M${p} ${o}V${n}`},{value:"o",part:"output",path:`M${t.o} ${l.top}V${n}H${p}`},{value:"h",part:"output",path:`M${p} ${n}V${r}H${s-8}`}]}function It(e){let t=T("g",{class:"wires"}),o=xr(e).map(r=>{let n=T("path",{d:r.path,class:"wire","data-part":r.part});return t.append(n),{wire:r,path:n}});return t.append(Wt(e,e.belt,"cell output"),Wt(e,e.bus,"output")),{element:t,show(r){for(let{wire:n,path:a}of o){let s=n.value===null?NaN:r[n.value];a.style.strokeWidth=String(Vt(s)),R(a,{"data-sign":Number.isNaN(s)?"none":s<0?"minus":"plus"})}}}}var Wt=({right:e},t,o)=>T("path",{class:"arrow","data-part":o,d:`M${e-10} ${t-7}l10 7l-10 7z`});function qt(e){let{x:t,belt:o,multiply:r,out:n}=e,a=(l,c,d,m)=>T("g",{"data-part":m,class:"operator"},T("circle",{cx:l,cy:c,r:13}),T("text",{x:l,y:c,dy:"0.34em","text-anchor":"middle"},d)),s=e===ie?24:20,p=(o+r)/2+(e===ie?10:2);return T("g",{},a(t.f,o,"×","forget cell"),a(t.g,o,"+","cell"),a(t.g,r,"×","input candidate cell"),a(n,r,"×","output"),T("g",{"data-part":"output",class:"operator"},T("rect",{x:n-s,y:p-11,width:2*s,height:22,rx:11}),T("text",{x:n,y:p,dy:"0.34em","text-anchor":"middle",class:"word"},"tanh")))}function ve(e){let t=e.narrow?Ht:ie,o=T("svg",{class:"diagram",viewBox:`0 0 ${t.width} ${t.height}`,role:"group","aria-label":e.label}),r=It(t),n=qt(t),a=Object.fromEntries(["f","i","g","o"].map(l=>[l,Dt(l,t,e)])),s=wr(t);o.append(r.element,n,...Object.values(a).map(({element:l})=>l),s.element);let p=[];return{element:o,hide(l){p=l},show(l,c={},d={}){let m=br(l);for(let u of p)m[u]=NaN;r.show(m),s.show(l,p);for(let u of["f","i","g","o"])a[u].show(p.includes(u)?NaN:l[u],!!c[u],d[u])},light(l){for(let c of o.querySelectorAll("[data-part]")){let d=c.getAttribute("data-part").split(" ");c.classList.toggle("dim",l.length>0&&!d.some(m=>l.includes(m)))}}}}function br(e){let{f:t,i:o,g:r,o:n,c_prev:a,c:s,h:p,h_prev:l}=e;return{c_prev:a,kept:t*a,written:o*r,c:s,tanh:Math.tanh(s),h:p,h_prev:l,f:t,i:o,g:r,o:n}}function wr(e){let{x:t,belt:o,bus:r,multiply:n,left:a,right:s,out:p,inputX:l}=e,c=e===ie,d=T("g",{class:"wire-labels"}),m=[],u=(f,k,_,w,x,$)=>{let b=T("tspan",{class:"n","data-key":f}),L=T("text",{x:w[0],y:w[1],"text-anchor":w[2],"data-part":x,class:"wire-label"},T("tspan",{class:"v"},k),_&&T("tspan",{class:"sub",dy:"0.28em"},_),T("tspan",{dy:_?"-0.28em":0}," "),b);d.append(L),m.push([f,$])},h=f=>k=>Number.isNaN(f(k))?"?":P(f(k));u("c_prev","c","t−1",[a,o-16,"start"],"forget cell",h(f=>f.c_prev));let v=(t.f+t.g)/2;return u("kept","f·c","",[v,o-16,"middle"],"forget cell",h(f=>f.f*f.c_prev)),u("written","i·g","",[t.g+12,(o+n)/2+8,"start"],"input candidate cell",h(f=>f.i*f.g)),u("c","c","t",[s,o-16,"end"],"cell output",h(f=>f.c)),c&&u("tanh","tanh c","",[p+30,105,"start"],"output",h(f=>Math.tanh(f.c))),u("h","h","t",[s,r+26,"end"],"output",h(f=>f.h)),u("h_prev","h","t−1",c?[a,r-14,"start"]:[l+8,r+21,"start"],"forget input candidate output",h(f=>f.h_prev)),u("x","x","t",[l+12,e.height-8,"start"],"forget input candidate output",f=>f.x),{element:d,show(f,k){for(let[_,w]of m)d.querySelector(`[data-key="${_}"]`).textContent=k.includes(_)?"?":w(f)}}}function Bt(e,t,o){let r=i("div",{class:"equation"}),n=i("output",{class:"n"}),a=i("input",{type:"range",min:0,max:2,step:.05,value:t.weight,"aria-label":`${e.hold.plainSays}: ${e.hold.weight}`,"data-do":"weight",oninput:()=>{t.weight=Number(a.value),o()}});return{element:i("div",{class:"plain-panel"},i("h3",{},e.hold.plainSays),i("p",{},e.hold.plainFormula),r,i("label",{class:"slider"},i("span",{},e.hold.weight),a,n),J(e.hold.plainNote,{class:"note"})),update({ids:p,plain:l}){let c=t.step,d=c>0?l[c-1]:0,m=D.rnn.weight_ih[p[c]],u=m<0?"−":"+";n.textContent=A(t.weight),N(r,I(`h_t = tanh(u h_{t−1} + w x_t) = tanh(\`${A(t.weight)}\` × \`${d<-.005?`(${A(d)})`:A(d)}\` ${u} \`${A(Math.abs(m))}\`) = \`${A(l[c])}\``,{"data-key":"equation-plain"}))}}}var jt=()=>({first:0,step:1,edits:[],once:!1,weight:Ye,touched:!1,done:new Set});function Je(e){let t=ye(e.first);return{ids:t,own:me(t),run:me(t,ze(e.edits,0,0)),plain:Rt(t,e.weight)}}function Ut(e,t,o){let r={layer:0,direction:0,gate:t,unit:null,from:e.step,once:e.once,hold:o};e.edits=Fe(e.edits,r),e.touched=!0}function Kt(e,t){e.edits=e.edits.filter(o=>o.gate!==t||(o.once?o.from!==e.step:o.from>e.step))}function $e(e,t,o){let r=n=>t>0?n[t-1]:0;return{x:o,h_prev:r(e.h),c_prev:r(e.c),f:e.f[t],i:e.i[t],g:e.g[t],o:e.o[t],c:e.c[t],h:e.h[t]}}function Yt(e,{run:t,own:o,plain:r}){let n=[],a=r.length-1,s=e.edits.filter(({gate:c})=>c==="f"),p=(c,d)=>s.some(m=>Math.abs(Number(m.hold)-c)<.015&&!!m.once===d);p(.5,!1)&&n.push("half"),p(0,!0)&&Math.abs(t.c[a])<.7*Math.abs(o.c[a])&&n.push("wipe");let l=ue(t.h[a]);return(e.first===0?l<.2:l>.8)&&n.push("other"),n}function Qt(e,t,o){let r=d=>Array.from({length:t},(m,u)=>d(u)),n=r(d=>F("",()=>o(d),{class:"tile","data-step":d})),a=r(d=>Xt("c",d,o)),s=r(d=>Xt("plain",d,o)),p={lstm:Jt(e.hold.lstmSays,"lstm",e),plain:Jt(e.hold.plainSays,"plain",e)},l=i("div",{class:"strip",style:`--steps:${t}`},i("span",{class:"row-name"},e.hold.symbols),...n,i("span",{class:"row-name lstm"},e.hold.lstm," ",i("i",{class:"math"},"c")),...a.map(d=>d.element),i("span",{class:"row-name plain"},e.hold.plain," ",i("i",{class:"math"},"h")),...s.map(d=>d.element));return{element:i("div",{class:"strip-and-answers"},l,i("div",{class:"answers","aria-live":"polite"},i("h3",{},e.hold.says),p.lstm.element,p.plain.element)),show({ids:d,run:m,plain:u},h){d.forEach((v,f)=>{n[f].textContent=Q[v],R(n[f],{"aria-pressed":f===h.step,"aria-label":`${e.step(f+1,t)}: ${Q[v]}`}),n[f].classList.toggle("to-keep",f===0),a[f].show(m.c[f],f,h),s[f].show(u[f],f,h)}),p.lstm.show(ue(m.h[t-1]),h.first),p.plain.show(ue(u[t-1]),h.first)}}}function Xt(e,t,o){let r=i("span",{class:"bar-fill"}),n=i("span",{class:"n","data-key":e,"data-step":t}),a=i("div",{class:`bar ${e}`,onclick:()=>o(t)},i("span",{class:"bar-room"},r),n);return{element:a,show(s,p,l){let c=Math.min(Math.abs(s),1.25)*40;r.style.height=`${c}%`,r.style.bottom=s<0?`${50-c}%`:"50%",r.dataset.sign=s<0?"minus":"plus",n.textContent=A(s),a.classList.toggle("now",p===l.step),a.classList.toggle("future",p>l.step)}}}function Jt(e,t,o){let r=i("span",{class:"share"}),n=i("span",{class:"n","data-key":`says-${t}`}),a=i("span",{class:"verdict"}),s=i("div",{class:`answer ${t}`},i("span",{class:"who"},e),i("span",{class:"split","aria-hidden":"true"},r),n,a);return{element:s,show(p,l){let c=l===0?p:1-p;r.style.width=`${100*p}%`,n.textContent=p>=.5?o.hold.chance("A",j(p)):o.hold.chance("B",j(1-p));let d=c>.8?"right":c<.2?"wrong":"unsure";a.textContent=o.hold[d],s.dataset.state=d}}}function eo(e){let{t,hold:o}=e,r=Je(o),n=r.ids.length,a=x=>{o.step=x,k()},s=ve({t,narrow:e.narrow,label:t.diagram,invite:o.touched?void 0:t.hold.invite,onGate(x,$){Ut(o,x,$),s.element.querySelector(".invite")?.remove(),l.stop(),k()},onRelease(x){Kt(o,x),k()}}),p=Qt(t,n,x=>{l.stop(),a(x)}),l=ge({t,steps:()=>n,get:()=>o.step,go:a,words:x=>t.step(x+1,n)}),c=i("div",{class:"equation","aria-live":"polite"}),d=i("p",{class:"lead"}),m=F(t.hold.reset,()=>{o.edits=[],k()},{class:"quiet","data-do":"reset"}),u=Zt(t.hold.first,"first",["A","B"],()=>o.first,x=>{o.first=x,k()}),h=Zt(t.hold.scope,"scope",[t.hold.scopes.on,t.hold.scopes.once],()=>Number(o.once),x=>{o.once=x===1,k()}),v=Bt(t,o,()=>k()),f=["half","wipe","other"].map(x=>({key:x,mark:i("span",{class:"mark"}),item:i("li",{"data-task":x})}));f.forEach(({key:x,mark:$,item:b})=>N(b,$,t.hold.tasks[x]));function k(){r=Je(o);let{run:x,own:$,ids:b}=r,L=o.step;N(d,...Y(t.hold.lead(Q[o.first])));let g=Object.fromEntries(["i","f","g","o"].map(y=>[y,o.edits.some(S=>S.gate===y&&(S.once?S.from===L:L>=S.from))]));s.show($e(x,L,Q[b[L]]),g,{i:$.i[L],f:$.f[L],g:$.g[L],o:$.o[L]}),p.show(r,o),N(c,..._()),l.update(),u.update(),h.update(),v.update(r),m.disabled=!o.edits.length,Yt(o,r).forEach(y=>o.done.add(y)),f.forEach(({key:y,mark:S,item:M})=>{let E=o.done.has(y);M.classList.toggle("done",E),S.textContent=E?"✓":"",S.title=E?t.hold.done:""})}function _(){let x=$e(r.run,o.step,""),$=I(`c_t = f_t c_{t−1} + i_t g_t = \`${A(x.f)}\` × \`${A(x.c_prev)}\` + \`${A(x.i)}\` × \`${Z(x.g)}\` = \`${A(x.c)}\``,{"data-key":"equation-c"}),b=I(`h_t = o_t tanh(c_t) = \`${A(x.o)}\` × \`${Z(Math.tanh(x.c))}\` = \`${A(x.h)}\``,{"data-key":"equation-h"});return[i("div",{},i("span",{class:"label"},t.hold.equation),$),i("div",{},i("span",{class:"label"},t.hold.shown),b),i("p",{class:"readout"},...Y(t.hold.readout(A(x.c),A(x.h),j(ue(x.h)))))]}let w=i("div",{class:"hold"},i("div",{class:"intro"},i("h1",{},t.hold.title),d),p.element,i("div",{class:"bench"},i("div",{class:"column"},i("section",{class:"card cell-card"},l.element,s.element,i("p",{class:"hint"},t.hold.hint)),i("section",{class:"card tries"},i("h3",{},t.hold.tries),i("ol",{},...f.map(({item:x})=>x)))),i("aside",{},i("section",{class:"card"},c),i("section",{class:"card controls"},u.element,h.element,m),i("section",{class:"card"},v.element))),i("div",{class:"onward"},F(t.hold.next,()=>e.go("tour"),{class:"primary","data-do":"tour"})),J(t.hold.source,{class:"note"}));return k(),{element:w,destroy:()=>l.stop()}}var Z=e=>e<-.005?`(${A(e)})`:A(e);function Zt(e,t,o,r,n){let a=o.map((p,l)=>F(p,()=>n(l),{"data-choice":`${t}-${l}`})),s=()=>a.forEach((p,l)=>p.setAttribute("aria-pressed",String(l===r())));return s(),{element:i("div",{class:"choice",role:"group","aria-label":e},i("span",{class:"label"},e),i("span",{class:"segments"},...a)),update:s}}function oo(e,{sample:t,trace:o,reads:r,go:n,pick:a,hold:s}){let{t:p,explore:l}=e,c=0,d=ve({t:p,narrow:!0,label:p.diagram,onGate:s&&((y,S)=>s(y,S,l.whole?null:c))}),m=i("h3",{class:"unit-name","data-key":"unit"}),u=i("div",{class:"equation"}),h=i("div",{class:"facts"}),v=i("span",{class:"note",role:"status"}),f=i("input",{type:"search",size:9,"data-do":"search","aria-label":p.explore.searchFor,title:p.explore.searchFor,placeholder:p.explore.search,onchange:()=>{let y=f.value?k(f.value):{says:""};y.place!==void 0&&a(y.place),v.textContent=y.says}});function k(y){if(/^\s*\d+\s*$/.test(y)){let O=o.units.indexOf(Number(y));return O<0?{says:p.explore.noUnit(y)}:{place:O,says:""}}let S=St(o,l.field,kt(t.tokens??[],y));if(!S)return{says:p.explore.noText(y)};let{place:M,by:E}=S;return{place:M,says:p.explore.follows(o.units[M],p.field[l.field],y,P(Math.abs(E)),E>0)}}let _=F("",()=>{l.whole=!l.whole,L()},{"data-do":"whole"}),w=(y,S,M)=>le({label:y,low:S,high:M,height:118,steps:o.steps,legend:!0,onStep:n,xTick:E=>String(ae(t,E))}),x=w(`${p.explore.overTime}: f, i, o`,0,1),$=w(`${p.explore.overTime}: c, g, h`,-1,1),b,L=()=>b&&g(...b);function g(y,S,M,E){b=[y,S,M,E],c=y.units[S];let O=(W,q)=>to(y,W,l.whole?null:S,q),U=W=>l.whole?se(y.units.map((q,_o)=>Ie(t,y,W,_o,E.layer,E.direction,M))):Ie(t,y,W,S,E.layer,E.direction,M),H={...Object.fromEntries(K.map(W=>[W,O(W,M)])),c_prev:U("c"),h_prev:U("h"),x:r(M)},X=Object.fromEntries(["i","f","g","o"].map(W=>[W,E.edits.some(q=>q.layer===E.layer&&q.direction===E.direction&&q.gate===W&&(q.unit===null||q.unit===c)&&De(q,M))])),re=Object.fromEntries(["i","f","g","o"].map(W=>[W,to(o,W,l.whole?null:S,M)]));d.show(H,X,re),m.textContent=l.whole?p.explore.whole:p.explore.unitName(c),_.textContent=l.whole?p.explore.one:p.explore.whole;let C=Number.isNaN(H.c_prev)&&!Number.isNaN(H.c);N(u,...l.whole?[i("p",{class:"note"},p.explore.wholeNote)]:C?[i("p",{class:"note"},p.explore.gap)]:[I(`c_t = \`${A(H.f)}\` × \`${Z(H.c_prev)}\` + \`${A(H.i)}\` × \`${Z(H.g)}\` = \`${P(H.c)}\``,{"data-key":"equation-c"})]);let te=W=>W.map(q=>({values:V(y,q,S),colour:`var(--${q})`,label:`${q} ${p.field[q]}`})),_e=Math.max(oe("c",V(y,"c",S)),oe("c",V(o,"c",S)));$.limits(-_e,_e),x.show(te(["f","i","o"]),M),$.show(te(["c","g","h"]),M),N(h,...yr(e,y,S))}return{element:i("div",{},i("div",{class:"unit-head"},m,f,_),v,d.element,u,s&&i("p",{class:"hint"},p.explore.dragHint)),charts:i("div",{},i("h3",{},p.explore.overTime),x.element,$.element,h),show:g,destroy(){x.stop(),$.stop()}}}function to(e,t,o,r){let n=e.values[t],a=n.length/e.steps;return o===null?se(n.subarray(r*a,(r+1)*a)):o<a?n[r*a+o]:NaN}function yr(e,t,o){let{t:r}=e,n=s=>V(t,s,o),a=s=>{let{left:p,right:l}=be(n(s));return i("li",{"data-key":`saturation-${s}`},r.explore.saturationRow(r.field[s],j(p),j(l)))};return[i("p",{},i("b",{},r.explore.timeScale),": ",i("span",{"data-key":"time-scale"},r.explore.timeScaleValue(wt(qe(n("f")))))),i("ul",{},a("f"),a("i"),a("o"),...vt(t,o).map(s=>i("li",{class:"condition"},r.explore.conditions[s])))]}function ro(e,t,o,r){let{t:n,data:a,explore:s,language:p}=e,l=a.models.find(({id:C})=>C===t.model),c=l.samples.find(({id:C})=>C===t.sample),d=xe(l,c),m=d.traces[t.layer][t.direction];m.units.includes(t.unit)||(t.unit=m.units[0]);let u=Oe(l,c),h=e.narrow||s.panes.length===2,v=d,f=[],k=()=>Math.min(s.step,m.steps-1),_=C=>{r.stop(),r.go(C)},w=(C,te)=>{t.unit=m.units[C],te!==void 0&&_(te),ee()},x=(C,te,_e)=>{t.edits=Fe(t.edits,{layer:t.layer,direction:t.direction,gate:C,unit:_e,from:k(),hold:te}),U()},$=()=>oe(s.field,V(m,s.field,m.units.indexOf(t.unit))),b=i("span",{}),L=Ge(e,{sample:c,get field(){return s.field},get limit(){return $()},go:_}),g=zt(e,c,m,w),y=oo(e,{sample:c,trace:m,go:_,reads:C=>vr(c,C),pick:w,hold:u?x:void 0}),S=Ot(e,l,c),M=Nt(e,{model:l,pane:t,editable:u,now:k,hold:x,change:U}),E=Ft(e,l,c,d);function O(){return v.traces[t.layer][t.direction]}function U(){v=t.edits.length&&u?Se(l,c,t.edits):d,X()}function ee(){let C=m.units.indexOf(t.unit);L.show(V(O(),s.field,C),k()),N(b,c.tokens&&Ue(e,s.field,$())),g.cursor(f,C,k()),y.show(O(),C,k(),t),M.show()}function H(){ee(),S.show(v.outlook,d.outlook,k(),t.edits.length>0)}function X(){f=$t(m,s.order),g.draw(O(),f),H()}let re=i("section",{class:`pane${h?" slim":""}`,"data-pane":o},Gt(e,t,r.rebuild),i("p",{class:"note"},[z(l.note,p),z(c.note,p)].filter(Boolean).join(" ")),L.empty?null:i("section",{class:"card"},i("h3",{class:"with-scale"},n.explore.input,b),L.element),i("div",{class:"pane-grid"},i("div",{class:"column"},i("section",{class:"card"},g.element),i("section",{class:"card"},y.charts)),i("div",{class:"column"},S.element&&i("section",{class:"card"},S.element),i("section",{class:"card unit-card"},y.element),i("section",{class:"card"},M.element))),E);return t.edits.length&&u&&(v=Se(l,c,t.edits)),{element:re,step:H,all:X,steps:()=>m.steps,real:C=>ae(c,Math.min(C,m.steps-1)),unit(C){let te=f.indexOf(m.units.indexOf(t.unit))+C;f[te]!==void 0&&w(f[te])},destroy(){L.destroy(),g.destroy(),y.destroy(),N(re)}}}function vr(e,t){let o=e.tokens?.[t];if(o!==void 0)return o===" "?"␣":o===`
`?"↵":o.slice(0,16);let r=e.series?.[0];return r?P(G(r.values)[t]):""}var $r=["number","memory","activity","saturation"];function no(e){let{t,data:o,explore:r}=e;if(!o?.models.length||!r.panes.length)return{element:i("div",{},i("h1",{},t.explore.title),i("p",{class:"lead"},t.explore.empty))};let n=[],a=i("div",{class:"panes"}),s=()=>Math.max(...n.map(h=>h.steps())),p=h=>{r.step=h,n.forEach(v=>v.step()),l.update()},l=ge({t,steps:s,get:()=>r.step,go:p,speeds:!0,words:h=>`${t.stepLabel} ${n[0].real(h)} / ${n[0].real(s()-1)}`}),c=F("",()=>{r.panes=r.panes.length===2?[r.panes[0]]:[r.panes[0],kr(e)],m()},{"data-do":"compare"}),d=i("div",{class:"card bar-controls"},l.element,B(t.explore.sort,$r.map(h=>({value:h,label:t.explore.orders[h]})),r.order,h=>{r.order=h,n.forEach(v=>v.all())},{"data-do":"sort"}),B(t.explore.colouredBy,K.map(h=>({value:h,label:`${t.field[h]} ${h}`})),r.field,h=>{r.field=h,n.forEach(v=>v.all())},{"data-do":"field"}),c);function m(){n.forEach(h=>h.destroy()),n=r.panes.map((h,v)=>ro(e,h,v,{go:p,stop:l.stop,rebuild:m})),r.step=Math.min(r.step,s()-1),a.classList.toggle("pair",n.length===2),N(a,...n.map(h=>h.element)),c.textContent=n.length===2?t.explore.single:t.explore.compare,c.setAttribute("aria-pressed",String(n.length===2)),n.forEach(h=>h.all()),l.update()}let u=i("div",{class:"explore"},i("h1",{},t.explore.title),i("p",{class:"lead"},t.explore.lead),d,a,i("p",{class:"note"},t.explore.keys));return u.addEventListener("keydown",h=>Sr(h,{play:l,panes:n,go:p,steps:s})),m(),{element:u,destroy:()=>{l.stop(),n.forEach(h=>h.destroy())}}}function kr({data:e,explore:t}){let o=t.panes[0],r=e.models.find(({id:a})=>a===o.model),n=r.samples.find(({id:a})=>a!==o.sample)??r.samples[0];return{...o,sample:n.id,edits:[]}}function Sr(e,{play:t,panes:o,go:r,steps:n}){let a=e.target;if(a.closest("input, select, textarea, [role=slider]")||e.ctrlKey||e.metaKey||e.altKey||e.key===" "&&a.closest("button"))return;let s=o.find(l=>l.element.contains(a))??o[0],p={ArrowLeft:()=>t.move(-1),ArrowRight:()=>t.move(1),ArrowUp:()=>s.unit(-1),ArrowDown:()=>s.unit(1)," ":()=>t.toggle(),Home:()=>r(0),End:()=>r(n()-1)};e.key in p&&(p[e.key](),e.preventDefault())}function Mr(e,t=e?.models[0]){if(!t)return[];let o=t.layers[0].directions[0].units?.[0]??0;return[{model:t.id,sample:t.samples[0].id,layer:0,direction:0,unit:o,edits:[]}]}var ao=e=>({panes:Mr(e),step:0,order:"number",field:"c",whole:!1});function Qe(e,t,o=1,r=1){let n=0,a=0;for(let s=0;s<o;s++){let p=s===0?e:t*r;n+=r*4*t*(p+t+2),a+=r*4*t*(p+t)}return{parameters:n,multiplyAdds:a}}function pe(e,t,o){let{t:r}=e,n=i("section",{class:"card quiz","aria-live":"polite","data-quiz":t.key}),a=p=>{e.tour.answered.set(t.key,p),s(),o()};function s(){let p=e.tour.answered.get(t.key),l=p===void 0;N(n,i("h3",{},r.tour.question),i("p",{},...Y(t.ask)),i("div",{class:"options"},...t.options.map((c,d)=>F(c,()=>a(d),{disabled:!l,"data-option":d,class:l?null:d===t.right?"is-right":d===p?"is-wrong":null})),l&&F(r.tour.show,()=>a(-1),{class:"quiet","data-option":"show"})),!l&&i("p",{class:"reveal"},p>=0&&i("strong",{},p===t.right?r.tour.right:r.tour.wrong)," ",...Y(t.reveal)))}return s(),n}function io(e,t,o){let r=[...new Set(t)].filter(a=>a!==e).slice(0,2),n=o%(r.length+1);return{options:[...r.slice(0,n),e,...r.slice(n)],right:n}}function Re(e,t){let r=(e.data?.stories??[]).filter(n=>n.chapter===t).map(n=>Ar(e,n));return{element:i("div",{class:"stories"},...r.length?r.map(({element:n})=>n):[i("p",{class:"note"},e.t.tour.noStory)]),destroy:()=>r.forEach(n=>n.destroy?.())}}function Ar(e,t){let{t:o,language:r,data:n}=e,a=n.models.find(({id:M})=>M===t.model),s=a.samples.find(({id:M})=>M===t.sample),p=xe(a,s),l=p.traces[t.layer][t.direction],c=l.units.indexOf(t.unit),d=t.fields.map(M=>({field:M,values:V(l,M,c)})),m=d[0],u=oe("c",Float64Array.from(d.flatMap(({field:M,values:E})=>M==="c"?[...E]:[0]))),h=t.fields.includes("c")?u:1,v=d.some(({values:M})=>M.some(E=>E<0)),f=t.marks?.[0]?.step??0,k=i("p",{class:"readout","aria-live":"polite"}),_=M=>{f=M,L()},w=Ge(e,{sample:s,field:m.field,limit:oe(m.field,m.values),go:_}),x=le({label:z(t.title,r),height:150,low:v?-h:0,high:h,steps:l.steps,legend:!0,onStep:_}),$=i("div",{class:"words"}),b=M=>{let E=s.tokens?.[M]??"";return E&&E!==String(M)?` “${E}”`:""};function L(){w.show(m.values,f),x.show(d.map(({field:E,values:O})=>({values:O,colour:`var(--${E})`,label:o.field[E]})),f);let M=t.marks?.find(E=>E.step===f);N(k,`${o.explore.predictionAt(f)}${b(f)}: `,...d.flatMap(({field:E,values:O},U)=>[U?", ":"",i("i",{class:"math"},E)," = ",i("b",{class:"n","data-key":`story-${E}`,"data-step":f},P(O[f]))]),M&&i("span",{class:"mark-words"}," — ",z(M.words,r)))}let g=()=>N($,...t.text.map(M=>i("p",{},...Y(Er(z(M,r),t,a,s,p))))),y=t.question&&pe(e,{key:`story-${t.id}`,ask:z(t.question.words,r),reveal:"",right:t.question.right,options:t.question.options.map(M=>z(M,r))},g);return(!t.question||e.tour.answered.has(`story-${t.id}`))&&g(),L(),{element:i("section",{class:"card story","data-story":t.id},i("p",{class:"label"},o.tour.story),i("h2",{},z(t.title,r)),i("p",{class:"note"},[z(a.name,r),z(a.note,r)].filter(Boolean).join(": ")),i("div",{class:"story-body"},i("div",{},w.element,x.element,k,i("p",{class:"note"},o.tour.storyField(o.field[m.field],t.unit,t.layer)),F(o.tour.open,()=>Tr(e,t,f),{"data-do":"open"})),i("div",{},y,$))),destroy:()=>{x.stop(),w.destroy?.()}}}function Tr(e,t,o){e.explore.panes[0]={model:t.model,sample:t.sample,layer:t.layer,direction:t.direction,unit:t.unit,edits:[]},e.explore.step=o,e.go("explore")}function Er(e,t,o,r,n){let a=n.traces[t.layer][t.direction];return e.replace(/\{([ifgoch])@(\d+)(?:u(\d+))?\}/g,(s,p,l,c)=>P(V(a,p,a.units.indexOf(c===void 0?t.unit:Number(c)))[Number(l)])).replace(/\{p@(\d+|last):(\d+)\}/g,(s,p,l)=>{if(!n.outlook)return s;let c=ce(n.outlook,p==="last"?r.steps-1:Number(p))[Number(l)];return o.head?.kind==="linear"?P(c):j(c)})}var _r=["我","爱","中","国"];function so(e){let{t,data:o}=e,r=t.tour.both,n=o?.stories?.find(({chapter:$})=>$==="both"),a=o?.models.find(({id:$})=>$===n?.model),s=a?.samples.find(({id:$})=>$===n?.sample),p=a&&s&&xe(a,s),l=s?.tokens??_r,c=n?.layer??0,d=i("div",{class:"chain",style:`--steps:${l.length}`}),m=l.length-1;function u(){let[$,b]=p?.traces[c]??[],L=(y,S)=>{let M=y?b:$,E=y?l.slice(S):l.slice(0,S+1);return i("div",{class:`half ${y?"reverse":"forward"}${S===m?" now":""}${(y?S>=m:S<=m)?" read":""}`},M&&Ze(M.values.h.subarray(S*M.width,(S+1)*M.width),e),S===m&&i("span",{class:"has"},r.has(y?[...E].reverse().join(""):E.join(""))))},g=l.map((y,S)=>S);N(d,i("span",{class:"row-name"},r.forward," →"),...g.map(y=>L(0,y)),i("span",{class:"row-name"}),...g.map(y=>i("button",{type:"button",class:"character",lang:"zh-CN","data-step":y,"aria-pressed":y===m,onclick:()=>{m=y,u()}},l[y])),i("span",{class:"row-name"},r.reverse," ←"),...g.map(y=>L(1,y))),N(h,...v())}let h=i("div",{class:"joined","aria-live":"polite"});function v(){if(!p||!a)return[];let[$,b]=p.traces[c],L=y=>y.values.h.subarray(m*y.width,(m+1)*y.width),g=p.outlook&&a.head&&a.head.kind!=="linear"&&ce(p.outlook,m);return[i("span",{class:"label"},`${r.joined}: [h→ ; h←] ${l[m]}`),i("div",{class:"pair"},Ze(L($),e),Ze(L(b),e)),g&&i("p",{class:"readout"},`${z(a.head.name,e.language)||t.explore.prediction}: `,...fe(g).slice(0,3).flatMap((y,S)=>[S?", ":"",i("b",{},z(a.head.labels[y],e.language))," ",i("span",{class:"n","data-key":`both-${y}`,"data-step":m},j(g[y],1))]))]}let f=pe(e,{key:"both",ask:r.ask,options:r.options,right:1,reveal:r.reveal},()=>{}),k=Re(e,"both");u();let _=a?.layers[0].input_size??16,w=a?.layers[0].hidden_size??16;return{element:i("div",{},i("div",{class:"two"},i("div",{class:"words"},...r.text.map($=>J($)),f),i("section",{class:"card"},d,h)),i("section",{class:"card beside"},i("h3",{},r.cost),Lr(e,_,w),i("div",{class:"words"},i("p",{},r.wait),i("p",{},r.stacked),i("p",{class:"note"},r.costNote(_,w)))),k.element),destroy:k.destroy}}function Ze(e,t){return i("span",{class:"vector",role:"img","aria-label":Array.from(e,o=>A(o)).join(" ")},...Array.from(e,o=>i("i",{style:`background:${we(de("h",o,1,t.theme))}`,title:A(o)})))}function Lr(e,t,o){let r=e.t.tour.both.costRows,n=Qe(t,o),a=Qe(t,o,1,2),s=(l,c)=>i("td",{class:"n","data-key":c},l),p=(l,c,d,m)=>i("tr",{},i("th",{scope:"row"},l),s(c,`one-${m}`),s(d,`two-${m}`));return i("div",{class:"scroll"},i("table",{},i("thead",{},i("tr",{},i("td",{}),i("th",{scope:"col"},r.one),i("th",{scope:"col"},r.two))),i("tbody",{},p(r.parameters,Ae(n.parameters),Ae(a.parameters),"parameters"),p(r.adds,Ae(n.multiplyAdds),Ae(a.multiplyAdds),"adds"),p(r.width,String(o),String(2*o),"width"),p(r.knows,e.t.tour.both.left,e.t.tour.both.all,"knows"))))}var Te=300,Ee=132,he=6;function et(e,t,o,r,n){let a=t==="sigmoid"?ne:Math.tanh,s=t==="sigmoid"?0:-1,p=v=>34+(Math.min(Math.max(v,-he),he)+he)/(2*he)*(Te-48),l=v=>10+(1-v)/(1-s)*(Ee-34),d=Array.from({length:97},(v,f)=>(f/48-1)*he).map((v,f)=>`${f?"L":"M"}${p(v).toFixed(1)} ${l(a(v)).toFixed(1)}`).join(""),m=a(o),h=(m-s)/(1-s)<.35?{x:Math.max(p(o)-10,118),y:l(r?m:s)-9,anchor:"end"}:{x:Math.min(p(o)+92,Te-14),y:l(r?m:1)+21,anchor:"end"};return i("figure",{class:`curve ${t}`},i("figcaption",{},I(n)," ",e.tour.curve[t]),T("svg",{class:"chart",viewBox:`0 0 ${Te} ${Ee}`,role:"img","aria-label":`${t}(${A(o)}) = ${r?A(m):"?"}`},T("path",{class:"axis",d:`M34 ${l(s)}H${Te-14}M34 ${l(1)}H${Te-14}M${p(0)} 10V${Ee-24}`}),...[s,1].map(v=>T("text",{x:28,y:l(v),dy:"0.34em","text-anchor":"end"},A(v,0))),...[-he,0,he].map(v=>T("text",{x:p(v),y:Ee-8,"text-anchor":"middle"},A(v,0))),T("path",{class:"line",d,style:"stroke:var(--soft)"}),T("path",{class:"cursor",d:`M${p(o)} ${Ee-24}V${r?l(m):10}`+(r?`M34 ${l(m)}H${p(o)}`:"")}),r&&T("circle",{class:"dot",cx:p(o),cy:l(m),r:5.5,style:"fill:var(--glow)"}),T("text",{class:"end",x:h.x,y:h.y,"text-anchor":h.anchor},`${A(o)} → `,T("tspan",{class:"n","data-key":`curve-${n}`},r?A(m):"?"))))}var lo={forget:["forget"],input:["input","candidate"],cell:["cell"],output:["output"]},tt={forget:["f","kept","c","tanh","h"],input:["written","c","tanh","h"],cell:["c","tanh","h"],output:["h"]},po={forget:["f"],input:["i","g"],cell:[],output:["o"]};function ot(e,t,o){let r=ht.indexOf(e),[n,a,s]=[D.weight_hh[r][0],D.weight_ih[r][t],D.bias[r]];return{gate:e,hidden:n,input:a,bias:s,pre:n*o+a+s}}function co(e,t,o){let{gate:r,hidden:n,input:a,bias:s,pre:p}=e,l=r==="g"?"tanh":"σ",c=u=>`\`${A(u)}\``,d=u=>`\`${Z(u)}\``,m=`${l}(${c(p)}) = \`${o===null?"?":A(o)}\``;return{textbook:`${r}_t = ${l}(W_${r} · [h_{t−1}, x_t] + b_${r}) = ${l}([${c(n)}, ${c(a)}] · [${c(t)}, \`1\`] + ${d(s)}) = ${m}`,pytorch:`${r}_t = ${l}(W_{h${r}} h_{t−1} + W_{i${r}} x_t + b_${r}) = ${l}(${c(n)} × ${d(t)} + ${d(a)} × \`1\` + ${d(s)}) = ${m}`}}function mo(e,t,o){let r=s=>`\`${A(s)}\``,n=s=>`\`${Z(s)}\``,a=s=>`\`${o?A(s):"?"}\``;switch(e){case"forget":return[`f_t c_{t−1} = ${a(t.f)} × ${n(t.c_prev)} = ${a(t.f*t.c_prev)}`];case"input":return[`i_t g_t = ${r(t.i)} × ${n(t.g)} = ${a(t.i*t.g)}`];case"cell":return[`c_t = f_t c_{t−1} + i_t g_t = ${r(t.f)} × ${n(t.c_prev)} + ${r(t.i)} × ${n(t.g)} = ${a(t.c)}`];case"output":return[`h_t = o_t tanh(c_t) = ${r(t.o)} × tanh(${r(t.c)}) = ${r(t.o)} × ${n(Math.tanh(t.c))} = ${a(t.h)}`]}}function uo(e,t,o,r,n){let a=t.tour,s=(l,c,d,m)=>({key:e,ask:l,reveal:m,...io(A(c),d.map(u=>A(u)),n)}),p=A;switch(e){case"forget":return s(a.forget.ask(p(r)),o.f,[1-o.f,.5],a.forget.reveal(p(o.f),p(o.c_prev),p(o.f*o.c_prev)));case"input":return s(a.input.ask(p(o.i),p(o.g)),o.i*o.g,[o.i+o.g,o.g],a.input.reveal(p(o.i),Z(o.g),p(o.i*o.g)));case"cell":return s(a.cell.ask(p(o.f),p(o.c_prev),p(o.i),p(o.g)),o.c,[o.c_prev+o.g,o.f*o.g,o.i*o.g],a.cell.reveal(`${p(o.f)} × ${Z(o.c_prev)} + ${p(o.i)} × ${Z(o.g)} = ${p(o.c)}`));case"output":return s(a.output.ask(p(o.o),p(o.c)),o.h,[o.o+o.c,Math.tanh(o.c)],a.output.reveal(p(o.o),Z(Math.tanh(o.c)),p(o.h)))}}function fo(e,t){let{t:o,tour:r}=e,n=ye(r.first),a=me(n),s=o.tour[t],p=ve({t:o,narrow:e.narrow,label:o.diagram});p.light(lo[t]);let l=i("div",{}),c=i("section",{class:"card formulas"}),d=i("div",{class:"curves"}),m=i("b",{class:"n"}),u=ge({t:o,steps:()=>n.length,get:()=>r.step,words:_=>o.step(_+1,n.length),go:_=>{r.step=_,v()}}),h=Re(e,t);function v(){let _=$e(a,r.step,Q[n[r.step]]),w=ot("f",n[r.step],_.h_prev).pre;N(l,pe(e,uo(t,o,_,w,r.step),f)),f()}function f(){let _=r.answered.has(t),w=$e(a,r.step,Q[n[r.step]]);m.textContent=w.x,p.hide(_?[]:tt[t]),p.show(w),u.update();let x=po[t].map(b=>ot(b,n[r.step],w.h_prev)),$=b=>_||!tt[t].includes(b);N(c,x.length>0&&i("h3",{},o.tour.spelling),...x.flatMap(b=>{let L=co(b,w.h_prev,$(b.gate)?w[b.gate]:null);return[ho(o.tour.textbook,L.textbook,b.gate),ho(o.tour.pytorch,L.pytorch,b.gate)]}),x.length>0&&J(o.tour.spellingNote,{class:"note"}),...mo(t,w,_).map(b=>i("div",{class:"equation main"},I(b,{"data-key":"product"}))),t==="cell"&&J(o.tour.cell.noDense,{class:"note"})),N(d,...x.map(({gate:b,pre:L})=>et(o,b==="g"?"tanh":"sigmoid",L,$(b),`${b}_t`)),t==="output"&&et(o,"tanh",w.c,!0,"tanh(c_t)"))}return v(),{element:i("div",{},i("div",{class:"two"},i("div",{class:"words"},...s.text.map(_=>J(_)),l),i("section",{class:"card cell-card"},i("p",{class:"note here"},o.tour.here," ",m),u.element,p.element)),i("div",{class:"two lower"},c,i("section",{class:"card",hidden:t==="cell"},d)),h.element),destroy:()=>{u.stop(),h.destroy?.()}}}var ho=(e,t,o)=>i("div",{class:`equation gate-${o}`},i("span",{class:"label"},e),I(t,{"data-key":`${e}-${o}`}));var go=["var(--minus)","var(--g)","var(--o)","var(--f)","var(--i)","var(--h)"],Nr=[1,10,50,99];function xo(e){let{t,data:o}=e,r=t.tour.gradient,n=o?.gradient?.curves??[],a=[...new Set(n.map(({name:u})=>z(u,"en")))],s=Math.max(100,...n.map(({mean:u})=>u.length)),p=Fr(e,s,()=>c()),l=le({label:r.chart,height:e.narrow?260:330,low:1e-20,high:10,log:!0,steps:s,legend:!0,ticks:[1,1e-5,1e-10,1e-15,1e-20],xLabel:r.axis}),c=()=>l.show([...n.map(u=>zr(e,u,a)),p.line()],p.lag());c();let d=pe(e,{key:"gradient",ask:r.ask,options:r.options,right:2,reveal:r.reveal},()=>{});return{element:i("div",{},i("div",{class:"two"},i("div",{class:"words"},...r.text.map(u=>J(u)),d,p.element),i("section",{class:"card"},i("h3",{},r.chart),l.element)),o?.gradient?i("section",{class:"card beside"},i("h3",{},r.table),Cr(e,n),i("p",{class:"note"},r.seeds(o.gradient.seeds,o.gradient.hidden_size)," ",z(o.gradient.note,e.language),o.gradient.command&&" ",o.gradient.command&&i("code",{},o.gradient.command))):i("p",{class:"note"},r.missing)),destroy:()=>l.stop()}}function zr(e,t,o){let r=go[o.indexOf(z(t.name,"en"))%go.length],n=t.cell==="lstm"&&t.quantity==="dh"?"5 4":void 0;return{values:t.mean,low:n?void 0:t.low,high:n?void 0:t.high,colour:r,dash:n,label:bo(e,t)}}var bo=(e,{name:t,quantity:o})=>`${z(t,e.language).replace(/\bb_f\b/g,"$b_f$")}, ${o==="dc"?"d$L$/d$c$":"d$L$/d$h$"}`;function Fr(e,t,o){let r=e.t.tour.gradient,n=.97,a=50,s=i("output",{class:"n","data-key":"own-left"}),p=()=>s.textContent=r.ownLeft(A(n),a,Me(n**a)),l=(c,d,m,u,h,v,f)=>{let k=i("input",{type:"range",min:v,max:u,step:h,value:m,"data-do":d,oninput:()=>{f(Number(k.value)),p(),o()}});return i("label",{class:"slider"},i("span",{},c),k)};return p(),{element:i("section",{class:"card own-gate"},i("h3",{},r.own),l(r.ownGate,"own-gate",n,1,.01,0,c=>n=c),l(r.ownSteps,"own-lag",a,t-1,1,0,c=>a=c),s),line:()=>({values:Array.from({length:t},(c,d)=>n**d),colour:"var(--ink)",dash:"4 4",label:`${r.ownGate} = ${A(n)}`}),lag:()=>a}}function Cr(e,t){let o=e.t.tour.gradient,r=Nr.filter(n=>t.every(({mean:a})=>n<a.length));return i("div",{class:"scroll"},i("table",{},i("thead",{},i("tr",{},i("td",{}),...r.map(n=>i("th",{scope:"col"},o.at(n))))),i("tbody",{},...t.map(n=>i("tr",{},i("th",{scope:"row"},...Y(bo(e,n))),...r.map(a=>i("td",{class:"n","data-key":`gradient-${n.id}`,"data-step":a},n.mean[a]===0?o.none:Me(n.mean[a]))))))))}var He=["forget","input","cell","output","both","gradient"],wo=()=>({chapter:"forget",step:1,first:0,answered:new Map});function yo(e){let{t,tour:o}=e,r=i("nav",{class:"chapters","aria-label":t.tour.chapters}),n=i("article",{class:"chapter"}),a=i("div",{class:"tour"},r,n),s;function p(c){o.chapter=c,l(),a.getBoundingClientRect().top<0&&a.scrollIntoView({block:"start"}),n.querySelector("h1")?.focus({preventScroll:!0})}function l(){s?.destroy?.();let c=He.indexOf(o.chapter);N(r,...He.map((u,h)=>F(`${h+1}  ${t.tour[u].name}`,()=>p(u),{"data-chapter":u,"aria-current":u===o.chapter?"step":null}))),s=Or(e,o.chapter);let d=He[c-1],m=He[c+1];N(n,i("h1",{tabindex:-1},t.tour[o.chapter].title),s.element,i("div",{class:"onward"},d&&F(`‹ ${t.tour.previous}`,()=>p(d),{"data-do":"previous"})," ",m?F(`${t.tour.next}: ${t.tour[m].name}`,()=>p(m),{class:"primary","data-do":"next"}):F(t.tour.toExplorer,()=>e.go("explore"),{class:"primary","data-do":"next"})))}return l(),{element:a,destroy:()=>s?.destroy?.()}}function Or(e,t){return t==="both"?so(e):t==="gradient"?xo(e):fo(e,t)}var Gr={hold:eo,tour:yo,explore:no},vo=640;function rt(e,t,o={}){let r=o.views??["hold","tour","explore"],n=matchMedia("(prefers-color-scheme: dark)"),a=o.view??$o(r)??t?.start??r[0],s=o.theme??"auto",p,l={root:e,data:t,language:o.language??dt(),t:Ve.en,theme:"light",narrow:e.clientWidth>0&&e.clientWidth<vo,hold:jt(),tour:wo(),explore:ao(t),go(k){a=k,c(),e.scrollIntoView({block:"start"}),e.querySelector(`[data-view=${k}]`)?.focus({preventScroll:!0})}};function c(){p?.destroy?.(),l.t=Ve[l.language],l.theme=s==="auto"?Rr(n.matches):s,e.classList.add("olx"),e.dataset.theme=l.theme,e.classList.toggle("narrow",l.narrow),e.lang=l.language==="zh"?"zh-CN":"en",(e===document.body||e.id==="openlstm")&&(document.documentElement.lang=e.lang),p=Gr[a](l),N(e,d(),i("main",{class:"view",id:`olx-${a}`},p.element),m())}function d(){let k=r.length>1&&i("nav",{"aria-label":l.t.sections},...r.map((b,L)=>F(`${L+1}  ${l.t.views[b]}`,()=>l.go(b),{class:"tab","data-view":b,"aria-current":b===a?"page":null}))),_=["auto","light","dark"],w=F({auto:"◐",light:"○",dark:"●"}[s],()=>{s=_[(_.indexOf(s)+1)%3],c(),e.querySelector("[data-switch=theme]")?.focus()},{class:"switch","data-switch":"theme","aria-label":l.t.theme[s],title:l.t.theme[s]}),x=F(l.t.language,()=>{l.language=l.language==="en"?"zh":"en",c(),e.querySelector("[data-switch=language]")?.focus()},{class:"switch","data-switch":"language","aria-label":l.t.languageLabel}),$=z(t?.title,l.language)||l.t.title;return i("header",{},r.length>1&&i("div",{class:"brand"},i("b",{},"openlstm"),i("span",{},$)),k,i("div",{class:"switches"},x,w))}let m=()=>i("footer",{},l.t.footer,t&&` openlstm ${t.version}`),u=new ResizeObserver(()=>{if(!e.clientWidth)return;let k=e.clientWidth<vo;k!==l.narrow&&(l.narrow=k,c())}),h=()=>{s==="auto"&&c()},v=()=>{let k=$o(r);k&&k!==a&&l.go(k)},f=new MutationObserver(h);return f.observe(document.documentElement,{attributeFilter:["data-theme"]}),u.observe(e),n.addEventListener("change",h),addEventListener("hashchange",v),c(),{destroy(){u.disconnect(),f.disconnect(),n.removeEventListener("change",h),removeEventListener("hashchange",v),p?.destroy?.(),N(e)}}}function Rr(e){let t=document.documentElement.dataset.theme;return t==="dark"||t==="light"?t:e?"dark":"light"}function $o(e){let t=location.hash.slice(1).split("/")[0];return e.includes(t)?t:void 0}var ko=`/* SPDX-License-Identifier: Apache-2.0 */
.olx {
  --ground: #faf9f6;
  --card: #ffffff;
  --ink: #1b222b;
  --soft: #56606c;
  --faint: #8a939d;
  --line: #e1dfd9;
  --press: #1b222b;
  --on-press: #ffffff;
  --glow: #0b6fa4;
  --plus: #2a85b8;
  --minus: #dd7a29;
  --wire: #aab0b6;
  --f: #0b6fa4;
  --i: #1a8a6c;
  --g: #a84e90;
  --o: #8a6d1d;
  --c: #1b222b;
  --h: #7a4a21;
  --good: #1a7a5e;
  --bad: #b4480c;
  --shadow: 0 1px 2px rgb(27 34 43 / 5%), 0 6px 20px rgb(27 34 43 / 4%);
  --serif:
    "STIX Two Text", "Cambria", "Times New Roman", "Noto Serif", "DejaVu Serif", "Noto Serif CJK SC", "Songti SC", serif;
  background: var(--ground);
  color: var(--ink);
  min-height: 100%;
  box-sizing: border-box;
  font:
    16px/1.55 system-ui,
    -apple-system,
    "Segoe UI",
    "Noto Sans",
    "DejaVu Sans",
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    sans-serif;
  font-variant-numeric: tabular-nums;
  -webkit-text-size-adjust: 100%;
}
.olx[data-theme="dark"] {
  --ground: #14181d;
  --card: #1b2027;
  --ink: #e8eaec;
  --soft: #a9b2bc;
  --faint: #7b858f;
  --line: #303842;
  --press: #e8eaec;
  --on-press: #14181d;
  --glow: #5db4e6;
  --plus: #4aa3d6;
  --minus: #ee9a52;
  --wire: #5a646f;
  --f: #5db4e6;
  --i: #4cc3a1;
  --g: #dd8fc8;
  --o: #d2b458;
  --c: #e8eaec;
  --h: #e0aa78;
  --good: #57c9a5;
  --bad: #f0a165;
  --shadow: none;
  color-scheme: dark;
}
.olx *,
.olx *::before {
  box-sizing: border-box;
}
.olx > header,
.olx > main,
.olx > footer {
  max-width: 1240px;
  margin: 0 auto;
  padding: 0 24px;
}
.olx > header {
  display: flex;
  align-items: center;
  gap: 20px;
  padding-top: 14px;
  padding-bottom: 12px;
  flex-wrap: wrap;
}
.olx .brand {
  display: flex;
  gap: 10px;
  align-items: baseline;
  margin-right: auto;
}
.olx .brand b {
  font-weight: 650;
  letter-spacing: -0.01em;
}
.olx .brand span {
  color: var(--soft);
  font-size: 14px;
}
.olx nav {
  display: flex;
  gap: 2px;
}
.olx > footer {
  color: var(--faint);
  font-size: 13px;
  padding-top: 28px;
  padding-bottom: 28px;
}
.olx h1 {
  font-size: 30px;
  line-height: 1.2;
  letter-spacing: -0.018em;
  font-weight: 640;
  margin: 10px 0 6px;
  text-wrap: balance;
}
.olx h2 {
  font-size: 23px;
  line-height: 1.25;
  letter-spacing: -0.012em;
  font-weight: 630;
  margin: 0 0 8px;
  text-wrap: balance;
}
.olx h3 {
  font-size: 15px;
  font-weight: 640;
  margin: 0 0 6px;
}
.olx p {
  margin: 0 0 10px;
  text-wrap: pretty;
}
.olx .lead {
  font-size: 18px;
  color: var(--soft);
  max-width: 82ch;
}
.olx .lead strong {
  color: var(--ink);
}
.olx .note,
.olx .hint {
  font-size: 13px;
  color: var(--soft);
  line-height: 1.5;
}
.olx .hint {
  margin: 4px 0 0;
}
.olx .card {
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 12px;
  padding: 16px 18px;
  box-shadow: var(--shadow);
  min-width: 0;
}
.olx .label {
  color: var(--soft);
  font-size: 13px;
  display: block;
  margin-bottom: 3px;
}
.olx .math {
  font-family: var(--serif);
  font-size: 1.06em;
  line-height: 1.8;
}
.olx .math sub,
.olx .math sup {
  font-size: 0.72em;
  line-height: 0;
}
.olx .math b.n {
  font-family: inherit;
  font-weight: 600;
  background: color-mix(in srgb, var(--glow) 12%, transparent);
  border-radius: 4px;
  padding: 1px 4px;
}
.olx .equation .math {
  white-space: normal;
}
.olx button {
  font: inherit;
  font-size: 14px;
  color: inherit;
  background: none;
  border: 1px solid var(--line);
  border-radius: 8px;
  padding: 5px 12px;
  min-height: 34px;
  cursor: pointer;
}
.olx button:hover:not(:disabled) {
  border-color: var(--soft);
}
.olx button:disabled {
  opacity: 0.4;
  cursor: default;
}
.olx button[aria-pressed="true"],
.olx button.primary,
.olx .tab[aria-current="page"] {
  background: var(--press);
  color: var(--on-press);
  border-color: var(--press);
}
.olx button.primary {
  padding: 9px 18px;
  font-size: 15px;
}
.olx .tab {
  border-color: transparent;
  white-space: pre;
}
.olx .switch {
  border-color: transparent;
  color: var(--soft);
  padding: 5px 9px;
}
.olx .switches {
  display: flex;
}
.olx .switches:first-child {
  margin-left: auto;
}
.olx button.quiet {
  color: var(--soft);
}
.olx button.round {
  border-radius: 50%;
  width: 36px;
  height: 36px;
  padding: 0;
  flex: none;
  line-height: 1;
}
.olx :focus-visible {
  outline: 2px solid var(--glow);
  outline-offset: 2px;
}
.olx select,
.olx input[type="search"],
.olx input[type="number"] {
  font: inherit;
  font-size: 14px;
  color: inherit;
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 8px;
  padding: 5px 8px;
  min-height: 34px;
  max-width: 100%;
}
.olx input[type="range"] {
  accent-color: var(--glow);
  min-width: 60px;
  flex: 1;
}
.olx .pick {
  display: inline-flex;
  flex-direction: column;
  font-size: 13px;
  color: var(--soft);
  min-width: 0;
}
.olx .pick select,
.olx .pick input {
  color: var(--ink);
}
.olx .choice {
  margin-bottom: 8px;
}
.olx .segments {
  display: inline-flex;
  flex-wrap: wrap;
  gap: 4px;
}
.olx .player {
  display: flex;
  gap: 8px;
  align-items: center;
  flex-wrap: wrap;
}
.olx .player .step-words {
  min-width: 8.5em;
  color: var(--soft);
  font-size: 14px;
}
.olx .player .pick {
  flex-direction: row;
  align-items: center;
  gap: 6px;
}
.olx .slider {
  display: flex;
  gap: 10px;
  align-items: center;
  font-size: 14px;
  color: var(--soft);
}
.olx .onward {
  margin: 22px 0 10px;
}
.olx svg text {
  fill: var(--ink);
}
.olx .visually-hidden {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
.olx.narrow > header,
.olx.narrow > main,
.olx.narrow > footer {
  padding-left: 12px;
  padding-right: 12px;
}
.olx.narrow > header {
  gap: 6px 10px;
  padding-top: 8px;
  padding-bottom: 6px;
}
.olx.narrow .brand span {
  display: none;
}
.olx.narrow nav {
  order: 3;
  width: 100%;
  justify-content: space-between;
}
.olx.narrow .tab {
  padding: 5px 8px;
  font-size: 13px;
}
.olx.narrow h1 {
  font-size: 23px;
  margin-top: 4px;
}
.olx.narrow h2 {
  font-size: 20px;
}
.olx.narrow .lead {
  font-size: 15px;
  line-height: 1.45;
}
.olx.narrow .card {
  padding: 12px;
  border-radius: 10px;
}
.olx.narrow .player .step-words {
  min-width: 0;
}
@media (prefers-reduced-motion: no-preference) {
  .olx .bar-fill,
  .olx .split .share {
    transition:
      height 0.12s,
      bottom 0.12s,
      width 0.12s;
  }
  .olx .dim,
  .olx [data-part] {
    transition: opacity 0.25s;
  }
  .olx .invite {
    animation: olx-nudge 1.8s ease-in-out infinite;
  }
}
@keyframes olx-nudge {
  50% {
    transform: translateY(5px);
  }
}
`;var So=`/* SPDX-License-Identifier: Apache-2.0 */
.olx .diagram {
  width: 100%;
  height: auto;
  display: block;
  user-select: none;
  -webkit-user-select: none;
  font-size: 15px;
}
.olx .wire {
  fill: none;
  stroke: var(--wire);
  stroke-linejoin: round;
  stroke-linecap: round;
}
.olx .wire[data-sign="plus"] {
  stroke: var(--plus);
}
.olx .wire[data-sign="minus"] {
  stroke: var(--minus);
}
.olx .arrow {
  fill: var(--soft);
}
.olx .operator circle,
.olx .operator rect {
  fill: var(--card);
  stroke: var(--ink);
  stroke-width: 1.5;
}
.olx .operator text {
  font-size: 18px;
}
.olx .operator .word {
  font-size: 13px;
  font-family: var(--serif);
}
.olx .wire-label {
  font-size: 15px;
  paint-order: stroke;
  stroke: var(--card);
  stroke-width: 5px;
  stroke-linejoin: round;
}
.olx .wire-label .v,
.olx .tank .name .v {
  font-family: var(--serif);
  font-style: italic;
  font-size: 17px;
}
.olx .wire-label .sub,
.olx .tank .name .sub {
  font-family: var(--serif);
  font-size: 11px;
}
.olx .wire-label .n {
  font-weight: 620;
}
.olx .tank {
  --hue: var(--f);
  outline: none;
}
.olx .tank.gate-i {
  --hue: var(--i);
}
.olx .tank.gate-g {
  --hue: var(--g);
}
.olx .tank.gate-o {
  --hue: var(--o);
}
.olx .tank[tabindex] {
  cursor: ns-resize;
  touch-action: none;
}
.olx .tank .glass {
  fill: var(--card);
}
.olx .tank .fill {
  fill: var(--hue);
  opacity: 0.26;
}
.olx .tank .rim {
  fill: none;
  stroke: var(--hue);
  stroke-width: 1.6;
}
.olx .tank .zero {
  stroke: var(--hue);
  stroke-width: 1;
  stroke-dasharray: 2 3;
  opacity: 0.7;
}
.olx .tank .handle rect {
  fill: var(--hue);
}
.olx .tank .handle path {
  stroke: var(--card);
  stroke-width: 1;
  opacity: 0.8;
}
.olx .tank .value {
  font-size: 18px;
  font-weight: 640;
}
.olx .tank .kind {
  font-size: 12.5px;
  font-family: var(--serif);
  fill: var(--soft);
}
.olx .tank .name {
  paint-order: stroke;
  stroke: var(--card);
  stroke-width: 5px;
}
.olx .tank .name .v {
  font-size: 19px;
}
.olx .tank .ghost {
  stroke: var(--ink);
  stroke-width: 1.5;
  stroke-dasharray: 3 3;
}
.olx .tank.held .rim {
  stroke-width: 3.2;
}
.olx .tank.held .fill {
  opacity: 0.42;
}
.olx .tank:focus-visible .rim {
  stroke: var(--glow);
  stroke-width: 4;
}
.olx .invite text {
  fill: var(--f);
  font-weight: 640;
  font-size: 15px;
}
.olx .invite path {
  fill: none;
  stroke: var(--f);
  stroke-width: 2;
}
.olx .diagram .dim {
  opacity: 0.16;
}
.olx .chart {
  display: block;
  width: 100%;
  touch-action: pan-y;
  font-size: 12px;
}
.olx .chart text {
  fill: var(--soft);
}
.olx .chart .axis {
  stroke: var(--line);
  fill: none;
}
.olx .chart .zero {
  stroke: var(--faint);
  fill: none;
}
.olx .chart .cursor {
  stroke: var(--ink);
  stroke-width: 1;
  stroke-dasharray: 3 3;
}
.olx .chart .line {
  fill: none;
  stroke-width: 2;
  stroke-linejoin: round;
}
.olx .chart .band {
  stroke: none;
  opacity: 0.14;
}
.olx .chart .end {
  font-weight: 620;
}
.olx .chart .dot {
  stroke: var(--card);
  stroke-width: 1.5;
}
.olx .legend {
  display: flex;
  gap: 4px 14px;
  flex-wrap: wrap;
  font-size: 13px;
  color: var(--soft);
}
.olx .legend .swatch {
  display: inline-block;
  width: 18px;
  height: 0;
  border-top: 3px solid;
  vertical-align: middle;
  margin-right: 5px;
}
.olx .diagram[viewBox^="0 0 372"] .tank .value {
  font-size: 16px;
}
.olx .tank .gate-name {
  font-size: 13px;
  fill: var(--hue);
  font-weight: 560;
  paint-order: stroke;
  stroke: var(--card);
  stroke-width: 5px;
}
.olx .diagram[viewBox^="0 0 372"] .gate-name {
  font-size: 12px;
}
`;var Mo=`/* SPDX-License-Identifier: Apache-2.0 */
.olx .bar-controls {
  display: flex;
  gap: 12px 18px;
  align-items: flex-end;
  flex-wrap: wrap;
  position: sticky;
  top: 0;
  z-index: 3;
  padding-top: 10px;
  padding-bottom: 10px;
}
.olx .bar-controls .player {
  flex: 1 1 420px;
}
.olx .panes {
  margin-top: 14px;
}
.olx .panes.pair {
  display: grid;
  grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
  gap: 22px;
}
.olx .pane > .card,
.olx .pane-grid {
  margin-bottom: 14px;
}
.olx .pane > .note {
  margin-bottom: 8px;
}
.olx .selectors,
.olx .edit-form {
  display: flex;
  flex-wrap: wrap;
  gap: 8px 12px;
  align-items: flex-end;
  margin-bottom: 8px;
}
.olx .pane-grid {
  display: grid;
  grid-template-columns: minmax(0, 1.35fr) minmax(0, 1fr);
  gap: 14px;
  align-items: start;
}
.olx .pane.slim .pane-grid {
  grid-template-columns: minmax(0, 1fr);
}
.olx .column {
  display: grid;
  gap: 14px;
  min-width: 0;
}
.olx .maps {
  display: grid;
  grid-template-columns: repeat(2, minmax(0, 1fr));
  gap: 12px 16px;
}
.olx .pane.slim .maps {
  gap: 10px;
}
.olx .pane.slim .map-name {
  display: none;
}
.olx .map {
  margin: 0;
  min-width: 0;
}
.olx .map figcaption {
  display: flex;
  gap: 6px;
  align-items: baseline;
  font-size: 13px;
  margin-bottom: 3px;
  white-space: nowrap;
}
.olx .map figcaption .math {
  font-size: 16px;
  line-height: 1.2;
}
.olx .map canvas {
  display: block;
  width: 100%;
  cursor: crosshair;
  border-radius: 3px;
  touch-action: pan-y;
}
.olx .scale {
  margin-left: auto;
  color: var(--soft);
  font-size: 11.5px;
  display: inline-flex;
  gap: 4px;
  align-items: center;
}
.olx .scale i {
  width: 46px;
  height: 8px;
  border-radius: 2px;
  display: inline-block;
}
.olx .map-readout {
  margin: 8px 0 0;
  color: var(--soft);
  min-height: 1.5em;
}
.olx .unit-head {
  display: flex;
  gap: 10px;
  align-items: center;
  flex-wrap: wrap;
  margin-bottom: 6px;
}
.olx .unit-head h3 {
  margin: 0 auto 0 0;
  font-size: 18px;
}
.olx .unit-head input {
  width: 9em;
}
.olx .facts {
  font-size: 14px;
  margin-top: 8px;
}
.olx .facts p {
  margin: 0 0 4px;
}
.olx .facts ul,
.olx .edits {
  margin: 0;
  padding-left: 18px;
  color: var(--soft);
  font-size: 13.5px;
}
.olx .facts .condition {
  color: var(--ink);
  font-weight: 600;
}
.olx .odds {
  list-style: none;
  margin: 0;
  padding: 0;
  font-size: 14px;
  display: grid;
  grid-template-columns: minmax(3em, max-content) minmax(40px, 1fr) auto 7em;
  gap: 4px 10px;
  align-items: center;
}
.olx .odds li {
  display: contents;
}
.olx .odds li .was.note {
  white-space: nowrap;
}
.olx .odd-name {
  font-weight: 560;
  overflow-wrap: anywhere;
}
.olx .odds .target .odd-name::after {
  content: " ✓";
  color: var(--good);
}
.olx .odd-bar {
  position: relative;
  height: 12px;
  background: color-mix(in srgb, var(--ink) 6%, transparent);
  border-radius: 3px;
  overflow: hidden;
  display: block;
}
.olx .odd-bar i {
  position: absolute;
  left: 0;
  top: 0;
  bottom: 0;
  background: var(--glow);
  border-radius: 3px;
}
.olx .odd-bar i.was {
  background: var(--faint);
  bottom: auto;
  height: 4px;
  z-index: 1;
}
.olx .odds .n {
  font-weight: 620;
  min-width: 4em;
  text-align: right;
}
.olx button.small {
  min-height: 28px;
  padding: 2px 9px;
  font-size: 13px;
}
.olx .edit-form button.small {
  min-height: 34px;
  padding: 5px 14px;
}
.olx .edits {
  margin: 6px 0;
}
.olx .edits li.note {
  list-style: none;
  margin-left: -18px;
}
.olx .warning {
  color: var(--bad);
  font-weight: 600;
}
.olx.narrow .panes.pair,
.olx.narrow .pane-grid {
  grid-template-columns: minmax(0, 1fr);
}
.olx.narrow .bar-controls {
  position: static;
}
.olx.narrow .bar-controls .player {
  flex-basis: 100%;
}
.olx.narrow .selectors .pick {
  max-width: 100%;
}
@media (max-width: 1000px) {
  .olx .pane-grid {
    grid-template-columns: minmax(0, 1fr);
  }
}
.olx .unit-card .diagram {
  max-width: 440px;
  margin: 0 auto;
}
.olx .with-scale {
  display: flex;
  gap: 12px;
  align-items: baseline;
}
.olx .with-scale .scale {
  margin: 0;
  font-weight: 400;
}
.olx .map-readout + .note:empty {
  display: none;
}
.olx .maps ~ .note {
  margin: 4px 0 0;
}
`;var Ao=`/* SPDX-License-Identifier: Apache-2.0 */
.olx .strip-and-answers {
  display: grid;
  grid-template-columns: minmax(0, 1fr) 250px;
  gap: 22px;
  align-items: stretch;
  margin: 6px 0 16px;
}
.olx .strip {
  display: grid;
  grid-template-columns: auto repeat(var(--steps), minmax(0, 1fr));
  gap: 4px 5px;
  align-items: center;
}
.olx .row-name {
  font-size: 13px;
  color: var(--soft);
  padding-right: 8px;
  max-width: 8.5em;
  line-height: 1.3;
}
.olx button.tile {
  padding: 0;
  min-height: 38px;
  font-size: 17px;
  background: var(--card);
  border-color: var(--line);
}
.olx button.tile.to-keep {
  font-weight: 700;
  border-color: var(--ink);
  border-width: 2px;
}
.olx button.tile[aria-pressed="true"] {
  background: var(--press);
  color: var(--on-press);
  border-color: var(--press);
}
.olx .bar {
  text-align: center;
  cursor: pointer;
  border-radius: 6px;
  padding: 2px 0;
}
.olx .bar-room {
  display: block;
  position: relative;
  height: 40px;
  background: linear-gradient(var(--line), var(--line)) center / 100% 1px no-repeat;
}
.olx .bar-fill {
  position: absolute;
  left: 18%;
  right: 18%;
  background: var(--plus);
  border-radius: 2px;
  min-height: 1px;
}
.olx .bar-fill[data-sign="minus"] {
  background: var(--minus);
}
.olx .bar .n {
  font-size: 12.5px;
  color: var(--soft);
}
.olx .bar.now {
  background: color-mix(in srgb, var(--glow) 11%, transparent);
}
.olx .bar.now .n {
  color: var(--ink);
  font-weight: 650;
}
.olx .bar.plain .bar-fill {
  opacity: 0.75;
}
.olx .answers {
  border-left: 1px solid var(--line);
  padding-left: 20px;
  display: flex;
  flex-direction: column;
  justify-content: center;
  gap: 8px;
}
.olx .answers h3 {
  margin: 0;
  color: var(--soft);
  font-weight: 500;
  font-size: 13px;
}
.olx .answer {
  display: grid;
  grid-template-columns: 1fr auto;
  gap: 1px 8px;
  font-size: 14px;
  align-items: baseline;
}
.olx .answer .who {
  font-weight: 620;
}
.olx .answer .n {
  font-weight: 640;
}
.olx .answer .verdict {
  color: var(--soft);
  text-align: right;
  grid-column: 2;
  grid-row: 1;
}
.olx .answer .n {
  grid-column: 1;
  grid-row: 3;
}
.olx .answer[data-state="right"] .verdict {
  color: var(--good);
  font-weight: 620;
}
.olx .answer[data-state="wrong"] .verdict {
  color: var(--bad);
  font-weight: 620;
}
.olx .split {
  grid-column: 1 / -1;
  grid-row: 2;
  height: 9px;
  border-radius: 5px;
  background: var(--minus);
  overflow: hidden;
  display: block;
}
.olx .split .share {
  display: block;
  height: 100%;
  background: var(--plus);
  border-right: 2px solid var(--card);
}
.olx .bench {
  display: grid;
  grid-template-columns: minmax(0, 1.72fr) minmax(280px, 1fr);
  gap: 16px;
  align-items: start;
}
.olx .bench aside,
.olx .bench .column {
  display: grid;
  gap: 12px;
}
.olx .cell-card .diagram {
  margin-top: 12px;
}
.olx .equation > div + div {
  margin-top: 8px;
}
.olx .equation .readout {
  color: var(--soft);
  font-size: 14px;
  margin: 8px 0 0;
}
.olx .controls {
  display: flex;
  flex-direction: column;
  align-items: flex-start;
  gap: 4px;
}
.olx .tries ol {
  margin: 0;
  padding: 0;
  list-style: none;
  font-size: 14px;
}
.olx .tries li {
  display: grid;
  grid-template-columns: 22px 1fr;
  margin-bottom: 7px;
  line-height: 1.45;
  position: relative;
}
.olx .tries .mark {
  width: 15px;
  height: 15px;
  border: 1.5px solid var(--faint);
  border-radius: 4px;
  margin-top: 3px;
  font-size: 12px;
  line-height: 12px;
  text-align: center;
  color: var(--on-press);
}
.olx .tries li.done .mark {
  background: var(--good);
  border-color: var(--good);
}
.olx .tries li.done {
  color: var(--soft);
}
.olx .plain-panel p {
  font-size: 14px;
  margin-bottom: 4px;
}
.olx .plain-panel .note {
  font-size: 13px;
  margin: 6px 0 0;
}
.olx.narrow .strip-and-answers {
  grid-template-columns: minmax(0, 1fr);
  gap: 8px;
  margin-bottom: 8px;
}
.olx.narrow .strip {
  grid-template-columns: repeat(var(--steps), minmax(0, 1fr));
  gap: 2px;
}
.olx.narrow .row-name {
  grid-column: 1 / -1;
  max-width: none;
  font-size: 12px;
  margin-top: 2px;
}
.olx.narrow .strip .row-name:first-child {
  display: none;
}
.olx.narrow button.tile {
  min-height: 32px;
  border-radius: 6px;
}
.olx.narrow .bar-room {
  height: 26px;
}
.olx.narrow .bar .n {
  font-size: 10.5px;
  letter-spacing: -0.02em;
}
.olx.narrow .answers {
  border: 0;
  padding: 8px 0;
  display: grid;
  grid-template-columns: 1fr 1fr;
  gap: 4px 18px;
  position: sticky;
  top: 0;
  background: var(--ground);
  z-index: 2;
}
.olx.narrow .answers h3 {
  display: none;
}
.olx.narrow .strip-and-answers {
  display: contents;
}
.olx.narrow .hold {
  display: flex;
  flex-direction: column;
}
.olx.narrow .bench {
  grid-template-columns: minmax(0, 1fr);
}
`;var To=`/* SPDX-License-Identifier: Apache-2.0 */
.olx .chapters {
  flex-wrap: wrap;
  gap: 4px;
  border-bottom: 1px solid var(--line);
  padding: 4px 0 10px;
  margin-bottom: 14px;
}
.olx .chapters button {
  border-color: transparent;
  white-space: pre;
  color: var(--soft);
  padding: 4px 11px;
}
.olx .chapters button[aria-current] {
  color: var(--ink);
  border-color: var(--ink);
  font-weight: 600;
}
.olx .chapter h1 {
  outline: none;
}
.olx .two {
  display: grid;
  grid-template-columns: minmax(0, 1fr) minmax(0, 1.25fr);
  gap: 16px 28px;
  align-items: start;
  margin-top: 10px;
}
.olx .two.lower {
  grid-template-columns: minmax(0, 1.6fr) minmax(0, 1fr);
  gap: 16px;
  margin-top: 16px;
}
.olx .two.lower:has(> [hidden]) {
  grid-template-columns: minmax(0, 1fr);
}
.olx .words p {
  max-width: 62ch;
}
.olx .quiz {
  border-left: 4px solid var(--glow);
  margin: 14px 0;
}
.olx .quiz p {
  margin-bottom: 8px;
}
.olx .quiz .options {
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
}
.olx .quiz .options button {
  min-width: 60px;
}
.olx .quiz .is-right {
  background: var(--good);
  border-color: var(--good);
  color: var(--card);
  opacity: 1;
}
.olx .quiz .is-wrong {
  border-color: var(--bad);
  color: var(--bad);
  opacity: 1;
  text-decoration: line-through;
}
.olx .quiz .reveal {
  margin: 10px 0 0;
}
.olx .here {
  margin: 0 0 6px;
}
.olx .formulas .equation {
  margin-bottom: 8px;
}
.olx .formulas .main {
  margin-top: 6px;
  font-size: 1.12em;
}
.olx .curves {
  display: grid;
  gap: 14px;
}
.olx .curve {
  margin: 0;
}
.olx .curve figcaption {
  font-size: 13px;
  color: var(--soft);
}
.olx .curve svg {
  max-width: 380px;
}
.olx .curve .end {
  fill: var(--ink);
  font-size: 13px;
  paint-order: stroke;
  stroke: var(--card);
  stroke-width: 5px;
}
.olx .stories {
  margin-top: 20px;
  display: grid;
  gap: 16px;
}
.olx .story .label {
  margin: 0;
  text-transform: none;
}
.olx .story h2 {
  margin-bottom: 2px;
}
.olx .story .words {
  margin-top: 6px;
}
.olx .story-body {
  display: grid;
  grid-template-columns: minmax(0, 1.45fr) minmax(0, 1fr);
  gap: 8px 28px;
  align-items: start;
}
.olx .story-body .quiz {
  box-shadow: none;
  margin-top: 4px;
}
.olx .story-body .words p {
  font-size: 15px;
}
.olx.narrow .story-body > :last-child {
  order: -1;
}
.olx .tokens {
  font-size: 16px;
  line-height: 1.75;
  margin: 8px 0;
  max-height: 168px;
  overflow: auto;
  padding: 3px;
}
.olx .token {
  padding: 2px 1px;
  cursor: pointer;
  border-radius: 2px;
  position: relative;
}
.olx .tokens.long .token {
  padding: 2px 5px;
  margin: 0 3px 4px 0;
  display: inline-block;
  border-radius: 4px;
  line-height: 1.4;
}
.olx .token.now {
  outline: 2px solid var(--ink);
  outline-offset: 0;
  z-index: 1;
}
.olx .mark-words {
  color: var(--soft);
}
.olx .readout {
  font-size: 14px;
}
.olx .chain {
  display: grid;
  grid-template-columns: auto repeat(var(--steps), minmax(0, 1fr));
  gap: 8px 10px;
  align-items: center;
}
.olx .character {
  font-size: 26px;
  line-height: 1.2;
  padding: 6px 0;
  width: 100%;
  font-family: "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif;
}
.olx .half {
  border: 1px solid var(--line);
  border-radius: 8px;
  min-height: 58px;
  padding: 8px 6px;
  display: flex;
  flex-direction: column;
  justify-content: center;
  gap: 5px;
  text-align: center;
  opacity: 0.4;
  position: relative;
}
.olx .half.read {
  opacity: 1;
  border-color: var(--f);
}
.olx .half.reverse.read {
  border-color: var(--minus);
}
.olx .half.now {
  border-width: 2px;
}
.olx .half.forward:not(:nth-child(2))::before,
.olx .half.reverse::before {
  content: "→";
  position: absolute;
  left: -13px;
  top: 50%;
  transform: translateY(-50%);
  color: var(--soft);
  font-size: 14px;
}
.olx .half.reverse::before {
  content: "←";
}
.olx .half.reverse:nth-last-child(n + 1)::before {
  left: auto;
  right: -13px;
}
.olx .half.reverse:last-child::before {
  content: none;
}
.olx .half .has {
  font-size: 12px;
  color: var(--soft);
}
.olx .vector {
  display: flex;
  height: 16px;
  border-radius: 3px;
  overflow: hidden;
  border: 1px solid var(--line);
}
.olx .vector i {
  flex: 1;
  min-width: 1px;
}
.olx .joined {
  margin-top: 14px;
}
.olx .joined .pair {
  display: grid;
  grid-template-columns: 1fr 1fr;
  gap: 3px;
}
.olx .joined .vector {
  height: 22px;
}
.olx .chapter .two + .card {
  margin-top: 16px;
}
.olx .scroll {
  overflow-x: auto;
}
.olx table {
  border-collapse: collapse;
  font-size: 14px;
  margin: 4px 0 8px;
}
.olx th,
.olx td {
  padding: 5px 14px 5px 0;
  border-bottom: 1px solid var(--line);
  text-align: left;
  font-weight: 400;
}
.olx thead th {
  color: var(--soft);
}
.olx td.n {
  font-weight: 600;
  white-space: nowrap;
}
.olx code {
  font-size: 12px;
  background: color-mix(in srgb, var(--ink) 6%, transparent);
  padding: 1px 5px;
  border-radius: 4px;
}
.olx .own-gate {
  margin-top: 12px;
}
.olx .own-gate .slider span {
  min-width: 8em;
}
.olx .own-gate output {
  font-weight: 620;
}
.olx.narrow .two,
.olx.narrow .two.lower,
.olx.narrow .story-body {
  grid-template-columns: minmax(0, 1fr);
  gap: 12px;
}
.olx.narrow .chapters {
  overflow-x: auto;
  flex-wrap: nowrap;
  justify-content: flex-start;
  scrollbar-width: none;
}
.olx.narrow .chapters button {
  flex: none;
}
.olx.narrow .chain {
  gap: 6px 8px;
  grid-template-columns: repeat(var(--steps), minmax(0, 1fr));
}
.olx.narrow .chain .row-name {
  grid-column: 1 / -1;
  max-width: none;
}
.olx.narrow .half .has {
  font-size: 10.5px;
}
@media (max-width: 900px) {
  .olx .two,
  .olx .two.lower,
  .olx .story-body {
    grid-template-columns: minmax(0, 1fr);
  }
  .olx .bench,
  .olx .strip-and-answers {
    grid-template-columns: minmax(0, 1fr);
  }
}
.olx .beside {
  display: grid;
  grid-template-columns: auto minmax(0, 1fr);
  gap: 0 36px;
}
.olx .beside h3 {
  grid-column: 1 / -1;
}
.olx .beside > p.note {
  max-width: 62ch;
}
.olx.narrow .beside {
  grid-template-columns: minmax(0, 1fr);
}
@media (max-width: 900px) {
  .olx .beside {
    grid-template-columns: minmax(0, 1fr);
  }
}
@media (max-width: 900px) {
  .olx .answers {
    border: 0;
    padding: 0;
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 4px 24px;
  }
  .olx .answers h3 {
    grid-column: 1 / -1;
  }
}
`;var nt=ko+So+Ao+To+Mo;function Ir(e,t,o){let r=e.shadowRoot??e.attachShadow({mode:"open"}),n=document.createElement("style");n.textContent=nt;let a=document.createElement("div");r.replaceChildren(n,a);let s=rt(a,t,o);return{destroy(){s.destroy(),r.replaceChildren()}}}function qr(e){let{pre:t,...o}=me(ye(e));return Object.fromEntries(Object.entries(o).map(([r,n])=>[r,Array.from(n)]))}var Eo=document.getElementById("openlstm");if(Eo){let e=document.createElement("style");e.textContent=nt,document.head.append(e);let t=document.getElementById("openlstm-data")?.textContent;rt(Eo,t?JSON.parse(t):null)}return Oo(Br);})();
