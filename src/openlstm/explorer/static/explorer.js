// SPDX-License-Identifier: Apache-2.0 – built from explorer-ui, do not edit
"use strict";var openlstmExplorer=(()=>{var Ie=Object.defineProperty;var Uo=Object.getOwnPropertyDescriptor;var Ko=Object.getOwnPropertyNames;var Yo=Object.prototype.hasOwnProperty;var Xo=(e,t)=>{for(var o in t)Ie(e,o,{get:t[o],enumerable:!0})},Jo=(e,t,o,r)=>{if(t&&typeof t=="object"||typeof t=="function")for(let n of Ko(t))!Yo.call(e,n)&&n!==o&&Ie(e,n,{get:()=>t[n],enumerable:!(r=Uo(t,n))||r.enumerable});return e};var Qo=e=>Jo(Ie({},"__esModule",{value:!0}),e);var gn={};Xo(gn,{lesson:()=>fn,mount:()=>un});var mt={title:"A tour of the cell",chapters:"Chapters",previous:"Back",next:"Next",toExplorer:"To the explorer",here:"The step below: the cell of the first page reads",textbook:"Text-book",pytorch:"PyTorch",spelling:"Two spellings of one thing",spellingNote:"One dense layer on the joined vector $[h_{t−1}, x_t]$ is the same as one on $h_{t−1}$ plus one on $x_t$. Here $x_t$ is 1 in the place of the symbol read and 0 elsewhere, so only that column counts.",question:"Before you look",right:"Yes.",wrong:"Not quite.",show:"Just show me",curve:{sigmoid:"σ turns any number into one between 0 and 1",tanh:"tanh turns any number into one between −1 and 1"},curveAxis:"before",curveValue:"after",story:"From a trained model",open:"Open in the explorer",noStory:"This page was made without the trained stories.",storyUnit:(e,t,o,r)=>`Layer ${o} of this model has ${t} ${t>1?"units, each":"unit,"} with gates and a memory of its own${r&&", in each direction"}; shown is unit ${e}, counted from 0${r&&`, ${r}`}.`,storyHidden:"The curves of the unit appear with the answer.",forget:{name:"Forget gate",title:"The forget gate: how much of the memory stays",text:["The cell state $c$ is the memory. Before anything new is written, the **forget gate** decides what share of the old memory passes: 1 keeps all of it, 0 wipes it out.","It looks at two things: the hidden state $h_{t−1}$ from one step ago and the present input $x_t$. A **dense layer** makes one number of them: a weighted sum, each of the two times its **weight** $W$, plus a constant, the **bias** $b$. Then **σ**, the sigmoid, squeezes that number into the range from 0 to 1."],ask:e=>`The dense layer gives ${e}. What will $f_t$ be?`,reveal:(e,t,o)=>`$f_t$ = σ(…) = ${e}: of the old memory ${t}, ${o} stays.`},input:{name:"Input gate",title:"Input gate and candidate: what is written",text:["The **candidate** $g_t$ is what could be written: a tanh, so between −1 and 1.","The **input gate** $i_t$ decides how much of it is: near 0 the cell ignores the present input, near 1 it writes all of the candidate. What reaches the memory is the product of the two."],ask:(e,t)=>`The input gate is at ${e}, the candidate is ${t}. How much will be written?`,reveal:(e,t,o)=>`${e} × ${t} = ${o}. A gate near zero lets hardly anything through.`},cell:{name:"Cell update",title:"The cell update: the carousel",text:["Now the memory moves one step on: what was kept, plus what is written. **There is no dense layer and no squashing on this line**, only one product and one sum for each unit.","With $f_t$ at 1 and $i_t$ at 0 the value goes round unchanged, step after step. This is why it was called the constant error carousel. While the network learns, the **gradient** travels the same line backwards: it says how much a small change of each number would change the error. Along this line it is multiplied by $f_t$ and by nothing else. (More of it comes round through $h_t$ and the gates: chapter 6.)"],ask:(e,t,o,r)=>`$f_t$ = ${e}, $c_{t−1}$ = ${t}, $i_t$ = ${o}, $g_t$ = ${r}. What will $c_t$ be?`,reveal:e=>`${e}.`,noDense:"No $W$, no σ, no tanh here."},output:{name:"Output gate",title:"The output gate: what is shown",text:["Not all that a cell remembers matters now. The **output gate** decides how much of the memory is shown to the rest of the network as the hidden state $h_t$.","The memory goes through tanh first, so that what is shown stays between −1 and 1. $h_t$ is also what all four dense layers read at the next step."],ask:(e,t)=>`The output gate is at ${e}, the memory is ${t}. What will $h_t$ be?`,reveal:(e,t,o)=>`$h_t$ = $o_t$ tanh($c_t$) = ${e} × ${t} = ${o}.`},both:{name:"Both directions",title:"Both directions: the sentence read from two sides",text:["One LSTM knows only what came before. A **bidirectional** layer runs a second one from the end of the sentence to its beginning, with weights of its own, and joins the two hidden states at every step: $[h→_t ; h←_t]$.","At each character the forward half knows the left side, the reverse half the right side. Choose a character to see what each half has read."],ask:"At 爱, which characters has the reverse half read?",options:["我 and 爱","国, 中 and 爱","all four"],reveal:"The reverse half begins at the end: 国, 中, 爱. Only joined with the forward half (我, 爱) is the whole sentence known.",forward:"forward",reverse:"reverse",joined:"joined",has:e=>`has read ${e}`,cost:"What it costs",costNote:(e,t)=>`One layer, ${e} inputs, ${t} units in each direction. Parameters are the numbers that are learnt: weights and biases. A multiply-add is one multiplication and the addition that goes with it; those of the weighted sums of one step are counted.`,costRows:{one:"one-way LSTM",two:"bidirectional LSTM",parameters:"parameters",adds:"multiply-adds",width:"width of its output",knows:"knows at step t"},left:"steps 0 to t",all:"the whole sentence",wait:"The price is not only the double work: a bidirectional layer must wait for the end, so it cannot predict as a stream comes in.",stacked:"A second bidirectional layer reads both halves (twice the width), so a stack costs more than twice."},gradient:{name:"Gradients",title:"Why an RNN’s gradient dies, and when the carousel’s does not",text:["To learn that a symbol long ago mattered, the **gradient** must travel back through all steps between: d$L$/d$c$ says by how much the loss $L$, one number that measures the error at the end, changes when $c$ at that step changes a little; d$L$/d$h$ says the same of $h$. In a plain RNN each step multiplies it by the same matrix and by the slope of tanh, which is at most 1: it shrinks (or grows) like a power.","In an LSTM there is a direct path along the cell state, and on it each step multiplies the gradient by $f_t$ alone. A gate near 1 lets it pass. **But the gate must be there**: at the usual initialisation (the random weights before training) $f$ is about 0.5, and the gradient of the LSTM dies almost as fast. A forget bias $b_f$, the constant in the forget gate’s dense layer, of 1 or more changes that."],paths:(e,t,o,r)=>`**The direct path is not all.** A change of $c$ also changes $h$, and through $h$ the gates and candidates of all units at the next step, and so the cell states again. d$L$/d$c$ is the sum over all these ways. It is no product of gates, and nothing keeps it below 1: for ${e} the direct path keeps ${o} after ${t} steps, all ways together ${r}.`,ask:"An error comes back over 50 steps. With f = 0.5 at each step, how much of it is left on the direct path?",options:["about a half","about a hundredth","less than 10⁻¹⁵"],reveal:"0.5 to the power of 50 is 9·10⁻¹⁶. With f = 0.97 it would be 0.22.",chart:"Gradient that is left, by how far it came back",axis:"lag: steps back from the loss",left:"gradient, as a share of that at lag 0",dashed:"Dashed lines",quantities:{dc:"d$L$/d$c$",dh:"d$L$/d$h$",direct:"direct path"},terms:"Solid: the whole gradient, d$L$/d$c$ of the LSTMs and d$L$/d$h$ of the RNN. Direct path: the part of d$L$/d$c$ that comes along the cell state alone, the product of the forget gates. $b_f$: forget bias at the start. Chrono: an initialisation whose biases give the units time scales spread over a range of steps, here 1 to 99. Underflow: too small for the computer’s numbers.",table:"The same curves as numbers",at:e=>`lag ${e}`,none:"underflow",seeds:(e,t)=>`Real runs: ${e} seeds, ${t} units.`,missing:"This page was made without the measured gradients.",own:"Try it: the same gate at every step",ownGate:"forget gate f",ownSteps:"steps back",ownLeft:(e,t,o)=>`${e} to the power of ${t} = ${o}`}};var ht={title:"The explorer",lead:"Every gate and state of a trained model, over time. Click a unit; play; hold a gate and see what the prediction becomes. Layers, units and steps are counted from 0.",empty:'This page holds no model. openlstm explore opens one with models inside, and explore(model, inputs).save("page.html") shows yours.',model:"Model",sample:"Sample",layer:"Layer",direction:"Direction",layerName:e=>`layer ${e}`,forward:"forward",reverse:"reverse (reads from the end)",compare:"Compare",single:"One only",second:"Second",speed:"Speed",speeds:{slow:"slow",normal:"normal",fast:"fast"},keys:"Keys: ← → step, ↑ ↓ unit, Space play, Home and End. On a map: click to choose step and unit.",input:"Input",colouredBy:"Coloured by",maps:"All units over time",mapHint:(e,t)=>`${e} units (rows) × ${t} steps (columns)`,limits:(e,t)=>`${e} to ${t}`,sort:"Sort units by",orders:{number:"number",memory:"time scale (short memories first)",activity:"activity (c moves most first)",saturation:"saturation (gates at 0 or 1 most often first)"},search:"Unit or text",searchFor:"Find a unit by its number, or by a text at which it stands out",noText:e=>`“${e}” is not read here`,follows:(e,t,o,r,n)=>`Unit ${e} stands out at “${o}”: its ${t} is ${r} standard deviations ${n?"higher":"lower"} there.`,noUnit:e=>`no unit ${e}`,rounded:"The numbers of this trace are rounded to save space.",exactness:e=>`Computed again in this page from the weights: the largest distance from the library’s numbers is ${e}.`,computed:"Computed in this page from the weights.",thinUnits:(e,t)=>`The trace holds ${e} of ${t} units.`,thinSteps:(e,t,o)=>o>1?`It holds one step of every ${o}: ${e} of ${t}.`:`It holds ${e} of ${t} steps.`,thinDraw:(e,t)=>`${e} units are drawn on ${t} pixel rows: each row shows one of them, chosen evenly.`,thinDrawSteps:(e,t)=>`${e} steps are drawn on ${t} pixel columns: each shows one of them, chosen evenly.`,nan:(e,t,o,r)=>`NaN (not a number): it begins in layer ${t} at step ${o}, unit ${r}, ${e}. Cells with NaN are drawn in magenta.`,opened:{widest:(e,t,o)=>`Opened on unit ${e}: of this layer, its cell state has the widest range over this sample, ${t} to ${o}.`,story:(e,t)=>`Opened where the tour’s story turns: unit ${e}, step ${t}.`},unit:"Unit",unitName:e=>`Unit ${e}`,whole:"Whole layer",one:"One unit",wholeNote:"Means over the units of the layer; the means do not multiply as one unit’s values do.",gap:"The step before this one was left out of the page, so that its cell state is not known here.",overTime:"Over time",timeScale:"Time scale",timeScaleValue:e=>`${e} steps until a memory has shrunk to 1/e = 37 % (−1 / mean ln f over this sample)`,saturation:"Saturated",saturationRow:(e,t,o)=>`${e}: closed (< 0.1) ${t} of the steps, open (> 0.9) ${o}`,conditions:{dead:"dead: h never leaves zero",closed:"never shown: the output gate stays closed",unwritten:"never written: the input gate stays closed",integrator:"integrator: forgets nothing",memoryless:"memoryless: the forget gate stays closed"},prediction:"Prediction",predictionAt:e=>`at step ${e}`,predictionOnce:"for the whole sample",asModel:"as the model has it",edited:"with your edits",was:e=>`was ${e}`,truth:"right answer",more:e=>`and ${e} more`,hold:"Hold a gate",gate:"Gate",action:"do",of:"of",from:"from",actions:{zero:"zero",open:"open (1)",freeze:"freeze as it is now",half:"set to 0.5"},units:{one:e=>`unit ${e}`,all:"all units of the layer"},scope:{on:e=>`step ${e} on`,onReverse:e=>`step ${e} on (to the left: this direction reads backwards)`},apply:"Apply",clear:"Remove all",remove:"Remove",editLine:(e,t,o,r,n)=>`${o}, ${t}: ${e} ${r} from step ${n}`,what:{zero:"zeroed",open:"opened",freeze:"frozen",value:e=>`held at ${e}`},noWeights:e=>`Gates cannot be edited here: the page holds the trace but not the weights${e}.`,noWeightsSize:e=>` (${e} MB)`,dragHint:"Drag a tank to hold that gate from this step on.",nothing:"No gate is held. Everything shown is the model’s own.",changed:e=>`Predictions that changed their first place: ${e} steps.`,readout:(e,t,o,r)=>`${e}, unit ${t}, step ${o}${r&&`, “${r}”`}`};var ut=[["step, $t$","One position of the sequence: a symbol, a word, a day, a visit. Counted from 0."],["unit","One memory with its three gates and its candidate. Many of them side by side are a layer; both are counted from 0."],["cell state, $c$","The memory of a unit: any number, carried from step to step."],["hidden state, $h$","What a unit shows of its memory, between −1 and 1: $h_t = o_t$ tanh$(c_t)$. The next step reads it, and so does all that comes after the layer."],["gate: $f$, $i$, $o$","A number between 0 (shut) and 1 (open) that something is multiplied by: forget gate, input gate, output gate."],["candidate, $g$","What could be written into the memory, between −1 and 1; $i_t g_t$ is what is written."],["sigmoid σ, tanh","Two curves that squeeze any number: σ into 0 to 1, tanh into −1 to 1."],["dense layer","A weighted sum of all its inputs plus a constant: $W x + b$, with weights $W$ and bias $b$."],["parameters","The numbers that are learnt: all weights and biases."],["multiply-add","One multiplication and the addition that goes with it: the unit in which work is counted."],["RNN","Recurrent neural network: reads step by step and hands a state on. The plain one has no gates; the LSTM is one with gates."],["bidirectional","A layer of two halves, one reading from each end; their hidden states are joined."],["loss, $L$","One number that measures how wrong a network is; training makes it smaller."],["gradient: d$L$/d$c$, d$L$/d$h$","By how much the loss changes when $c$, or $h$, of a step changes a little. What is learnt from far back comes by it."],["carousel, direct path","The line of the cell state: a value on it is multiplied by the forget gate and added to; a gradient going back along it is only multiplied."],["lag","How many steps lie between a step and the loss, or the step that reads it."],["initialisation, seed","The random weights before training; a seed is the number that the random generator starts from."],["forget bias, $b_f$","The constant in the forget gate’s dense layer. The larger at the start, the nearer to 1 the gate begins: σ(1) = 0.73, σ(3) = 0.95."],["chrono","An initialisation that spreads the forget biases so that the units begin with memories of different length, over a given range of steps."],["time scale","Steps until a memory has shrunk to 1/e, 37 %, if nothing is written."],["saturated","Said of a gate that is nearly shut (below 0.1) or nearly open (above 0.9)."],["trace","All gates and states of every step, as the library recorded them."],["nat","Unit of surprise: −ln of the probability, or density, that a model gave to what then came. 0.69 nats are one coin toss; less is better."],["volatility","The usual size of a price’s ups and downs in a day: their standard deviation, in percent."],["standard deviation","The usual distance of values from their mean."]];var ft={name:"English",title:"Inside an LSTM",views:{hold:"Hold a cell",tour:"Tour",explore:"Explorer"},sections:"Sections",language:"中文",languageLabel:"Show this page in Chinese",theme:{auto:"Theme: as the system",light:"Theme: light",dark:"Theme: dark"},gate:{f:"forget gate",i:"input gate",g:"candidate",o:"output gate"},gateShort:{f:"forget",i:"input",g:"candidate",o:"output"},field:{i:"input gate",f:"forget gate",g:"candidate",o:"output gate",c:"cell state",h:"hidden state"},play:"Play",pause:"Pause",back:"Step back",forward:"Step forward",step:(e,t)=>`Step ${e} (0 to ${t})`,stepLabel:"Step",words:"Glossary",wordsLabel:"Glossary: the words of this page and what they mean",axes:{step:"step t",gates:e=>`${e}: 0 shut, 1 open`,states:e=>`${e}: values, no unit`},footer:"One file, no network: all that you see is computed in this page from the numbers inside it.",diagram:"An LSTM cell. Blue lines carry positive values, orange ones negative values; a line is as wide as its value.",hold:{title:"Hold one memory in your hand",lead:e=>`An LSTM (long short-term memory) is a network that keeps memories. Here is one **unit** of it, one memory: it sees **${e}** once, then nine other symbols that distract it. At the end it is asked: was it A or B?`,counted:"Steps are counted from 0, here, in the stories, in the explorer and in the library’s own numbers: $t$ = 0 is the first symbol.",first:"Symbol to remember",lstm:"LSTM cell state",plain:"Plain RNN state",symbols:"Symbol read",says:"At the end",lstmSays:"LSTM",plainSays:"Plain RNN",chance:(e,t)=>`${e}: ${t}`,right:"remembers",wrong:"is wrong",unsure:"is guessing",invite:"drag me",scope:"A gate you move is held",scopes:{on:"from this step on",once:"at this step only"},reset:"Give the gates back",equation:"The new memory: the cell state",kept:"kept",written:"written",shown:"What is shown of it: the hidden state",readout:(e,t,o)=>`$c_t$ = ${e}, $h_t$ = ${t}; asked now, the LSTM would say A: ${o}`,plainFormula:"An RNN (recurrent neural network) reads step by step too and hands its state on. The plain unit has no gate: at every step all it holds goes through one squashing, tanh, into −1 to 1:",plainNote:"Everything it holds shrinks to about $u$ of its size at each step. With $u$ above 1 one unit can hold on, but then it cannot let go, and it is hard to learn: the last chapter of the tour shows why.",weight:"its weight u",tries:"Try",tasks:{half:"Hold the forget gate at 0.50 from step 1 on. How many steps until less than a tenth is left?",wipe:"Forget on purpose: hold it at 0 at a single step in the middle.",other:"Make the cell claim the other symbol. Which gates do you need?"},happened:{and:", ",half:(e,t,o,r,n,a)=>`Each step kept half of what was there: after ${e} steps ${t}, less than a tenth. Of the old memory ${o}, ${r} is left; what the cell holds beyond that at step ${n} ($c_{${n}}$ = ${a}) was written meanwhile.`,wipe:(e,t,o,r,n)=>`At step ${e} the old memory ${t} was multiplied by 0: nothing of it is left. $c_{${e}}$ = ${o} is only what that step wrote; later steps keep a share of that and add to it, and none can bring ${t} back. The cell ends at ${r}; asked then, it says A: ${n}.`,other:(e,t,o,r,n)=>`The cell ends at ${e} and shows ${t}: with that sign the answer is ${o} (${r}). You held: ${n}. To change its mind, values of the other sign had to be written, input gate × candidate; forgetting alone leaves it guessing.`},done:"done",next:"Next: the tour, gate by gate",hint:"A gate is a number that says how much passes: 0 nothing, 1 all. The candidate (−1 to 1) is what could be written. Drag one, or focus it and use the arrow keys (Shift for larger steps, Delete to give it back).",source:"The weights of this one cell are set by hand so that the numbers are easy to read; the stories of the tour come from models that were trained."},tour:mt,explore:ht,glossary:ut};var gt={title:"探索",lead:"一个训练过的模型的所有门和状态，随时间展开。点选一个单元；播放；按住一个门，看预测变成什么。层、单元和时间步都从 0 数起。",empty:'本页没有模型。openlstm explore 会打开带模型的页面；explore(model, inputs).save("page.html") 可以展示您自己的模型。',model:"模型",sample:"样本",layer:"层",direction:"方向",layerName:e=>`第 ${e} 层`,forward:"正向",reverse:"反向（从末尾读起）",compare:"对比",single:"只看一个",second:"第二个",speed:"速度",speeds:{slow:"慢",normal:"中",fast:"快"},keys:"按键：← → 时间步，↑ ↓ 单元，空格播放，Home 与 End。在图上点击可选择时间步和单元。",input:"输入",colouredBy:"着色依据",maps:"所有单元随时间的变化",mapHint:(e,t)=>`${e} 个单元（行）× ${t} 步（列）`,limits:(e,t)=>`${e} 到 ${t}`,sort:"单元排序",orders:{number:"编号",memory:"时间尺度（记忆短的在前）",activity:"活跃程度（c 变动大的在前）",saturation:"饱和程度（门常在 0 或 1 的在前）"},search:"单元或文字",searchFor:"按编号查找单元，或查找在某段文字处表现突出的单元",noText:e=>`这里没有读到“${e}”`,follows:(e,t,o,r,n)=>`${e} 号单元在“${o}”处表现突出：其${t}在此${n?"高":"低"} ${r} 个标准差。`,noUnit:e=>`没有 ${e} 号单元`,rounded:"为节省空间，这份记录中的数值经过舍入。",exactness:e=>`本页根据权重重新计算：与库的数值最大相差 ${e}。`,computed:"由本页根据权重算出。",thinUnits:(e,t)=>`记录包含 ${t} 个单元中的 ${e} 个。`,thinSteps:(e,t,o)=>o>1?`每 ${o} 步取一步：${t} 步中的 ${e} 步。`:`包含 ${t} 步中的 ${e} 步。`,thinDraw:(e,t)=>`${e} 个单元画在 ${t} 行像素上：每行显示其中一个，均匀选取。`,thinDrawSteps:(e,t)=>`${e} 步画在 ${t} 列像素上：每列显示其中一步，均匀选取。`,nan:(e,t,o,r)=>`NaN（不是数）：最早出现在第 ${t} 层第 ${o} 步第 ${r} 号单元的${e}。NaN 以洋红色显示。`,opened:{widest:(e,t,o)=>`先显示 ${e} 号单元：在该层中，它的细胞状态在本样本上变动范围最大，从 ${t} 到 ${o}。`,story:(e,t)=>`先显示导览中故事的转折处：${e} 号单元，第 ${t} 步。`},unit:"单元",unitName:e=>`${e} 号单元`,whole:"整层",one:"单个单元",wholeNote:"显示的是该层各单元的平均值；平均值之间不像单个单元的数值那样相乘。",gap:"页面没有保留前一步，因此这里不知道它的细胞状态。",overTime:"随时间的变化",timeScale:"时间尺度",timeScaleValue:e=>`记忆缩小到 1/e = 37% 需要 ${e} 步（本样本上的 −1 / mean ln f）`,saturation:"饱和",saturationRow:(e,t,o)=>`${e}：关闭（< 0.1）占 ${t} 的步数，打开（> 0.9）占 ${o}`,conditions:{dead:"失活：h 始终为零",closed:"从不显示：输出门一直关闭",unwritten:"从不写入：输入门一直关闭",integrator:"积分器：什么也不忘",memoryless:"无记忆：遗忘门一直关闭"},prediction:"预测",predictionAt:e=>`第 ${e} 步`,predictionOnce:"对整个样本",asModel:"模型原本的预测",edited:"按您的改动",was:e=>`原为 ${e}`,truth:"正确答案",more:e=>`另有 ${e} 项`,hold:"按住一个门",gate:"门",action:"操作",of:"对象",from:"起点",actions:{zero:"置零",open:"打开（1）",freeze:"冻结在当前值",half:"设为 0.5"},units:{one:e=>`${e} 号单元`,all:"该层所有单元"},scope:{on:e=>`从第 ${e} 步起`,onReverse:e=>`从第 ${e} 步起（向左：此方向倒着读）`},apply:"应用",clear:"全部移除",remove:"移除",editLine:(e,t,o,r,n)=>`${o}，${t}：${e}从第 ${n} 步起${r}`,what:{zero:"置零",open:"打开",freeze:"冻结",value:e=>`保持在 ${e}`},noWeights:e=>`这里不能改动门：本页只有记录，没有权重${e}。`,noWeightsSize:e=>`（${e} MB）`,dragHint:"拖动一个槽，即从这一步起按住该门。",nothing:"没有按住任何门。显示的都是模型自己的数值。",changed:e=>`首选预测有变的步数：${e}。`,readout:(e,t,o,r)=>`${e}，${t} 号单元，第 ${o} 步${r&&`，“${r}”`}`};var xt=[["时间步，$t$","序列中的一个位置：一个符号、一个词、一天、一次就诊。从 0 数起。"],["单元","一份记忆，带三个门和一个候选值。许多单元并列成为一层；单元和层都从 0 数起。"],["细胞状态，$c$","单元的记忆：可以是任意数，一步一步传下去。"],["隐藏状态，$h$","单元从记忆中显示出来的值，在 −1 与 1 之间：$h_t = o_t$ tanh$(c_t)$。下一步读它，层之后的一切也读它。"],["门：$f$、$i$、$o$","0（关）到 1（开）之间的数，别的数要乘以它：遗忘门、输入门、输出门。"],["候选值，$g$","可以写入记忆的内容，在 −1 与 1 之间；真正写入的是 $i_t g_t$。"],["sigmoid σ、tanh","把任意数压缩的两条曲线：σ 压到 0 与 1 之间，tanh 压到 −1 与 1 之间。"],["全连接层","所有输入的加权和再加一个常数：$W x + b$，$W$ 是权重，$b$ 是偏置。"],["参数","要学习的数：所有的权重和偏置。"],["乘加","一次乘法和随之的一次加法：计算量的单位。"],["RNN","循环神经网络：一步一步地读，并把状态传下去。普通 RNN 没有门；LSTM 是带门的一种。"],["双向","一层的两半，各从一端读起；它们的隐藏状态拼接在一起。"],["损失，$L$","衡量网络错了多少的一个数；训练使它变小。"],["梯度：d$L$/d$c$、d$L$/d$h$","某一步的 $c$ 或 $h$ 变化一点时，损失变化多少。从很久以前学到的东西靠它传来。"],["传送带、直接的路","细胞状态这条线：数值在上面乘以遗忘门，再加上写入的量；往回走的梯度只乘以遗忘门。"],["往回的步数","某一步与损失（或读取它的那一步）之间隔了多少步。"],["初始化、随机种子","训练之前的随机权重；种子是随机数生成器的起点。"],["遗忘偏置，$b_f$","遗忘门全连接层里的常数。开始时越大，门越接近 1：σ(1) = 0.73，σ(3) = 0.95。"],["chrono","一种初始化：使各单元的遗忘偏置分散开，开始时记忆有长有短，分布在给定的步数范围内。"],["时间尺度","若什么也不写入，记忆缩小到 1/e（37%）所需的步数。"],["饱和","指一个门几乎关闭（低于 0.1）或几乎全开（高于 0.9）。"],["记录","库所记下的每一步的所有门和状态。"],["奈特","意外程度的单位：模型给实际发生之事的概率（或密度）取 −ln。0.69 奈特相当于掷一次硬币；越小越好。"],["波动率","价格一天里涨跌的通常幅度：涨跌的标准差，以百分比计。"],["标准差","各个值与平均值的通常距离。"]];var bt={title:"细胞导览",chapters:"章节",previous:"上一章",next:"下一章",toExplorer:"前往探索",here:"下面这一步：第一页的细胞读到",textbook:"教科书",pytorch:"PyTorch",spelling:"同一件事的两种写法",spellingNote:"对拼接向量 $[h_{t−1}, x_t]$ 用一个全连接层，等于对 $h_{t−1}$ 和 $x_t$ 各用一个再相加。这里 $x_t$ 在所读符号的位置是 1，其余为 0，所以只有那一列起作用。",question:"先猜一猜",right:"对。",wrong:"不太对。",show:"直接看答案",curve:{sigmoid:"σ 把任意数变成 0 到 1 之间的数",tanh:"tanh 把任意数变成 −1 到 1 之间的数"},curveAxis:"之前",curveValue:"之后",story:"来自训练过的模型",open:"在探索中打开",noStory:"本页制作时没有加入训练过的故事。",storyUnit:(e,t,o,r)=>`该模型的第 ${o} 层${r&&"每个方向"}有 ${t} 个单元，每个都有自己的门和记忆；这里显示的是${r&&`${r}的`} ${e} 号单元（从 0 数起）。`,storyHidden:"单元的曲线在回答之后出现。",forget:{name:"遗忘门",title:"遗忘门：保留多少记忆",text:["细胞状态 $c$ 就是记忆。在写入新内容之前，**遗忘门**决定旧记忆有多少可以通过：1 全部保留，0 全部抹去。","它看两样东西：上一步的隐藏状态 $h_{t−1}$ 和当前输入 $x_t$。一个**全连接层**把它们变成一个数：加权求和，即两者各乘以自己的**权重** $W$，再加上一个常数，即**偏置** $b$。然后 **σ**（sigmoid 函数）把这个数压到 0 与 1 之间。"],ask:e=>`全连接层给出 ${e}。$f_t$ 会是多少？`,reveal:(e,t,o)=>`$f_t$ = σ(…) = ${e}：旧记忆 ${t} 保留下 ${o}。`},input:{name:"输入门",title:"输入门与候选值：写入什么",text:["**候选值** $g_t$ 是可以写入的内容：它经过 tanh，所以在 −1 与 1 之间。","**输入门** $i_t$ 决定写入多少：接近 0 时细胞忽略当前输入，接近 1 时写入整个候选值。进入记忆的是两者之积。"],ask:(e,t)=>`输入门为 ${e}，候选值为 ${t}。会写入多少？`,reveal:(e,t,o)=>`${e} × ${t} = ${o}。门接近零时，几乎什么也通不过。`},cell:{name:"细胞更新",title:"细胞更新：传送带",text:["现在记忆前进一步：保留下来的，加上写入的。**这条线上没有全连接层，也没有压缩**，每个单元只有一次乘法和一次加法。","当 $f_t$ 为 1 而 $i_t$ 为 0 时，数值一步一步原样传下去。所以它被称为“恒定误差传送带”。网络学习时，**梯度**沿同一条线往回走：它说明每个数变化一点，误差会变化多少。沿着这条线，它只乘以 $f_t$，不乘别的。（还有一部分经 $h_t$ 和各个门绕回来：见第 6 章。）"],ask:(e,t,o,r)=>`$f_t$ = ${e}，$c_{t−1}$ = ${t}，$i_t$ = ${o}，$g_t$ = ${r}。$c_t$ 会是多少？`,reveal:e=>`${e}。`,noDense:"这里没有 $W$，没有 σ，也没有 tanh。"},output:{name:"输出门",title:"输出门：显示什么",text:["细胞记住的东西并非此刻都有用。**输出门**决定记忆有多少作为隐藏状态 $h_t$ 显示给网络的其余部分。","记忆先经过 tanh，使显示的值保持在 −1 与 1 之间。下一步的四个全连接层读的也正是 $h_t$。"],ask:(e,t)=>`输出门为 ${e}，记忆为 ${t}。$h_t$ 会是多少？`,reveal:(e,t,o)=>`$h_t$ = $o_t$ tanh($c_t$) = ${e} × ${t} = ${o}。`},both:{name:"双向",title:"双向：从两边读同一句话",text:["单个 LSTM 只知道前面的内容。**双向**层再用一个 LSTM 从句尾读到句首，它有自己的权重；每一步把两个隐藏状态拼接起来：$[h→_t ; h←_t]$。","在每个字上，正向的一半知道左边，反向的一半知道右边。点选一个字，看看两半各读到了什么。"],ask:"读到“爱”时，反向的一半读过哪些字？",options:["我、爱","国、中、爱","全部四个"],reveal:"反向的一半从句尾开始：国、中、爱。只有与正向的一半（我、爱）拼接起来，才知道整句话。",forward:"正向",reverse:"反向",joined:"拼接",has:e=>`已读 ${e}`,cost:"代价是多少",costNote:(e,t)=>`一层，${e} 个输入，每个方向 ${t} 个单元。参数是要学习的数：权重和偏置。一次乘加是一次乘法和随之的一次加法；这里计的是每一步加权求和的乘加次数。`,costRows:{one:"单向 LSTM",two:"双向 LSTM",parameters:"参数个数",adds:"乘加次数",width:"输出宽度",knows:"在第 t 步知道"},left:"第 0 到 t 步",all:"整句话",wait:"代价不只是加倍的计算：双向层必须等到句尾，因此不能边读边预测。",stacked:"再叠一层双向层时，它要读两半（宽度加倍），所以多层的代价超过两倍。"},gradient:{name:"梯度",title:"为什么 RNN 的梯度会消失，传送带何时不会",text:["要学会很久以前的一个符号有用，**梯度**必须穿过其间所有的步子传回去：d$L$/d$c$ 说明当那一步的 $c$ 变化一点时，损失 $L$（衡量最后误差的一个数）变化多少；d$L$/d$h$ 对 $h$ 说明同样的事。在普通 RNN 里，每一步都乘以同一个矩阵，再乘以 tanh 的斜率（至多为 1）：它像幂一样缩小（或增大）。","在 LSTM 里，沿着细胞状态有一条直接的路，在这条路上每一步只乘以 $f_t$。门接近 1 时梯度可以通过。**但门必须先打开**：按通常的初始化（训练之前的随机权重），$f$ 约为 0.5，LSTM 的梯度几乎同样快地消失。把遗忘门的偏置 $b_f$（遗忘门全连接层里的常数）设为 1 或更大，情况就不同了。"],paths:(e,t,o,r)=>`**直接的路并不是全部。**$c$ 的变化也会改变 $h$，再经 $h$ 改变下一步所有单元的门和候选值，从而又改变细胞状态。d$L$/d$c$ 是所有这些路之和。它不是门的乘积，也没有什么使它小于 1：对 ${e}，${t} 步之后直接的路还剩 ${o}，所有的路合计 ${r}。`,ask:"误差要往回传 50 步。若每步 f = 0.5，直接的路上还剩多少？",options:["约一半","约百分之一","不到 10⁻¹⁵"],reveal:"0.5 的 50 次方是 9·10⁻¹⁶。若 f = 0.97，则为 0.22。",chart:"按回传的距离，梯度还剩多少",axis:"从损失处往回的步数",left:"梯度，与往回 0 步时之比",dashed:"虚线",quantities:{dc:"d$L$/d$c$",dh:"d$L$/d$h$",direct:"直接的路"},terms:"实线：全部梯度，LSTM 的 d$L$/d$c$ 和 RNN 的 d$L$/d$h$。直接的路：d$L$/d$c$ 中只沿细胞状态传来的部分，即各遗忘门之积。$b_f$：训练前遗忘门的偏置。chrono：一种初始化，它的偏置使各单元的时间尺度分布在一段步数内，这里是 1 到 99。下溢：小到计算机的数无法表示。",table:"同样的曲线，以数值表示",at:e=>`往回 ${e} 步`,none:"下溢",seeds:(e,t)=>`真实运行：${e} 个随机种子，${t} 个单元。`,missing:"本页制作时没有加入测得的梯度。",own:"试一试：每一步用同一个门",ownGate:"遗忘门 f",ownSteps:"往回的步数",ownLeft:(e,t,o)=>`${e} 的 ${t} 次方 = ${o}`}};var wt={name:"中文",title:"走进 LSTM 的内部",views:{hold:"亲手操作",tour:"导览",explore:"探索"},sections:"各部分",language:"English",languageLabel:"用英文显示本页",theme:{auto:"主题：跟随系统",light:"主题：浅色",dark:"主题：深色"},gate:{f:"遗忘门",i:"输入门",g:"候选值",o:"输出门"},gateShort:{f:"遗忘",i:"输入",g:"候选",o:"输出"},field:{i:"输入门",f:"遗忘门",g:"候选值",o:"输出门",c:"细胞状态",h:"隐藏状态"},play:"播放",pause:"暂停",back:"后退一步",forward:"前进一步",step:(e,t)=>`第 ${e} 步（0 至 ${t}）`,stepLabel:"时间步",words:"词汇表",wordsLabel:"词汇表：本页的词及其含义",axes:{step:"时间步 t",gates:e=>`${e}：0 关，1 开`,states:e=>`${e}：数值，无单位`},footer:"只有一个文件，不需要网络：您看到的一切都由本页根据其中的数值算出。",diagram:"一个 LSTM 细胞。蓝线传递正值，橙线传递负值；线的粗细表示数值大小。",hold:{title:"把一份记忆握在手中",lead:e=>`LSTM（长短期记忆网络）是一种会保存记忆的网络。这里是它的一个**单元**，也就是一份记忆：它只看到一次 **${e}**，随后是九个干扰符号。最后问它：当初是 A 还是 B？`,counted:"时间步从 0 数起，在这里、故事里、探索页里以及库本身的数据里都一样：$t$ = 0 是第一个符号。",first:"要记住的符号",lstm:"LSTM 细胞状态",plain:"普通 RNN 状态",symbols:"读到的符号",says:"最后的回答",lstmSays:"LSTM",plainSays:"普通 RNN",chance:(e,t)=>`${e}：${t}`,right:"还记得",wrong:"答错了",unsure:"在猜",invite:"拖动我",scope:"您移动的门保持",scopes:{on:"从这一步起",once:"仅在这一步"},reset:"把门交还给细胞",equation:"新的记忆：细胞状态",kept:"保留",written:"写入",shown:"从中显示出来的：隐藏状态",readout:(e,t,o)=>`$c_t$ = ${e}，$h_t$ = ${t}；若现在提问，LSTM 会说是 A：${o}`,plainFormula:"RNN（循环神经网络）也是一步一步地读，并把状态传下去。普通单元没有门：每一步，它所保存的一切都要经过同一次压缩 tanh，变到 −1 与 1 之间：",plainNote:"每一步，它保存的内容大约缩小到原来的 $u$ 倍。若 $u$ 大于 1，单个单元可以锁住一个值，但就再也放不开，而且很难学会：导览的最后一章说明原因。",weight:"它的权重 u",tries:"试一试",tasks:{half:"从第 1 步起把遗忘门保持在 0.50。几步之后剩下不到十分之一？",wipe:"有意遗忘：在中间某一步把它置为 0，只此一步。",other:"让细胞认定是另一个符号。需要动哪些门？"},happened:{and:"、",half:(e,t,o,r,n,a)=>`每一步只保留一半：${e} 步之后 ${t}，不到十分之一。旧记忆 ${o} 只剩 ${r}；第 ${n} 步时细胞里多出来的（$c_{${n}}$ = ${a}）是这期间写入的。`,wipe:(e,t,o,r,n)=>`在第 ${e} 步，旧记忆 ${t} 被乘以 0：什么也没有留下。$c_{${e}}$ = ${o} 只是这一步写入的内容；以后各步只是保留它的一部分再加上新的内容，谁也找不回 ${t}。细胞状态最后为 ${r}；这时提问，它说是 A：${n}。`,other:(e,t,o,r,n)=>`细胞状态最后为 ${e}，显示 ${t}：符号如此，所以回答 ${o}（${r}）。您按住了：${n}。要让它改口，必须写入符号相反的值，即输入门 × 候选值；只靠遗忘，它只能猜。`},done:"完成",next:"接下来：逐个门的导览",hint:"门是一个数，决定让多少通过：0 全不通过，1 全部通过。候选值（−1 到 1）是可以写入的内容。拖动一个门，或选中后用方向键（按住 Shift 步子更大，按 Delete 交还给细胞）。",source:"这个细胞的权重是手工设定的，为的是数值容易读；导览中的故事来自真正训练过的模型。"},tour:bt,explore:gt,glossary:xt};var qe={en:ft,zh:wt},yt=(e=navigator.languages)=>e.map(t=>t.toLowerCase().slice(0,2)).find(t=>t==="zh"||t==="en")==="zh"?"zh":"en",z=(e,t)=>e===void 0?"":typeof e=="string"?e:e[t];var Zo="http://www.w3.org/2000/svg";function s(e,t={},...o){return $t(document.createElement(e),t,o)}function T(e,t={},...o){return $t(document.createElementNS(Zo,e),t,o)}function $t(e,t,o){return V(e,t),vt(e,o),e}function V(e,t){for(let[o,r]of Object.entries(t))o.startsWith("aria-")&&typeof r=="boolean"?e.setAttribute(o,String(r)):typeof r=="function"?e.addEventListener(o.slice(2),r):r==null||r===!1?e.removeAttribute(o):e.setAttribute(o,r===!0?"":String(r))}function vt(e,t){for(let o of t)o==null||o===!1||e.append(o instanceof Node?o:String(o))}function E(e,...t){e.replaceChildren(),vt(e,t)}function O(e,t,o={}){return s("button",{type:"button",onclick:t,...o},e)}function Y(e,t,o,r,n={}){let a=s("select",{onchange:()=>r(a.value),...n},...t.map(({value:i,label:l})=>s("option",{value:i,selected:i===o},l)));return a.value=o,s("label",{class:"pick"},s("span",{},e),a)}function Fe(e,t){let o=-1,r=new ResizeObserver(()=>{let n=Math.floor(e.clientWidth);n&&n!==o&&t(o=n)});return r.observe(e),()=>r.disconnect()}function B(e,t={}){let o=[],r=/([_^])(?:\{([^}]*)\}|(\S))|`([^`]*)`|(tanh|ln)|([A-Za-z])|([^A-Za-z_^`]+)/gu;for(let[,n,a,i,l,d,c,p]of e.matchAll(r))n?o.push(s(n==="_"?"sub":"sup",{},a??i)):l!==void 0?o.push(s("b",{class:"n"},l)):c?o.push(s("i",{},c)):o.push(d??p);return s("span",{class:"math",...t},...o)}function G(e){return e.split(/(\*\*[^*]+\*\*|\$[^$]+\$)/u).map(t=>t.startsWith("**")?s("strong",{},t.slice(2,-2)):t.startsWith("$")?B(t.slice(1,-1)):t)}var j=(e,t={})=>s("p",t,...G(e));function kt(e){let t=s("summary",{},e.words),o=e.glossary.flatMap(([n,a])=>[s("dt",{},...G(n)),s("dd",{},...G(a))]),r=s("details",{class:"glossary"},t,s("dl",{},...o));return{element:r,visit(){r.open=!0,t.focus({preventScroll:!0}),r.scrollIntoView({block:"start"})}}}var St=["i","f","g","o"],ae=e=>e>=0?1/(1+Math.exp(-e)):Math.exp(e)/(1+Math.exp(e));function er(e,t){let o=()=>new Float64Array(e*t.hidden);return{pre:new Float64Array(e*4*t.hidden),i:o(),f:o(),g:o(),o:o(),c:o(),h:new Float64Array(e*t.outputs)}}function Ce(e,t,o,r=!1,n){let a=t.length/e.inputs,i=er(a,e),l=o?.h??new Float64Array(e.outputs),d=o?.c??new Float64Array(e.hidden);for(let c=0;c<a;c++){let p=r?a-1-c:c;tr(e,t.subarray(p*e.inputs,(p+1)*e.inputs),l,d,p,i,n),l=i.h.subarray(p*e.outputs,(p+1)*e.outputs),d=i.c.subarray(p*e.hidden,(p+1)*e.hidden)}return i}function tr(e,t,o,r,n,a,i){let l=e.hidden,d=a.pre.subarray(n*4*l,(n+1)*4*l);for(let m=0;m<4*l;m++)d[m]=e.bias[m]+Ae(e.ih,m*e.inputs,t)+Ae(e.hh,m*e.outputs,o);let c=new Float64Array(l);for(let m=0;m<l;m++){let h=n*l+m,u=(x,g)=>i?i(x,n,m,g):g;a.i[h]=u("i",ae(d[m])),a.f[h]=u("f",ae(d[l+m])),a.g[h]=u("g",Math.tanh(d[2*l+m])),a.o[h]=u("o",ae(d[3*l+m])),a.c[h]=a.f[h]*r[m]+a.i[h]*a.g[h],c[m]=a.o[h]*Math.tanh(a.c[h])}let p=a.h.subarray(n*e.outputs,(n+1)*e.outputs);if(!e.hr)p.set(c);else for(let m=0;m<e.outputs;m++)p[m]=Ae(e.hr,m*l,c)}function Ae(e,t,o){let r=0;for(let n=0;n<o.length;n++)r+=e[t+n]*o[n];return r}function Ge(e,t,o){let r=e.filter(a=>a.layer===t&&a.direction===o);if(!r.length)return;let n=r.map(()=>new Map);return(a,i,l,d)=>{let c=d;return r.forEach((p,m)=>{p.gate!==a||p.unit!==null&&p.unit!==l||Be(p,i)&&(p.hold==="freeze"?(n[m].has(l)||n[m].set(l,c),c=n[m].get(l)):c=p.hold)}),c}}function Be(e,t){return e.once?t===e.from:e.direction===1?t<=e.from:t>=e.from}function Re(e,t){let o=r=>r.layer===t.layer&&r.direction===t.direction&&r.gate===t.gate&&r.unit===t.unit&&r.from===t.from&&!r.once==!t.once;return[...e.filter(r=>!o(r)),t]}function R(e){let t=Uint8Array.from(atob(e.data),n=>n.charCodeAt(0)),o=or(e,t),r=e.shape.reduce((n,a)=>n*a,1);if(o.length!==r)throw new Error(`packed numbers: shape ${e.shape} needs ${r} numbers, got ${o.length}`);return o}function or(e,t){let o=new DataView(t.buffer);switch(e.dtype){case"float64":return He(t.length/8,r=>o.getFloat64(8*r,!0));case"float32":return He(t.length/4,r=>o.getFloat32(4*r,!0));case"float16":return He(t.length/2,r=>rr(o.getUint16(2*r,!0)));case"uint8":{let r=e.low??0,n=((e.high??1)-r)/254;return He(t.length,a=>t[a]===255?NaN:r+t[a]*n)}}}function He(e,t){let o=new Float64Array(e);for(let r=0;r<e;r++)o[r]=t(r);return o}function rr(e){let t=e&32768?-1:1,o=e>>10&31,r=e&1023;return o===0?t*r*2**-24:o===31?r?NaN:t*(1/0):t*(1+r/1024)*2**(o-15)}function Mt(e,t,o,r){let n=t.length/o,a=l=>t.subarray(l*n,(l+1)*n),i=l=>ar(e,nr(e,l));switch(e.reads){case"each":return{each:!0,rows:Array.from({length:o},(l,d)=>i(a(d)))};case"last":return{each:!1,rows:[i(a(o-1))]};case"final":return{each:!1,rows:[i(r)]};case"mean":{let l=new Float64Array(n);for(let d=0;d<t.length;d++)l[d%n]+=t[d]/o;return{each:!1,rows:[i(l)]}}}}function nr(e,t){let o=R(e.weight);return(e.bias?R(e.bias):new Float64Array(e.labels.length)).map((n,a)=>n+Ae(o,a*t.length,t))}function ar(e,t){if(e.kind==="sigmoid")return t.map(ae);if(e.kind==="linear")return t.map((a,i)=>a*(e.scale?.[i]??1)+(e.offset?.[i]??0));let o=Math.max(...t),r=t.map(a=>Math.exp(a-o)),n=r.reduce((a,i)=>a+i,0);return r.map(a=>a/n)}function At(e,t){if(!e.head||!t.predictions)return;let o=R(t.predictions),r=e.head.labels.length;return{rows:Array.from({length:o.length/r},(a,i)=>o.subarray(i*r,(i+1)*r)),each:e.head.reads==="each"}}var he=(e,t)=>e.each?e.rows[Math.min(t,e.rows.length-1)]:e.rows[0],be=e=>Array.from(e.keys()).sort((t,o)=>e[o]-e[t]);var J=["i","f","g","o","c","h"],Pe=(e,t)=>e.layers.every(o=>o.directions.every(r=>r.weights))&&!t.thinned&&!!(t.ids||t.x),Tt=new WeakMap;function sr(e,t){let o=Tt.get(t);if(!o){let r=e.hidden_size;o={inputs:e.input_size,hidden:r,outputs:t.weight_hr?t.weight_hr.shape[0]:r,ih:R(t.weight_ih),hh:R(t.weight_hh),bias:t.bias?R(t.bias):new Float64Array(4*r),hr:t.weight_hr&&R(t.weight_hr)},Tt.set(t,o)}return o}function ir(e,t){if(t.x)return R(t.x);let o=e.layers[0].input_size,r=t.ids??[],n=new Float64Array(r.length*o),a=e.embedding&&R(e.embedding);return r.forEach((i,l)=>{a?n.set(a.subarray(i*o,(i+1)*o),l*o):n[l*o+i]=1}),n}function Te(e,t,o=[]){let r=ir(e,t),n=[];return e.layers.forEach((a,i)=>{let l=a.directions.map((d,c)=>{let p=sr(a,d.weights);return Ce(p,r,lr(t,i,c),c===1,Ge(o,i,c))});n.push(l.map(d=>dr(d,a.hidden_size,t.steps))),r=Lt(l.map(d=>d.h),t.steps)}),{traces:n,outlook:e.head&&Mt(e.head,r,t.steps,cr(n))}}function lr(e,t,o){let r=e.state?.[t]?.[o];return r&&{h:R(r.h),c:R(r.c)}}function dr(e,t,o){let{pre:r,...n}=e;return{width:t,steps:o,units:Array.from({length:t},(a,i)=>i),pre:r,values:n}}function Lt(e,t){let o=e.map(i=>i.length/t),r=o.reduce((i,l)=>i+l,0),n=new Float64Array(t*r),a=0;return e.forEach((i,l)=>{for(let d=0;d<t;d++)n.set(i.subarray(d*o[l],(d+1)*o[l]),d*r+a);a+=o[l]}),n}function cr(e){let t=e[e.length-1].map(({values:o,steps:r},n)=>{let a=o.h.length/r,i=n===1?0:r-1;return o.h.slice(i*a,(i+1)*a)});return Lt(t,1)}var pr={slow:1200,normal:600,fast:120};function we(e){let{t,steps:o,get:r,go:n}=e,a=0,i="normal",l=()=>o()-1,d=M=>n(Math.min(Math.max(M,0),l())),c=O("▶",u,{class:"round play","aria-label":t.play,title:t.play}),p=s("input",{type:"range",min:0,max:l(),step:1,"aria-label":t.stepLabel,oninput:()=>{x(),d(Number(p.value))}}),m=s("output",{class:"step-words"}),h=s("div",{class:"player",role:"group"},O("‹",()=>{x(),d(r()-1)},{class:"round","aria-label":t.back,title:t.back,"data-do":"back"}),c,O("›",()=>{x(),d(r()+1)},{class:"round","aria-label":t.forward,title:t.forward,"data-do":"forward"}),p,m,e.speeds&&Y(t.explore.speed,["slow","normal","fast"].map(M=>({value:M,label:t.explore.speeds[M]})),i,M=>{i=M,a&&(x(),u())}));function u(){if(a)return x();r()>=l()&&d(0),a=window.setInterval(()=>r()>=l()?x():d(r()+1),pr[i]),g(!0)}function x(){clearInterval(a),a=0,g(!1)}function g(M){c.textContent=M?"❚❚":"▶",V(c,{"aria-label":M?t.pause:t.play,title:M?t.pause:t.play})}return{element:h,toggle:u,stop:x,move:M=>{x(),d(r()+M)},update(){p.max=String(l()),p.value=String(r()),V(p,{"aria-valuetext":e.words(r())}),m.textContent=e.words(r())}}}function k(e,t=2){if(Number.isNaN(e))return"NaN";if(!Number.isFinite(e))return e<0?"−∞":"∞";let o=Math.abs(e).toFixed(t);return e<0&&Number(o)!==0?`−${o}`:o}function H(e){let t=Math.abs(e);return k(e,t>=1e3?0:t>=100?1:2)}function I(e,t=0){return`${k(100*e,t)} %`}function Et(e){return e>9999?"> 9999":k(e,e<10?1:0)}function le(e){if(e===0||!Number.isFinite(e))return k(e,0);let t=Math.floor(Math.log10(Math.abs(e)));return t>=-2&&t<4?k(e,t>=1?0:1-t):`${k(e/10**t,1)}·10${je(t)}`}function je(e){return String(e).replace(/./g,t=>t==="-"?"⁻":"⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(t)])}var Le=e=>String(e).replace(/\B(?=(\d{3})+$)/g," "),U=e=>e<-.005?`(${k(e)})`:k(e);function mr(e,t){let o=t.trace;return!o||!e.layers.every((n,a)=>n.directions.every((i,l)=>J.every(d=>o[a]?.[l]?.[d])))?null:e.layers.map((n,a)=>n.directions.map((i,l)=>hr(i,n,o[a][l])))}function hr(e,t,o){let r=e.units??Array.from({length:t.hidden_size},(a,i)=>i),n=Object.fromEntries(J.map(a=>[a,R(o[a])]));return{width:r.length,units:r,steps:o.c.shape[0],values:n}}var _t=new WeakMap;function ye(e,t){let o=_t.get(t);if(!o){let r=mr(e,t),n=Pe(e,t)?Te(e,t):void 0;if(!r&&!n)throw new Error(`${t.id}: neither a whole trace nor weights with inputs`);let a=r&&n&&r.every((i,l)=>i.every((d,c)=>d.width===n.traces[l][c].width));o={traces:r??n.traces,outlook:At(e,t)??n?.outlook,source:r?"library":"page",apart:a?ur(r,n.traces):void 0},_t.set(t,o)}return o}function ur(e,t){let o=0;return e.forEach((r,n)=>r.forEach((a,i)=>J.forEach(l=>{let d=t[n][i].values[l];a.values[l].forEach((c,p)=>{Number.isNaN(c)&&Number.isNaN(d[p])||(o=Math.max(o,Math.abs(c-d[p])))})}))),o}var se=({thinned:e},t)=>e?e.start+e.every*t:t;function Ue(e,t,o,r,n,a,i){if(e.thinned&&e.thinned.every>1)return NaN;let l=a===1?i+1:i-1,d=t.values[o],c=d.length/t.steps;if(l>=0&&l<t.steps)return r<c?d[l*c+r]:NaN;if(e.thinned&&(a===1||e.thinned.start>0))return NaN;let p=e.state?.[n]?.[a]?.[o];return p?R(p)[t.units[r]]:0}function P(e,t,o){let r=e.values[t],n=r.length/e.steps,a=new Float64Array(e.steps);for(let i=0;i<e.steps;i++)a[i]=o<n?r[i*n+o]:NaN;return a}var de=e=>{let t=0;for(let o=0;o<e.length;o++)t+=e[o];return t/e.length},Ke=e=>Math.abs(1/de(e.map(Math.log)));function $e(e){let t=0,o=0;for(let r of e)r<.1&&t++,r>.9&&o++;return{left:t/e.length,right:o/e.length}}function Nt(e,t){let o=a=>P(e,a,t),r=[];o("h").every(a=>Math.abs(a)<.001)&&r.push("dead"),$e(o("o")).left>.99&&r.push("closed"),$e(o("i")).left>.99&&r.push("unwritten");let n=$e(o("f"));return n.right>.99&&r.push("integrator"),n.left>.99&&r.push("memoryless"),r}function Ye(e){let[t,o]=[1/0,-1/0];for(let r of e)r<t&&(t=r),r>o&&(o=r);return{low:t,high:o}}function zt(e){let t={place:0,width:-1/0};for(let o=0;o<e.width;o++){let{low:r,high:n}=Ye(P(e,"c",o));n-r>t.width&&(t={place:o,width:n-r})}return t.place}function Ot(e,t){let o=Array.from({length:e.width},(n,a)=>a);if(t==="number")return o;let r=o.map(n=>t==="memory"?Ke(P(e,"f",n)):t==="activity"?-Gt(P(e,"c",n)):-["i","f","o"].map(i=>$e(P(e,i,n))).reduce((i,{left:l,right:d})=>i+l+d,0));return o.sort((n,a)=>r[n]-r[a]||n-a)}function Ft(e,t){let o=t.replaceAll("␣"," ").replaceAll("↵",`
`);if(e.includes(o))return e.map(i=>i===o);let r=new Set,n=e.join("");for(let i=n.indexOf(o);o&&i>=0;i=n.indexOf(o,i+1))r.add(i+o.length);let a=0;return e.map(i=>r.has(a+=i.length))}function Ct(e,t,o){let r=null;for(let n=0;n<e.width;n++){let a=P(e,t,n),i=de(a.filter((c,p)=>o[p])),l=de(a.filter((c,p)=>!o[p])),d=(i-l)/Gt(a);Number.isFinite(d)&&Math.abs(d)>Math.abs(r?.by??0)&&(r={place:n,by:d})}return r}function Gt(e){let t=de(e);return Math.sqrt(de(e.map(o=>(o-t)**2)))}function Rt(e){for(let[t,o]of e.entries())for(let[r,n]of o.entries())for(let a=0;a<n.steps;a++){let i=r===1?n.steps-1-a:a;for(let l of J){let d=n.values[l].length/n.steps;for(let c=0;c<d;c++)if(Number.isNaN(n.values[l][i*d+c]))return{layer:t,direction:r,step:i,unit:n.units[c]??c,field:l}}}return null}var fr=[[68,1,84],[72,40,120],[62,74,137],[49,104,142],[38,130,142],[31,158,137],[53,183,121],[109,205,89],[180,222,44],[253,231,37]],gr={light:[[156,66,8],[224,125,44],[246,196,144],[245,244,240],[150,200,228],[42,133,184],[6,76,122]],dark:[[255,178,102],[224,125,44],[126,66,24],[34,39,46],[22,76,112],[42,133,184],[138,206,240]]},xr={light:[190,30,110],dark:[240,90,160]};function Ht(e,t){let o=Math.min(Math.max(t,0),1)*(e.length-1),r=Math.min(Math.floor(o),e.length-2),n=o-r;return[0,1,2].map(a=>Math.round(e[r][a]*(1-n)+e[r+1][a]*n))}var ue=e=>e==="i"||e==="f"||e==="o";function fe(e,t,o,r){return Number.isNaN(t)?xr[r]:ue(e)?Ht(fr,t):Ht(gr[r],(t/o+1)/2)}var ve=([e,t,o])=>`rgb(${e},${t},${o})`,Pt=([e,t,o])=>.299*e+.587*t+.114*o>140?"#14181d":"#fff";function oe(e,t){if(e!=="c")return 1;let o=t.reduce((r,n)=>Math.abs(n)>r?Math.abs(n):r,0);return[1,2,3,5,10,30,100,300,1e3].find(r=>o<=r)??1e3}var br={left:40,right:12};function ce(e){let t=T("svg",{class:"chart",role:"img","aria-label":e.label}),o=s("div",{class:"legend"}),r=s("div",{class:"chart-box"},t,e.legend&&o),n={...br,top:e.yLabel?24:8,bottom:e.xLabel?38:22},a=[],i,l=0,d={low:e.low,high:e.high},c=f=>n.left+f/Math.max(e.steps-1,1)*(l-n.left-n.right),p=f=>e.log?Math.log10(Math.max(f,1e-300)):f,m=f=>{let[w,v]=[p(d.low),p(d.high)],y=(Math.min(Math.max(p(f),w),v)-w)/(v-w||1);return n.top+(1-y)*(e.height-n.top-n.bottom)},h=f=>{let w="",v=!1;for(let y=0;y<f.length;y++){let L=Number.isFinite(f[y])&&!(e.log&&f[y]<d.low);L&&(w+=`${v?"L":"M"}${c(y).toFixed(1)} ${m(f[y]).toFixed(1)}`),v=L}return w},u=(f,w)=>{let v=Array.from(w,(L,b)=>`${c(b).toFixed(1)} ${m(L).toFixed(1)}`),y=Array.from(f,(L,b)=>`${c(b).toFixed(1)} ${m(L).toFixed(1)}`).reverse();return`M${[...v,...y].join("L")}Z`};function x(){l&&(V(t,{viewBox:`0 0 ${l} ${e.height}`,height:e.height}),E(t,...g(),...a.flatMap(f=>[f.low&&f.high&&T("path",{class:"band",d:u(f.low,f.high),style:`fill:${f.colour}`}),T("path",{class:"line",d:h(f.values),style:`stroke:${f.colour}`,"stroke-dasharray":f.dash})]),...M()),E(o,...a.map(f=>s("span",{},s("i",{class:"swatch",style:`border-color:${f.colour};border-top-style:${f.dash?"dashed":"solid"}`}),...G(f.label)))))}function g(){let f=e.ticks??[d.low,(d.low+d.high)/2,d.high],w=e.tickText??(b=>e.log?b===1?"1":`10${je(Math.round(Math.log10(b)))}`:k(b,Number.isInteger(b)?0:1)),v=e.steps-1,y=wr(v,Math.max(2,Math.floor(l/90))),L=Array.from({length:Math.floor(v/y)+1},(b,$)=>$*y);return[...f.flatMap(b=>[T("path",{class:b===0?"zero":"axis",d:`M${n.left} ${m(b)}H${l-n.right}`}),T("text",{x:n.left-6,y:m(b),dy:"0.34em","text-anchor":"end"},w(b))]),...L.map(b=>T("text",{x:c(b),y:e.height-n.bottom+16,"text-anchor":"middle"},e.xTick?e.xTick(b):b)),e.xLabel&&T("text",{x:l-n.right,y:e.height-4,"text-anchor":"end"},e.xLabel),e.yLabel&&T("text",{x:2,y:12},e.yLabel)]}function M(){if(i===void 0)return[];let f=i;return[T("path",{class:"cursor",d:`M${c(f)} ${n.top}V${e.height-n.bottom}`}),...a.filter(({values:w})=>Number.isFinite(w[f])).map(({values:w,colour:v})=>T("circle",{class:"dot",cx:c(f),cy:m(w[f]),r:4,style:`fill:${v}`}))]}if(e.onStep){let f=w=>{let v=(w.clientX-t.getBoundingClientRect().left-n.left)/(l-n.left-n.right);e.onStep(Math.min(Math.max(Math.round(v*(e.steps-1)),0),e.steps-1))};t.addEventListener("pointerdown",w=>{t.setPointerCapture(w.pointerId),f(w)}),t.addEventListener("pointermove",w=>t.hasPointerCapture(w.pointerId)&&f(w)),t.style.cursor="pointer"}let A=Fe(r,f=>{l=f,x()});return{element:r,stop:A,limits(f,w){d={low:f,high:w}},show(f,w){a=f,i=w,x()}}}function wr(e,t){let o=Math.max(e/t,1),r=10**Math.floor(Math.log10(o));return[1,2,5,10].map(n=>n*r).find(n=>n>=o)}var Vt=["var(--ink)","var(--glow)","var(--minus)","var(--i)","var(--g)"];function Ve(e,t){let{sample:o}=t,r=yr(o).map((a,i)=>{let{values:l}=a,d=[...l].filter(Number.isFinite),[c,p]=[Math.min(...d),Math.max(...d)],m=z(a.name,e.language)+(a.unit?` [${z(a.unit,e.language)}]`:"");return{plot:ce({label:m,height:o.series?126:100,low:c,high:p>c?p:c+1,steps:l.length,legend:!0,onStep:t.go,tickText:H,xLabel:e.t.axes.step}),line:{values:l,colour:Vt[i%Vt.length],label:m}}}),n=$r(o,t);return{empty:!n&&!r.length,coloured:!!n,element:s("div",{class:"input-strip"},n?.element,...r.map(({plot:a})=>a.element)),show(a,i){n?.show(a,i,e.theme,t);for(let{plot:l,line:d}of r)l.show([d],i)},destroy:()=>r.forEach(({plot:a})=>a.stop())}}var Xe=3;function yr(e){if(e.series)return e.series.map(r=>({...r,values:R(r.values)}));let t=e.x?.shape[1]??0;if(!e.x||e.tokens&&t>Xe)return[];let o=R(e.x);return Array.from({length:Math.min(t,Xe)},(r,n)=>({name:t>Xe?`x[${n}] / ${t}`:`x[${n}]`,values:Float64Array.from({length:o.length/t},(a,i)=>o[i*t+n])}))}function $r(e,{go:t}){if(!e.tokens||e.series?.length&&e.steps>60)return null;let o=e.tokens.some(i=>i.length>1),r=e.tokens.map((i,l)=>s("span",{class:"token","data-step":l},i===`
`?"↵":i===" "?" ":i)),n=s("div",{class:`tokens${o?" long":""}`,dir:"auto"});e.tokens.forEach((i,l)=>{n.append(r[l]),i===`
`?n.append(s("br")):i===" "&&n.append(s("wbr"))}),n.addEventListener("click",i=>{let l=i.target.closest("[data-step]")?.dataset.step;l!==void 0&&t(Number(l))});let a=-1;return{element:n,show(i,l,d,{field:c,limit:p}){r.forEach((m,h)=>{let u=i&&fe(c,i[h],p,d);m.style.background=u?ve(u):"",m.style.color=u?Pt(u):""}),r[a]?.classList.remove("now"),r[a=l]?.classList.add("now")}}}var Dt={zero:0,open:1,freeze:"freeze",half:.5};function Wt(e,{model:t,pane:o,editable:r,now:n,hold:a,change:i}){let{t:l}=e,d=l.explore;if(!r){let y=t.weights_left_out,L=y?d.noWeightsSize((y/1e6).toFixed(1)):"";return{element:s("div",{},s("h3",{},d.hold),s("p",{class:"note"},d.noWeights(L))),show:()=>{}}}let c="f",p="zero",m="one",h=s("span",{}),u=s("span",{class:"note"}),x=s("ul",{class:"edits"}),g=O(d.apply,()=>a(c,Dt[p],m==="all"?null:o.unit),{class:"primary small","data-do":"apply"}),M=s("div",{class:"edit-form"},Y(d.gate,["f","i","g","o"].map(y=>({value:y,label:`${y} ${l.gate[y]}`})),c,y=>{c=y},{"data-do":"gate"}),Y(d.action,Object.keys(Dt).map(y=>({value:y,label:d.actions[y]})),p,y=>{p=y},{"data-do":"action"}),h,g);function A(y){let L=y.hold==="freeze"?d.what.freeze:y.hold===0?d.what.zero:y.hold===1?d.what.open:d.what.value(k(y.hold)),b=d.layerName(y.layer)+(y.direction?` (${d.reverse})`:"");return d.editLine(l.gate[y.gate],y.unit===null?d.units.all:d.units.one(y.unit),b,L,y.from)}let f=-1;function w(){f!==o.unit&&(f=o.unit,E(h,Y(d.of,[{value:"one",label:d.units.one(o.unit)},{value:"all",label:d.units.all}],m,y=>{m=y},{"data-do":"whom"}))),u.textContent=`${d.from}: ${o.direction?d.scope.onReverse(n()):d.scope.on(n())}`,E(x,...o.edits.length?o.edits.map(y=>s("li",{},A(y)," ",O("×",()=>{o.edits=o.edits.filter(L=>L!==y),i()},{class:"small","aria-label":`${d.remove}: ${A(y)}`}))):[s("li",{class:"note"},d.nothing)]),v.hidden=!o.edits.length}let v=O(d.clear,()=>{o.edits=[],i()},{class:"quiet","data-do":"clear"});return{element:s("div",{},s("h3",{},d.hold),M,u,x,v),show:w}}var vr=190;function It(e,t,o,r){let{t:n}=e,a=Math.max(56,Math.min(o.width*9,vr)),i=Object.fromEntries(J.map(b=>[b,oe(b,o.values[b])])),l=s("p",{class:"readout map-readout"}," "),d=s("p",{class:"note"}),c=o,p=[],m={place:0,step:0},h=0,u=J.map(b=>{let $=s("canvas",{tabindex:0,role:"img"}),S=s("b",{class:"n","data-key":`map-${b}`}),_=s("figure",{class:"map","data-field":b},s("figcaption",{title:n.field[b]},B(b),s("span",{class:"map-name"},n.field[b]),S,Ee(e,b,i[b])),$),N={field:b,canvas:$,image:document.createElement("canvas"),value:S,element:_};return w(N),N}),x=s("div",{class:"maps"},...u.map(({element:b})=>b)),g=s("div",{},s("h3",{},n.explore.maps),s("p",{class:"note"},n.explore.mapHint(o.width,o.steps)),x,l,d);function M(b){let $=c.values[b.field],S=$.length/c.steps,_=Math.min(p.length,a),N=Math.min(c.steps,Math.max(h,1));b.image.width=N,b.image.height=_;let F=b.image.getContext("2d"),Q=F.createImageData(N,_);for(let ee=0;ee<_;ee++){let D=p[Math.floor(ee*p.length/_)];for(let Z=0;Z<N;Z++){let re=Math.floor(Z*c.steps/N),ne=D<S?$[re*S+D]:NaN;Q.data.set([...fe(b.field,ne,i[b.field],e.theme),255],4*(ee*N+Z))}}F.putImageData(Q,0,0)}function A(b){if(!h)return;let $=Math.min(devicePixelRatio||1,2);b.canvas.width=h*$,b.canvas.height=a*$,b.canvas.style.height=`${a}px`;let S=b.canvas.getContext("2d");S.scale($,$),S.imageSmoothingEnabled=!1,S.drawImage(b.image,0,0,h,a);let[_,N]=[h/c.steps,a/p.length],F=p.indexOf(m.place),Q=(D,Z,re,ne)=>{S.strokeStyle="#fff",S.lineWidth=3,S.strokeRect(D,Z,re,ne),S.strokeStyle="#111",S.lineWidth=1,S.strokeRect(D,Z,re,ne)};Q(m.step*_+.5,.5,Math.max(_-1,1),a-1),F>=0&&Q(.5,F*N+.5,h-1,Math.max(N-1,1));let ee=c.values[b.field];b.value.textContent=H(ee[m.step*(ee.length/c.steps)+m.place]),V(b.canvas,{"aria-label":`${n.field[b.field]}: ${n.explore.mapHint(c.width,c.steps)}. ${n.explore.unitName(c.units[m.place])}, ${n.explore.predictionAt(se(t,m.step))}: ${b.value.textContent}`})}function f(b,$){let S=b.canvas.getBoundingClientRect(),_=(N,F)=>Math.min(Math.max(Math.floor(N*F),0),F-1);return{step:_(($.clientX-S.left)/S.width,c.steps),place:p[_(($.clientY-S.top)/S.height,p.length)]}}function w(b){b.canvas.addEventListener("pointerdown",$=>{let{place:S,step:_}=f(b,$);b.canvas.focus({preventScroll:!0}),r(S,_)}),b.canvas.addEventListener("pointermove",$=>{let{place:S,step:_}=f(b,$);$.buttons&1&&r(S,_);let N=c.values[b.field],F=N[_*(N.length/c.steps)+S];E(l,n.explore.readout(n.field[b.field],c.units[S],se(t,_),kr(t,_)),": ",s("b",{class:"n"},k(F,3)))}),b.canvas.addEventListener("pointerleave",()=>E(l," "))}function v(){return[c.width>a&&n.explore.thinDraw(c.width,a),h>0&&c.steps>h&&n.explore.thinDrawSteps(c.steps,h)].filter(Boolean).join(" ")}function y(){u.forEach(b=>{M(b),A(b)}),d.textContent=v()}let L=Fe(x,()=>{h=Math.floor(u[0].canvas.clientWidth),p.length&&y()});return{element:g,destroy:L,draw(b,$){c=b,p=$,h&&y()},cursor(b,$,S){p=b,m={place:$,step:S},h&&u.forEach(A)}}}function Ee(e,t,o){let r=ue(t)?0:-o,n=Array.from({length:9},(a,i)=>ve(fe(t,r+(o-r)*i/8,o,e.theme)));return s("span",{class:"scale"},k(r,0),s("i",{style:`background:linear-gradient(to right,${n.join(",")})`,"aria-hidden":"true"}),k(o,0))}var kr=({tokens:e},t)=>e?.[t]&&e[t]!==String(t)?e[t]:"";function qt(e,t,o,r){let{t:n}=e,a=n.explore,i=r.traces.flat(),l=t.layers.flatMap(m=>m.directions.map(()=>m.hidden_size)),d=i.findIndex((m,h)=>m.width<l[h]),c=Rt(r.traces),p=[c&&a.nan(n.field[c.field],c.layer,c.step,c.unit),r.apart!==void 0&&a.exactness(r.apart===0?"0":le(r.apart)),r.source==="page"&&a.computed,Sr(o)&&a.rounded,d>=0&&a.thinUnits(i[d].width,l[d]),o.thinned&&a.thinSteps(o.steps,o.thinned.of,o.thinned.every)];return s("div",{class:"honesty"},...p.filter(Boolean).map((m,h)=>s("p",{class:`note${c&&h===0?" warning":""}`},m)))}var Sr=e=>(e.trace??[]).flat().some(t=>Object.values(t).some(({dtype:o})=>o==="float16"||o==="uint8"));var Je=6;function jt(e,t,o){let{t:r,language:n}=e,a=t.head,i=s("div",{class:"prediction","aria-live":"polite"}),l=a&&s("div",{},s("h3",{},z(a.name,n)||r.explore.prediction),i);function d(c,p,m,h){if(!a||!c||!p)return;let[u,x]=[he(c,m),he(p,m)],g=o.targets?.[c.each?m:0],M=a.kind==="linear"?Array.from(u.keys()):be(u),A=M.slice(0,Je),f=v=>a.kind==="linear"?`${H(v)} ${z(a.unit,n)}`.trim():I(v,1),w=a.kind==="linear"?Math.max(...[...u,...x].map(Math.abs),1e-9):1;E(i,s("p",{class:"note"},c.each?r.explore.predictionAt(se(o,m)):r.explore.predictionOnce,", ",s("b",{"data-key":"edited"},h?r.explore.edited:r.explore.asModel)),s("ol",{class:"odds"},...A.map(v=>s("li",{class:v===g&&a.kind!=="linear"?"target":null},s("span",{class:"odd-name"},Bt(z(a.labels[v],n))),s("span",{class:"odd-bar","aria-hidden":"true"},h&&s("i",{class:"was",style:`width:${100*Math.abs(x[v])/w}%`}),s("i",{style:`width:${100*Math.abs(u[v])/w}%`})),s("span",{class:"n","data-key":"odds","data-label":v},f(u[v])),s("span",{class:"note was"},h&&s("span",{"data-key":"odds-was","data-label":v},r.explore.was(f(x[v]))))))),M.length>Je&&s("p",{class:"note"},r.explore.more(M.length-Je)),g!==void 0&&g>=0&&s("p",{class:"note"},`${r.explore.truth}: `,s("b",{},a.kind==="linear"?f(g):Bt(z(a.labels[g],n)))),c.each&&a.kind!=="linear"&&s("p",{class:"note","data-key":"changed"},h?r.explore.changed(c.rows.filter((v,y)=>be(v)[0]!==be(p.rows[y])[0]).length):" "))}return{element:l,show:d}}var Bt=e=>e===" "?"␣":e===`
`?"↵":e;function Qe(e,t,o){let r=Ze(e,t.id,o.id);return r?_e(r):{model:t.id,sample:o.id,layer:0,direction:0,unit:-1,edits:[]}}var Ze=(e,t,o)=>e.stories?.find(r=>r.model===t&&r.sample===o),_e=({model:e,sample:t,layer:o,direction:r,unit:n,focus:a})=>({model:e,sample:t,layer:o,direction:r,unit:n,opened:{unit:n,step:a},edits:[]});function Ut(e){let t=e?.models[0],o=e&&t?[Qe(e,t,t.samples[0])]:[];return{panes:o,step:o[0]?.opened?.step??0,order:"number",field:"c",whole:!1}}function Yt(e,t,o){let{t:r,data:n,explore:a,language:i}=e,l=n.models.find(({id:h})=>h===t.model),d=h=>{Object.assign(t,{edits:[],opened:void 0},h),a.step=t.opened?.step??a.step,o()},c=h=>{let u=Ze(n,t.model,h);d(u?_e(u):{sample:h})},p=h=>h.map(({id:u,name:x})=>({value:u,label:z(x,i)})),m=l.layers.map((h,u)=>({value:String(u),label:r.explore.layerName(u)+(h.name?` (${h.name})`:"")}));return s("div",{class:"selectors"},Y(r.explore.model,p(n.models),t.model,h=>{let u=n.models.find(x=>x.id===h);d(Qe(n,u,u.samples[0]))},{"data-do":"model"}),Y(r.explore.sample,p(l.samples),t.sample,c,{"data-do":"sample"}),Y(r.explore.layer,m,String(t.layer),h=>d({layer:Number(h),unit:-1,edits:t.edits}),{"data-do":"layer"}),l.layers[t.layer].directions.length>1&&Y(r.explore.direction,[{value:"0",label:r.explore.forward},{value:"1",label:r.explore.reverse}],String(t.direction),h=>d({direction:Number(h),unit:-1,edits:t.edits}),{"data-do":"direction"}))}var ie={width:760,height:416,left:14,right:746,belt:44,bus:354,multiply:134,tank:{top:192,height:118,width:74},x:{f:176,i:308,g:418,o:540},out:634,inputX:92},Xt={width:372,height:440,left:4,right:368,belt:44,bus:372,multiply:136,tank:{top:196,height:132,width:56},x:{f:80,i:149,g:218,o:285},out:332,inputX:22};function et(e,t,o){let r=t==="g"?(o+1)/2:o;return e.tank.top+e.tank.height*(1-Math.min(Math.max(r,0),1))}function Jt(e,t,o){let r=Math.min(Math.max(1-(o-e.tank.top)/e.tank.height,0),1);return t==="g"?2*r-1:r}var Qt=e=>Number.isFinite(e)?1.5+8.5*Math.min(Math.abs(e),1.2):1.5;var Mr={f:"forget",i:"input",g:"candidate",o:"output"};function Zt(e,t,o){let{top:r,height:n,width:a}=t.tank,i=t.x[e]-a/2,l=T("rect",{x:i+2,width:a-4,class:"fill"}),d=T("path",{class:"ghost"}),c=T("g",{class:"handle"},T("rect",{x:i-5,y:-5,width:a+10,height:10,rx:5}),T("path",{d:`M${i+a/2-8} -1.5h16M${i+a/2-8} 1.5h16`})),p=T("text",{class:"n value","text-anchor":"middle",x:i+a/2,"data-key":e}),m=!!o.onGate,h=T("g",{class:`tank gate-${e}`,"data-part":Mr[e],"data-gate":e,...m&&{tabindex:0,role:"slider","aria-label":o.t.gate[e],"aria-orientation":"vertical","aria-valuemin":e==="g"?-1:0,"aria-valuemax":1}},T("rect",{x:i,y:r,width:a,height:n,rx:7,class:"glass"}),l,T("rect",{x:i,y:r,width:a,height:n,rx:7,class:"rim"}),e==="g"&&T("path",{class:"zero",d:`M${i} ${r+n/2}h${a}`}),d,m&&c,p,Tr(e,t),T("text",{class:"gate-name","text-anchor":"middle",x:i+a/2,y:r+n+18},o.t.gateShort[e]),T("text",{class:"kind",x:i+a/2+8,y:r+n+36},e==="g"?"tanh":"σ"));return m&&Er(h,e,t,o),m&&o.invite&&e==="f"&&h.append(Lr(t,o.invite)),{element:h,show(u,x,g){let M=Number.isFinite(u),A=M?et(t,e,u):r+n,f=e==="g"?r+n/2:r+n;V(l,{y:Math.min(A,f),height:Math.abs(f-A)}),V(c,{transform:`translate(0 ${A})`}),p.textContent=M?k(u):"?",V(p,{y:Ar(A,t)}),h.classList.toggle("held",x),m&&V(h,{"aria-valuenow":k(u).replace("−","-"),"aria-valuetext":k(u)});let w=x&&g!==void 0&&Math.abs(g-u)>.005;V(d,{d:w?`M${i-4} ${et(t,e,g)}h${a+8}`:""})}}}function Ar(e,{tank:{top:t,height:o}}){let r=e-11;return r>t+15?Math.min(r,t+o-9):Math.min(e+27,t+o-9)}function Tr(e,t){let{top:o,width:r}=t.tank,n=t===ie;return T("text",{class:"name",x:t.x[e]-(n?12:8),y:o-9,"text-anchor":"end","data-width":r},T("tspan",{class:"v"},e),T("tspan",{class:"sub",dy:"0.28em"},"t"))}function Lr(e,t){let{top:o}=e.tank,r=e.x.f-e.tank.width/2,n=e===ie,a=n?{x:r-14,y:o+40,anchor:"end"}:{x:4,y:o-58,anchor:"start"};return T("g",{class:"invite"},T("text",{x:a.x,y:a.y,"text-anchor":a.anchor},t),n&&T("path",{d:`M${r-26} ${a.y+10}v34m-5 -7l5 7l5 -7`}))}function Er(e,t,o,{onGate:r,onRelease:n}){let a=i=>{let l=e.ownerSVGElement.getScreenCTM(),d=(i.clientY-l.f)/l.d;return Math.round(100*Jt(o,t,d))/100};e.addEventListener("pointerdown",i=>{e.setPointerCapture(i.pointerId),e.focus({preventScroll:!0}),r(t,a(i)),i.preventDefault()}),e.addEventListener("pointermove",i=>{e.hasPointerCapture(i.pointerId)&&r(t,a(i))}),e.addEventListener("touchmove",i=>i.preventDefault(),{passive:!1}),e.addEventListener("dblclick",()=>n?.(t)),e.addEventListener("keydown",i=>{(i.key==="Delete"||i.key==="Backspace")&&n?.(t);let l=_r(i,Number(e.getAttribute("aria-valuenow")),t);l!==null&&(r(t,l),i.preventDefault(),i.stopPropagation())})}function _r({key:e,shiftKey:t},o,r){let n=r==="g"?-1:0,a=t?.1:.01,i={ArrowUp:o+a,ArrowRight:o+a,ArrowDown:o-a,ArrowLeft:o-a,PageUp:o+.1,PageDown:o-.1,Home:n,End:1};return e in i?Math.round(100*Math.min(Math.max(i[e],n),1))/100:null}function Nr(e){let{x:t,belt:o,bus:r,multiply:n,left:a,right:i,out:l,tank:d,inputX:c}=e,p=d.top+d.height,m="forget input candidate output",h=(u,x)=>({value:null,part:u,path:`M${x} ${r}V${p}`});return[{value:"h_prev",part:m,path:`M${a} ${r}H${c}`},{value:null,part:m,path:`M${c} ${e.height-4}V${r}`},{value:null,part:m,path:`M${c} ${r}H${t.o}`},h("forget",t.f),h("input",t.i),h("candidate",t.g),h("output",t.o),{value:"c_prev",part:"forget cell",path:`M${a} ${o}H${t.f}`},{value:"kept",part:"forget cell",path:`M${t.f} ${o}H${t.g}`},{value:"c",part:"cell output",path:`M${t.g} ${o}H${i-8}`},{value:"f",part:"forget",path:`M${t.f} ${d.top}V${o}`},{value:"i",part:"input",path:`M${t.i} ${d.top}V${n}H${t.g}`},{value:"g",part:"candidate",path:`M${t.g} ${d.top}V${n}`},{value:"written",part:"input candidate cell",path:`M${t.g} ${n}V${o}`},{value:"tanh",part:"output",path:`M${l} ${o}V${n}`},{value:"o",part:"output",path:`M${t.o} ${d.top}V${n}H${l}`},{value:"h",part:"output",path:`M${l} ${n}V${r}H${i-8}`}]}function to(e){let t=T("g",{class:"wires"}),o=Nr(e).map(r=>{let n=T("path",{d:r.path,class:"wire","data-part":r.part});return t.append(n),{wire:r,path:n}});return t.append(eo(e,e.belt,"cell output"),eo(e,e.bus,"output")),{element:t,show(r){for(let{wire:n,path:a}of o){let i=n.value===null?NaN:r[n.value];a.style.strokeWidth=String(Qt(i)),V(a,{"data-sign":Number.isNaN(i)?"none":i<0?"minus":"plus"})}}}}var eo=({right:e},t,o)=>T("path",{class:"arrow","data-part":o,d:`M${e-10} ${t-7}l10 7l-10 7z`});function oo(e){let{x:t,belt:o,multiply:r,out:n}=e,a=(d,c,p,m)=>T("g",{"data-part":m,class:"operator"},T("circle",{cx:d,cy:c,r:13}),T("text",{x:d,y:c,dy:"0.34em","text-anchor":"middle"},p)),i=e===ie?24:20,l=(o+r)/2+(e===ie?10:2);return T("g",{},a(t.f,o,"×","forget cell"),a(t.g,o,"+","cell"),a(t.g,r,"×","input candidate cell"),a(n,r,"×","output"),T("g",{"data-part":"output",class:"operator"},T("rect",{x:n-i,y:l-11,width:2*i,height:22,rx:11}),T("text",{x:n,y:l,dy:"0.34em","text-anchor":"middle",class:"word"},"tanh")))}function ke(e){let t=e.narrow?Xt:ie,o=T("svg",{class:"diagram",viewBox:`0 0 ${t.width} ${t.height}`,role:"group","aria-label":e.label}),r=to(t),n=oo(t),a=Object.fromEntries(["f","i","g","o"].map(d=>[d,Zt(d,t,e)])),i=Or(t);o.append(r.element,n,...Object.values(a).map(({element:d})=>d),i.element);let l=[];return{element:o,hide(d){l=d},show(d,c={},p={}){let m=zr(d);for(let h of l)m[h]=NaN;r.show(m),i.show(d,l);for(let h of["f","i","g","o"])a[h].show(l.includes(h)?NaN:d[h],!!c[h],p[h])},light(d){for(let c of o.querySelectorAll("[data-part]")){let p=c.getAttribute("data-part").split(" ");c.classList.toggle("dim",d.length>0&&!p.some(m=>d.includes(m)))}}}}function zr(e){let{f:t,i:o,g:r,o:n,c_prev:a,c:i,h:l,h_prev:d}=e;return{c_prev:a,kept:t*a,written:o*r,c:i,tanh:Math.tanh(i),h:l,h_prev:d,f:t,i:o,g:r,o:n}}function Or(e){let{x:t,belt:o,bus:r,multiply:n,left:a,right:i,out:l,inputX:d}=e,c=e===ie,p=T("g",{class:"wire-labels"}),m=[],h=(g,M,A,f,w,v)=>{let y=T("tspan",{class:"n","data-key":g}),L=T("text",{x:f[0],y:f[1],"text-anchor":f[2],"data-part":w,class:"wire-label"},T("tspan",{class:"v"},M),A&&T("tspan",{class:"sub",dy:"0.28em"},A),T("tspan",{dy:A?"-0.28em":0}," "),y);p.append(L),m.push([g,v])},u=g=>M=>Number.isNaN(g(M))?"?":H(g(M));h("c_prev","c","t−1",[a,o-16,"start"],"forget cell",u(g=>g.c_prev));let x=(t.f+t.g)/2;return h("kept","f·c","",[x,o-16,"middle"],"forget cell",u(g=>g.f*g.c_prev)),h("written","i·g","",[t.g+12,(o+n)/2+8,"start"],"input candidate cell",u(g=>g.i*g.g)),h("c","c","t",[i,o-16,"end"],"cell output",u(g=>g.c)),c&&h("tanh","tanh c","",[l+30,105,"start"],"output",u(g=>Math.tanh(g.c))),h("h","h","t",[i,r+26,"end"],"output",u(g=>g.h)),h("h_prev","h","t−1",c?[a,r-14,"start"]:[d+8,r+21,"start"],"forget input candidate output",u(g=>g.h_prev)),h("x","x","t",[d+12,e.height-8,"start"],"forget input candidate output",g=>g.x),{element:p,show(g,M){for(let[A,f]of m)p.querySelector(`[data-key="${A}"]`).textContent=M.includes(A)?"?":f(g)}}}function no(e,{sample:t,trace:o,reads:r,go:n,pick:a,hold:i}){let{t:l,explore:d}=e,c=0,p=ke({t:l,narrow:!0,label:l.diagram,onGate:i&&(($,S)=>i($,S,d.whole?null:c))}),m=s("h3",{class:"unit-name","data-key":"unit"}),h=s("div",{class:"equation"}),u=s("div",{class:"facts"}),x=s("span",{class:"note",role:"status"}),g=s("input",{type:"search",size:9,"data-do":"search","aria-label":l.explore.searchFor,title:l.explore.searchFor,placeholder:l.explore.search,onchange:()=>{let $=g.value?M(g.value):{says:""};$.place!==void 0&&a($.place),x.textContent=$.says}});function M($){if(/^\s*\d+\s*$/.test($)){let F=o.units.indexOf(Number($));return F<0?{says:l.explore.noUnit($)}:{place:F,says:""}}let S=Ct(o,d.field,Ft(t.tokens??[],$));if(!S)return{says:l.explore.noText($)};let{place:_,by:N}=S;return{place:_,says:l.explore.follows(o.units[_],l.field[d.field],$,H(Math.abs(N)),N>0)}}let A=O("",()=>{d.whole=!d.whole,L()},{"data-do":"whole"}),f=($,S,_)=>ce({label:$,yLabel:$,xLabel:l.axes.step,low:S,high:_,height:150,steps:o.steps,legend:!0,onStep:n,xTick:N=>String(se(t,N))}),w=f(l.axes.gates("f, i, o"),0,1),v=f(l.axes.states("c, g, h"),-1,1),y,L=()=>y&&b(...y);function b($,S,_,N){y=[$,S,_,N],c=$.units[S];let F=(W,K)=>ro($,W,d.whole?null:S,K),Q=W=>d.whole?de($.units.map((K,jo)=>Ue(t,$,W,jo,N.layer,N.direction,_))):Ue(t,$,W,S,N.layer,N.direction,_),D={...Object.fromEntries(J.map(W=>[W,F(W,_)])),c_prev:Q("c"),h_prev:Q("h"),x:r(_)},Z=Object.fromEntries(["i","f","g","o"].map(W=>[W,N.edits.some(K=>K.layer===N.layer&&K.direction===N.direction&&K.gate===W&&(K.unit===null||K.unit===c)&&Be(K,_))])),re=Object.fromEntries(["i","f","g","o"].map(W=>[W,ro(o,W,d.whole?null:S,_)]));p.show(D,Z,re),m.textContent=d.whole?l.explore.whole:l.explore.unitName(c),A.textContent=d.whole?l.explore.one:l.explore.whole;let ne=Number.isNaN(D.c_prev)&&!Number.isNaN(D.c);E(h,...d.whole?[s("p",{class:"note"},l.explore.wholeNote)]:ne?[s("p",{class:"note"},l.explore.gap)]:[B(`c_t = \`${k(D.f)}\` × \`${U(D.c_prev)}\` + \`${k(D.i)}\` × \`${U(D.g)}\` = \`${H(D.c)}\``,{"data-key":"equation-c"})]);let C=W=>W.map(K=>({values:P($,K,S),colour:`var(--${K})`,label:`${K} ${l.field[K]}`})),te=Math.max(oe("c",P($,"c",S)),oe("c",P(o,"c",S)));v.limits(-te,te),w.show(C(["f","i","o"]),_),v.show(C(["c","g","h"]),_),E(u,...Fr(e,$,S))}return{element:s("div",{},s("div",{class:"unit-head"},m,g,A),x,p.element,h,i&&s("p",{class:"hint"},l.explore.dragHint)),charts:s("div",{},s("h3",{},l.explore.overTime),w.element,v.element,u),show:b,destroy(){w.stop(),v.stop()}}}function ro(e,t,o,r){let n=e.values[t],a=n.length/e.steps;return o===null?de(n.subarray(r*a,(r+1)*a)):o<a?n[r*a+o]:NaN}function Fr(e,t,o){let{t:r}=e,n=i=>P(t,i,o),a=i=>{let{left:l,right:d}=$e(n(i));return s("li",{"data-key":`saturation-${i}`},r.explore.saturationRow(r.field[i],I(l),I(d)))};return[s("p",{},s("b",{},r.explore.timeScale),": ",s("span",{"data-key":"time-scale"},r.explore.timeScaleValue(Et(Ke(n("f")))))),s("ul",{},a("f"),a("i"),a("o"),...Nt(t,o).map(i=>s("li",{class:"condition"},r.explore.conditions[i])))]}function ao(e,t,o,r){let{t:n,data:a,explore:i,language:l}=e,d=a.models.find(({id:C})=>C===t.model),c=d.samples.find(({id:C})=>C===t.sample),p=ye(d,c),m=p.traces[t.layer][t.direction];m.units.includes(t.unit)||(t.unit=m.units[zt(m)],t.opened={unit:t.unit});let h=Pe(d,c),u=e.narrow||i.panes.length===2,x=p,g=[],M=()=>Math.min(i.step,m.steps-1),A=C=>{r.stop(),r.go(C)},f=(C,te)=>{t.unit=m.units[C],te!==void 0&&A(te),D()},w=(C,te,W)=>{t.edits=Re(t.edits,{layer:t.layer,direction:t.direction,gate:C,unit:W,from:M(),hold:te}),ee()},v=()=>oe(i.field,P(m,i.field,m.units.indexOf(t.unit))),y=s("span",{}),L=Ve(e,{sample:c,get field(){return i.field},get limit(){return v()},go:A}),b=It(e,c,m,f),$=no(e,{sample:c,trace:m,go:A,reads:C=>Gr(c,C),pick:f,hold:h?w:void 0}),S=s("p",{class:"note","data-key":"opened"}),_=jt(e,d,c),N=Wt(e,{model:d,pane:t,editable:h,now:M,hold:w,change:ee}),F=qt(e,d,c,p);function Q(){return x.traces[t.layer][t.direction]}function ee(){x=t.edits.length&&h?Te(d,c,t.edits):p,re()}function D(){let C=m.units.indexOf(t.unit);L.show(P(Q(),i.field,C),M()),E(y,L.coloured&&Ee(e,i.field,v())),b.cursor(g,C,M()),$.show(Q(),C,M(),t),S.textContent=t.unit===t.opened?.unit?Cr(n,t.opened,m):"",N.show()}function Z(){D(),_.show(x.outlook,p.outlook,M(),t.edits.length>0)}function re(){g=Ot(m,i.order),b.draw(Q(),g),Z()}let ne=s("section",{class:`pane${u?" slim":""}`,"data-pane":o},Yt(e,t,r.rebuild),s("p",{class:"note"},[z(d.note,l),z(c.note,l)].filter(Boolean).join(" ")),L.empty?null:s("section",{class:"card"},s("h3",{class:"with-scale"},n.explore.input,y),L.element),s("div",{class:"pane-grid"},s("div",{class:"column"},s("section",{class:"card"},b.element),s("section",{class:"card"},$.charts)),s("div",{class:"column"},_.element&&s("section",{class:"card"},_.element),s("section",{class:"card unit-card"},S,$.element),s("section",{class:"card"},N.element))),F);return t.edits.length&&h&&(x=Te(d,c,t.edits)),{element:ne,step:Z,all:re,steps:()=>m.steps,real:C=>se(c,Math.min(C,m.steps-1)),unit(C){let te=g.indexOf(m.units.indexOf(t.unit))+C;g[te]!==void 0&&f(g[te])},destroy(){L.destroy(),b.destroy(),$.destroy(),E(ne)}}}function Cr(e,{unit:t,step:o},r){if(o!==void 0)return e.explore.opened.story(t,o);let{low:n,high:a}=Ye(P(r,"c",r.units.indexOf(t)));return e.explore.opened.widest(t,H(n),H(a))}function Gr(e,t){let o=e.tokens?.[t];if(o!==void 0)return o===" "?"␣":o===`
`?"↵":o.slice(0,16);let r=e.series?.[0];return r?H(R(r.values)[t]):""}var Rr=["number","memory","activity","saturation"];function so(e){let{t,data:o,explore:r}=e;if(!o?.models.length||!r.panes.length)return{element:s("div",{},s("h1",{},t.explore.title),s("p",{class:"lead"},t.explore.empty))};let n=[],a=s("div",{class:"panes"}),i=()=>Math.max(...n.map(u=>u.steps())),l=u=>{r.step=u,n.forEach(x=>x.step()),d.update()},d=we({t,steps:i,get:()=>r.step,go:l,speeds:!0,words:u=>t.step(n[0].real(u),n[0].real(i()-1))}),c=O("",()=>{r.panes=r.panes.length===2?[r.panes[0]]:[r.panes[0],Hr(e)],m()},{"data-do":"compare"}),p=s("div",{class:"card bar-controls"},d.element,Y(t.explore.sort,Rr.map(u=>({value:u,label:t.explore.orders[u]})),r.order,u=>{r.order=u,n.forEach(x=>x.all())},{"data-do":"sort"}),Y(t.explore.colouredBy,J.map(u=>({value:u,label:`${t.field[u]} ${u}`})),r.field,u=>{r.field=u,n.forEach(x=>x.all())},{"data-do":"field"}),c);function m(){n.forEach(u=>u.destroy()),n=r.panes.map((u,x)=>ao(e,u,x,{go:l,stop:d.stop,rebuild:m})),r.step=Math.min(r.step,i()-1),a.classList.toggle("pair",n.length===2),E(a,...n.map(u=>u.element)),c.textContent=n.length===2?t.explore.single:t.explore.compare,c.setAttribute("aria-pressed",String(n.length===2)),n.forEach(u=>u.all()),d.update()}let h=s("div",{class:"explore"},s("h1",{},t.explore.title),s("p",{class:"lead"},t.explore.lead),p,a,s("p",{class:"note"},t.explore.keys));return h.addEventListener("keydown",u=>Pr(u,{play:d,panes:n,go:l,steps:i})),m(),{element:h,destroy:()=>{d.stop(),n.forEach(u=>u.destroy())}}}function Hr({data:e,explore:t}){let o=t.panes[0],r=e.models.find(({id:a})=>a===o.model),n=r.samples.find(({id:a})=>a!==o.sample)??r.samples[0];return{...o,sample:n.id,opened:void 0,edits:[]}}function Pr(e,{play:t,panes:o,go:r,steps:n}){let a=e.target;if(a.closest("input, select, textarea, [role=slider]")||e.ctrlKey||e.metaKey||e.altKey||e.key===" "&&a.closest("button"))return;let i=o.find(d=>d.element.contains(a))??o[0],l={ArrowLeft:()=>t.move(-1),ArrowRight:()=>t.move(1),ArrowUp:()=>i.unit(-1),ArrowDown:()=>i.unit(1)," ":()=>t.toggle(),Home:()=>r(0),End:()=>r(n()-1)};e.key in l&&(l[e.key](),e.preventDefault())}var q={about:"One LSTM unit and one unit of a plain RNN, weights set by hand so that the numbers are easy to read.",symbols:["A","B","▲","●","■"],weight_ih:[[4.25,4.25,0,.1,-.1],[0,0,.18,-.1,.05],[1.47,-1.47,.21,-.35,.15],[.2,.2,-.2,.1,.3]],weight_hh:[[.1],[.2],[.3],[.4]],bias:[-2.05,3.2,0,1],rnn:{weight_ih:[1.13,-1.13,.14,-.16,.06],weight_hh:.75,bias:0},read:6,distractors:[2,3,4,3,2,4,2,3,4]};var X=q.symbols,tt=q.rnn.weight_hh,Dr={inputs:X.length,hidden:1,outputs:1,ih:Float64Array.from(q.weight_ih.flat()),hh:Float64Array.from(q.weight_hh.flat()),bias:Float64Array.from(q.bias)},Se=e=>[e,...q.distractors];function Wr(e){let t=new Float64Array(e.length*X.length);return e.forEach((o,r)=>t[r*X.length+o]=1),t}var ge=(e,t)=>Ce(Dr,Wr(e),void 0,!1,t);function io(e,t=tt){let o=0;return Float64Array.from(e,r=>o=Math.tanh(q.rnn.weight_ih[r]+t*o+q.rnn.bias))}var pe=e=>ae(q.read*e);function Ne(e,t,o,r,n){let a=o.map((l,d)=>s("button",{type:"button",onclick:()=>n(d),"data-choice":`${t}-${d}`},...G(l))),i=()=>a.forEach((l,d)=>l.setAttribute("aria-pressed",String(d===r())));return i(),{element:s("div",{class:"choice",role:"group","aria-label":e},s("span",{class:"label"},e),s("span",{class:"segments"},...a)),update:i}}function lo(e,t,o){let r=s("div",{class:"equation"}),n=s("output",{class:"n"}),a=s("input",{type:"range",min:0,max:2,step:.05,value:t.weight,"aria-label":`${e.hold.plainSays}: ${e.hold.weight}`,"data-do":"weight",oninput:()=>{t.weight=Number(a.value),o()}});return{element:s("div",{class:"plain-panel"},s("h3",{},e.hold.plainSays),s("p",{},e.hold.plainFormula),r,s("label",{class:"slider"},s("span",{},e.hold.weight),a,n),j(e.hold.plainNote,{class:"note"})),update({ids:l,plain:d}){let c=t.step,p=c>0?d[c-1]:0,m=q.rnn.weight_ih[l[c]],h=m<0?"−":"+";n.textContent=k(t.weight),E(r,B(`h_t = tanh(u h_{t−1} + w x_t) = tanh(\`${k(t.weight)}\` × \`${U(p)}\` ${h} \`${k(Math.abs(m))}\`) = \`${k(d[c])}\``,{"data-key":"equation-plain"}))}}}var po=["half","wipe","other"],Ir=.1,mo=(e,t)=>[qr(e,t),Br(e,t),jr(e,t)].filter(o=>o!==null);function qr({edits:e},{run:t}){let o=e.find(({gate:n,once:a,from:i,hold:l})=>n==="f"&&!a&&i>0&&co(l,.5));if(!o)return null;let r=1;for(let n=o.from;n<t.f.length&&co(t.f[n],.5);n++){if(r*=t.f[n],r>=Ir)continue;let a=n-o.from+1;return{task:"half",f:t.f[n],n:a,share:r,old:t.c[o.from-1],at:n,c:t.c[n]}}return null}function Br({edits:e},{run:t,own:o}){let r=e.find(({gate:i,once:l,from:d,hold:c})=>i==="f"&&l&&d>0&&c===0),n=t.c.length-1;if(!r||Math.abs(t.c[n])>.7*Math.abs(o.c[n]))return null;let a=r.from;return{task:"wipe",at:a,old:t.c[a-1],c:t.c[a],end:t.c[n],chanceA:pe(t.h[n])}}function jr({first:e,edits:t},{run:o}){let r=o.c.length-1,n=pe(o.h[r]),a=e===0?1-n:n;if(a<=.8)return null;let i=["f","i","g","o"].filter(l=>t.some(d=>d.gate===l));return{task:"other",c:o.c[r],h:o.h[r],claims:X[1-e],chance:a,held:i}}var co=(e,t)=>Math.abs(Number(e)-t)<.015;var ho=()=>({first:0,step:1,edits:[],once:!1,weight:tt,touched:!1,done:new Map});function ot(e){let t=Se(e.first);return{ids:t,own:ge(t),run:ge(t,Ge(e.edits,0,0)),plain:io(t,e.weight)}}function uo(e,t,o){let r={layer:0,direction:0,gate:t,unit:null,from:e.step,once:e.once,hold:o};e.edits=Re(e.edits,r),e.touched=!0}function fo(e,t){e.edits=e.edits.filter(o=>o.gate!==t||(o.once?o.from!==e.step:o.from>e.step))}function Me(e,t,o){let r=n=>t>0?n[t-1]:0;return{x:o,h_prev:r(e.h),c_prev:r(e.c),f:e.f[t],i:e.i[t],g:e.g[t],o:e.o[t],c:e.c[t],h:e.h[t]}}function bo(e,t,o){let r=p=>Array.from({length:t},(m,h)=>p(h)),n=r(p=>O("",()=>o(p),{class:"tile","data-step":p})),a=r(p=>go("c",p,o)),i=r(p=>go("plain",p,o)),l={lstm:xo(e.hold.lstmSays,"lstm",e),plain:xo(e.hold.plainSays,"plain",e)},d=s("div",{class:"strip",style:`--steps:${t}`},s("span",{class:"row-name"},e.stepLabel," ",s("i",{class:"math"},"t")),...r(p=>s("span",{class:"count"},p)),s("span",{class:"row-name of-symbols"},e.hold.symbols),...n,s("span",{class:"row-name lstm"},e.hold.lstm," ",s("i",{class:"math"},"c")),...a.map(p=>p.element),s("span",{class:"row-name plain"},e.hold.plain," ",s("i",{class:"math"},"h")),...i.map(p=>p.element));return{element:s("div",{class:"strip-and-answers"},d,s("div",{class:"answers","aria-live":"polite"},s("h3",{},e.hold.says),l.lstm.element,l.plain.element)),show({ids:p,run:m,plain:h},u){p.forEach((x,g)=>{n[g].textContent=X[x],V(n[g],{"aria-pressed":g===u.step,"aria-label":`${e.step(g,t-1)}: ${X[x]}`}),n[g].classList.toggle("to-keep",g===0),a[g].show(m.c[g],g,u),i[g].show(h[g],g,u)}),l.lstm.show(pe(m.h[t-1]),u.first),l.plain.show(pe(h[t-1]),u.first)}}}function go(e,t,o){let r=s("span",{class:"bar-fill"}),n=s("span",{class:"n","data-key":e,"data-step":t}),a=s("div",{class:`bar ${e}`,onclick:()=>o(t)},s("span",{class:"bar-room"},r),n);return{element:a,show(i,l,d){let c=Math.min(Math.abs(i),1.25)*40;r.style.height=`${c}%`,r.style.bottom=i<0?`${50-c}%`:"50%",r.dataset.sign=i<0?"minus":"plus",n.textContent=k(i),a.classList.toggle("now",l===d.step),a.classList.toggle("future",l>d.step)}}}function xo(e,t,o){let r=s("span",{class:"share"}),n=s("span",{class:"n","data-key":`says-${t}`}),a=s("span",{class:"verdict"}),i=s("div",{class:`answer ${t}`},s("span",{class:"who"},e),s("span",{class:"split","aria-hidden":"true"},r),n,a);return{element:i,show(l,d){let c=d===0?l:1-l;r.style.width=`${100*l}%`,n.textContent=l>=.5?o.hold.chance("A",I(l)):o.hold.chance("B",I(1-l));let p=c>.8?"right":c<.2?"wrong":"unsure";a.textContent=o.hold[p],i.dataset.state=p}}}function wo(e){let{t,hold:o}=e,r=ot(o),n=r.ids.length,a=w=>{o.step=w,M()},i=ke({t,narrow:e.narrow,label:t.diagram,invite:o.touched?void 0:t.hold.invite,onGate(w,v){uo(o,w,v),i.element.querySelector(".invite")?.remove(),d.stop(),M()},onRelease(w){fo(o,w),M()}}),l=bo(t,n,w=>{d.stop(),a(w)}),d=we({t,steps:()=>n,get:()=>o.step,go:a,words:w=>t.step(w,n-1)}),c=s("div",{class:"equation","aria-live":"polite"}),p=s("p",{class:"lead"}),m=O(t.hold.reset,()=>{o.edits=[],M()},{class:"quiet","data-do":"reset"}),h=Ne(t.hold.first,"first",["A","B"],()=>o.first,w=>{o.first=w,M()}),u=Ne(t.hold.scope,"scope",[t.hold.scopes.on,t.hold.scopes.once],()=>Number(o.once),w=>{o.once=w===1,M()}),x=lo(t,o,()=>M()),g=po.map(w=>({key:w,mark:s("span",{class:"mark"}),said:s("p",{class:"said",role:"status"}),item:s("li",{"data-task":w})}));g.forEach(({key:w,mark:v,said:y,item:L})=>E(L,v,s("div",{},t.hold.tasks[w],y)));function M(){r=ot(o);let{run:w,own:v,ids:y}=r,L=o.step;E(p,...G(t.hold.lead(X[o.first])));let b=Object.fromEntries(["i","f","g","o"].map($=>[$,o.edits.some(S=>S.gate===$&&(S.once?S.from===L:L>=S.from))]));i.show(Me(w,L,X[y[L]]),b,{i:v.i[L],f:v.f[L],g:v.g[L],o:v.o[L]}),l.show(r,o),E(c,...A()),d.update(),h.update(),u.update(),x.update(r),m.disabled=!o.edits.length,mo(o,r).forEach($=>o.done.set($.task,$)),g.forEach(({key:$,mark:S,said:_,item:N})=>{let F=o.done.get($);N.classList.toggle("done",!!F),S.textContent=F?"✓":"",S.title=F?t.hold.done:"",E(_,...F?G(Ur(t,F)):[])})}function A(){let w=Me(r.run,o.step,""),v=B(`c_t = f_t c_{t−1} + i_t g_t = \`${k(w.f)}\` × \`${k(w.c_prev)}\` + \`${k(w.i)}\` × \`${U(w.g)}\` = \`${k(w.c)}\``,{"data-key":"equation-c"}),y=B(`h_t = o_t tanh(c_t) = \`${k(w.o)}\` × \`${U(Math.tanh(w.c))}\` = \`${k(w.h)}\``,{"data-key":"equation-h"});return[s("div",{},s("span",{class:"label"},t.hold.equation),v),s("div",{},s("span",{class:"label"},t.hold.shown),y),s("p",{class:"readout"},...G(t.hold.readout(k(w.c),k(w.h),I(pe(w.h)))))]}let f=s("div",{class:"hold"},s("div",{class:"intro"},s("h1",{},t.hold.title),p),l.element,j(t.hold.counted,{class:"note"}),s("div",{class:"bench"},s("div",{class:"column"},s("section",{class:"card cell-card"},d.element,i.element,s("p",{class:"hint"},t.hold.hint)),s("section",{class:"card tries"},s("h3",{},t.hold.tries),s("ol",{},...g.map(({item:w})=>w)))),s("aside",{},s("section",{class:"card"},c),s("section",{class:"card controls"},h.element,u.element,m),s("section",{class:"card"},x.element))),s("div",{class:"onward"},O(t.hold.next,()=>e.go("tour"),{class:"primary","data-do":"tour"})),j(t.hold.source,{class:"note"}));return M(),{element:f,destroy:()=>d.stop()}}function Ur({hold:{happened:e},gate:t},o){if(o.task==="half"){let{n:d,f:c,share:p,old:m,at:h,c:u}=o,x=`${Array(d).fill(k(c)).join(" × ")} = ${k(p)}`;return e.half(d,x,k(m),k(p*m),h,k(u))}if(o.task==="wipe"){let{at:d,old:c,c:p,end:m,chanceA:h}=o;return e.wipe(d,k(c),k(p),k(m),I(h))}let{c:r,h:n,claims:a,chance:i,held:l}=o;return e.other(k(r),k(n),a,I(i),l.map(d=>t[d]).join(e.and))}function rt(e,t,o=1,r=1){let n=0,a=0;for(let i=0;i<o;i++){let l=i===0?e:t*r;n+=r*4*t*(l+t+2),a+=r*4*t*(l+t)}return{parameters:n,multiplyAdds:a}}function me(e,t,o){let{t:r}=e,n=s("section",{class:"card quiz","aria-live":"polite","data-quiz":t.key}),a=l=>{e.tour.answered.set(t.key,l),i(),o()};function i(){let l=e.tour.answered.get(t.key),d=l===void 0;E(n,s("h3",{},r.tour.question),s("p",{},...G(t.ask)),s("div",{class:"options"},...t.options.map((c,p)=>O(c,()=>a(p),{disabled:!d,"data-option":p,class:d?null:p===t.right?"is-right":p===l?"is-wrong":null})),d&&O(r.tour.show,()=>a(-1),{class:"quiet","data-option":"show"})),!d&&s("p",{class:"reveal"},l>=0&&s("strong",{},l===t.right?r.tour.right:r.tour.wrong)," ",...G(t.reveal)))}return i(),n}function yo(e,t,o){let r=[...new Set(t)].filter(a=>a!==e).slice(0,2),n=o%(r.length+1);return{options:[...r.slice(0,n),e,...r.slice(n)],right:n}}function $o(e,t,o,r){let{t:n,language:a}=e,i=r.units.indexOf(t.unit),l=t.fields.map(f=>({field:f,values:P(r,f,i)})),d=l[0],c=oe(d.field,d.values),p=0,m=!1,h=f=>{p=f,A()},u=Ve(e,{sample:o,field:d.field,limit:c,go:h}),x=[l.filter(({field:f})=>ue(f)),l.filter(({field:f})=>!ue(f))].filter(f=>f.length).map(f=>({group:f,plot:Kr(e,f,r.steps,h)})),g=s("p",{class:"readout","aria-live":"polite"}),M=s("p",{class:"note with-scale"});function A(){u.show(m?d.values:null,p),E(M,...m&&u.coloured?[`${n.explore.colouredBy}: `,n.field[d.field]," ",Ee(e,d.field,c)]:[]);for(let{group:w,plot:v}of x){let y=w.map(({field:L,values:b})=>({values:b,colour:`var(--${L})`,label:`$${L}$ ${n.field[L]}`}));v.element.hidden=!m,v.show(y,p)}let f=t.marks?.find(w=>w.step===p);E(g,...m?[`${n.explore.predictionAt(p)}${Yr(o,p)}: `,...l.flatMap(({field:w,values:v},y)=>[y?", ":"",s("i",{class:"math"},w)," = ",s("b",{class:"n","data-key":`story-${w}`,"data-step":p},H(v[p]))]),f&&s("span",{class:"mark-words"}," — ",z(f.words,a))]:G(n.tour.storyHidden))}return A(),{element:s("div",{},u.element,M,...x.map(({plot:f})=>f.element),g),step:()=>m?p:t.focus,reveal(){m=!0,h(t.focus)},destroy(){x.forEach(({plot:f})=>f.stop()),u.destroy()}}}function Kr({t:e},t,o,r){let n=ue(t[0].field),a=t.map(({field:c})=>c).join(", "),i=Math.max(...t.map(({field:c,values:p})=>oe(c,p))),l=t.some(({values:c})=>c.some(p=>p<0)),d=n?e.axes.gates(a):e.axes.states(a);return ce({label:d,yLabel:d,xLabel:e.axes.step,height:150,low:!n&&l?-i:0,high:n?1:i,steps:o,legend:!0,onStep:r})}function Yr({tokens:e},t){let o=e?.[t]??"";return o&&o!==String(t)?` “${o}”`:""}function De(e,t){let r=(e.data?.stories??[]).filter(n=>n.chapter===t).map(n=>Xr(e,n));return{element:s("div",{class:"stories"},...r.length?r.map(({element:n})=>n):[s("p",{class:"note"},e.t.tour.noStory)]),destroy:()=>r.forEach(n=>n.destroy?.())}}function Xr(e,t){let{t:o,language:r,data:n}=e,a=n.models.find(({id:g})=>g===t.model),i=a.samples.find(({id:g})=>g===t.sample),l=ye(a,i),d=l.traces[t.layer][t.direction],c=$o(e,t,i,d),p=g=>g.map(M=>s("p",{},...G(Zr(z(M,r),t,a,i,l)))),m=s("div",{class:"words told"}),h=()=>{E(m,...p(t.text)),c.reveal()},u=t.question&&me(e,{key:`story-${t.id}`,ask:z(t.question.words,r),reveal:"",right:t.question.right,options:t.question.options.map(g=>z(g,r))},h);return(!t.question||e.tour.answered.has(`story-${t.id}`))&&h(),{element:s("section",{class:"card story","data-story":t.id},s("p",{class:"label"},o.tour.story),s("h2",{},z(t.title,r)),s("div",{class:"words setting"},...p(t.setting)),s("div",{class:"story-body"},s("div",{},c.element,s("p",{class:"note"},Jr(e,t,a.layers[t.layer])),s("p",{class:"note"},[z(a.name,r),z(a.note,r)].filter(Boolean).join(": ")),O(o.tour.open,()=>Qr(e,t,c.step()),{"data-do":"open"})),s("div",{},u,m))),destroy:c.destroy}}function Jr({t:e},{unit:t,layer:o,direction:r},{hidden_size:n,directions:a}){let{forward:i,reverse:l}=e.explore,d=a.length>1?[i,l][r]:"";return e.tour.storyUnit(t,n,o,d)}function Qr(e,t,o){e.explore.panes[0]=_e(t),e.explore.step=o,e.go("explore")}function Zr(e,t,o,r,n){let a=n.traces[t.layer][t.direction];return e.replace(/\{([ifgoch])@(\d+)(?:u(\d+))?\}/g,(i,l,d,c)=>H(P(a,l,a.units.indexOf(c===void 0?t.unit:Number(c)))[Number(d)])).replace(/\{p@(\d+|last):(\d+)\}/g,(i,l,d)=>{if(!n.outlook)return i;let c=he(n.outlook,l==="last"?r.steps-1:Number(l))[Number(d)];return o.head?.kind==="linear"?H(c):I(c)})}var en=["我","爱","中","国"];function vo(e){let{t,data:o}=e,r=t.tour.both,n=o?.stories?.find(({chapter:v})=>v==="both"),a=o?.models.find(({id:v})=>v===n?.model),i=a?.samples.find(({id:v})=>v===n?.sample),l=a&&i&&ye(a,i),d=i?.tokens??en,c=n?.layer??0,p=s("div",{class:"chain",style:`--steps:${d.length}`}),m=d.length-1;function h(){let[v,y]=l?.traces[c]??[],L=($,S)=>{let _=$?y:v,N=$?d.slice(S):d.slice(0,S+1);return s("div",{class:`half ${$?"reverse":"forward"}${S===m?" now":""}${($?S>=m:S<=m)?" read":""}`},_&&nt(_.values.h.subarray(S*_.width,(S+1)*_.width),e),S===m&&s("span",{class:"has"},r.has($?[...N].reverse().join(""):N.join(""))))},b=d.map(($,S)=>S);E(p,s("span",{class:"row-name"},r.forward," →"),...b.map($=>L(0,$)),s("span",{class:"row-name"}),...b.map($=>s("button",{type:"button",class:"character",lang:"zh-CN","data-step":$,"aria-pressed":$===m,onclick:()=>{m=$,h()}},d[$])),s("span",{class:"row-name"},r.reverse," ←"),...b.map($=>L(1,$))),E(u,...x())}let u=s("div",{class:"joined","aria-live":"polite"});function x(){if(!l||!a)return[];let[v,y]=l.traces[c],L=$=>$.values.h.subarray(m*$.width,(m+1)*$.width),b=l.outlook&&a.head&&a.head.kind!=="linear"&&he(l.outlook,m);return[s("span",{class:"label"},`${r.joined}: [h→ ; h←] ${d[m]}`),s("div",{class:"pair"},nt(L(v),e),nt(L(y),e)),b&&s("p",{class:"readout"},`${z(a.head.name,e.language)||t.explore.prediction}: `,...be(b).slice(0,3).flatMap(($,S)=>[S?", ":"",s("b",{},z(a.head.labels[$],e.language))," ",s("span",{class:"n","data-key":`both-${$}`,"data-step":m},I(b[$],1))]))]}let g=me(e,{key:"both",ask:r.ask,options:r.options,right:1,reveal:r.reveal},()=>{}),M=De(e,"both");h();let A=a?.layers[0].input_size??16,f=a?.layers[0].hidden_size??16;return{element:s("div",{},s("div",{class:"two"},s("div",{class:"words"},...r.text.map(v=>j(v)),g),s("section",{class:"card"},p,u)),s("section",{class:"card beside"},s("h3",{},r.cost),tn(e,A,f),s("div",{class:"words"},s("p",{},r.wait),s("p",{},r.stacked),s("p",{class:"note"},r.costNote(A,f)))),M.element),destroy:M.destroy}}function nt(e,t){return s("span",{class:"vector",role:"img","aria-label":Array.from(e,o=>k(o)).join(" ")},...Array.from(e,o=>s("i",{style:`background:${ve(fe("h",o,1,t.theme))}`,title:k(o)})))}function tn(e,t,o){let r=e.t.tour.both.costRows,n=rt(t,o),a=rt(t,o,1,2),i=(d,c)=>s("td",{class:"n","data-key":c},d),l=(d,c,p,m)=>s("tr",{},s("th",{scope:"row"},d),i(c,`one-${m}`),i(p,`two-${m}`));return s("div",{class:"scroll"},s("table",{},s("thead",{},s("tr",{},s("td",{}),s("th",{scope:"col"},r.one),s("th",{scope:"col"},r.two))),s("tbody",{},l(r.parameters,Le(n.parameters),Le(a.parameters),"parameters"),l(r.adds,Le(n.multiplyAdds),Le(a.multiplyAdds),"adds"),l(r.width,String(o),String(2*o),"width"),l(r.knows,e.t.tour.both.left,e.t.tour.both.all,"knows"))))}var ze=300,Oe=132,xe=6;function at(e,t,o,r,n){let a=t==="sigmoid"?ae:Math.tanh,i=t==="sigmoid"?0:-1,l=x=>34+(Math.min(Math.max(x,-xe),xe)+xe)/(2*xe)*(ze-48),d=x=>10+(1-x)/(1-i)*(Oe-34),p=Array.from({length:97},(x,g)=>(g/48-1)*xe).map((x,g)=>`${g?"L":"M"}${l(x).toFixed(1)} ${d(a(x)).toFixed(1)}`).join(""),m=a(o),u=(m-i)/(1-i)<.35?{x:Math.max(l(o)-10,118),y:d(r?m:i)-9,anchor:"end"}:{x:Math.min(l(o)+92,ze-14),y:d(r?m:1)+21,anchor:"end"};return s("figure",{class:`curve ${t}`},s("figcaption",{},B(n)," ",e.tour.curve[t]),T("svg",{class:"chart",viewBox:`0 0 ${ze} ${Oe}`,role:"img","aria-label":`${t}(${k(o)}) = ${r?k(m):"?"}`},T("path",{class:"axis",d:`M34 ${d(i)}H${ze-14}M34 ${d(1)}H${ze-14}M${l(0)} 10V${Oe-24}`}),...[i,1].map(x=>T("text",{x:28,y:d(x),dy:"0.34em","text-anchor":"end"},k(x,0))),...[-xe,0,xe].map(x=>T("text",{x:l(x),y:Oe-8,"text-anchor":"middle"},k(x,0))),T("path",{class:"line",d:p,style:"stroke:var(--soft)"}),T("path",{class:"cursor",d:`M${l(o)} ${Oe-24}V${r?d(m):10}`+(r?`M34 ${d(m)}H${l(o)}`:"")}),r&&T("circle",{class:"dot",cx:l(o),cy:d(m),r:5.5,style:"fill:var(--glow)"}),T("text",{class:"end",x:u.x,y:u.y,"text-anchor":u.anchor},`${k(o)} → `,T("tspan",{class:"n","data-key":`curve-${n}`},r?k(m):"?"))))}var ko={forget:["forget"],input:["input","candidate"],cell:["cell"],output:["output"]},st={forget:["f","kept","c","tanh","h"],input:["written","c","tanh","h"],cell:["c","tanh","h"],output:["h"]},So={forget:["f"],input:["i","g"],cell:[],output:["o"]};function it(e,t,o){let r=St.indexOf(e),[n,a,i]=[q.weight_hh[r][0],q.weight_ih[r][t],q.bias[r]];return{gate:e,hidden:n,input:a,bias:i,pre:n*o+a+i}}function Mo(e,t,o){let{gate:r,hidden:n,input:a,bias:i,pre:l}=e,d=r==="g"?"tanh":"σ",c=h=>`\`${k(h)}\``,p=h=>`\`${U(h)}\``,m=`${d}(${c(l)}) = \`${o===null?"?":k(o)}\``;return{textbook:`${r}_t = ${d}(W_${r} · [h_{t−1}, x_t] + b_${r}) = ${d}([${c(n)}, ${c(a)}] · [${c(t)}, \`1\`] + ${p(i)}) = ${m}`,pytorch:`${r}_t = ${d}(W_{h${r}} h_{t−1} + W_{i${r}} x_t + b_${r}) = ${d}(${c(n)} × ${p(t)} + ${p(a)} × \`1\` + ${p(i)}) = ${m}`}}function Ao(e,t,o){let r=i=>`\`${k(i)}\``,n=i=>`\`${U(i)}\``,a=i=>`\`${o?k(i):"?"}\``;switch(e){case"forget":return[`f_t c_{t−1} = ${a(t.f)} × ${n(t.c_prev)} = ${a(t.f*t.c_prev)}`];case"input":return[`i_t g_t = ${r(t.i)} × ${n(t.g)} = ${a(t.i*t.g)}`];case"cell":return[`c_t = f_t c_{t−1} + i_t g_t = ${r(t.f)} × ${n(t.c_prev)} + ${r(t.i)} × ${n(t.g)} = ${a(t.c)}`];case"output":return[`h_t = o_t tanh(c_t) = ${r(t.o)} × tanh(${r(t.c)}) = ${r(t.o)} × ${n(Math.tanh(t.c))} = ${a(t.h)}`]}}function To(e,t,o,r,n){let a=t.tour,i=(d,c,p,m)=>({key:e,ask:d,reveal:m,...yo(k(c),p.map(h=>k(h)),n)}),l=k;switch(e){case"forget":return i(a.forget.ask(l(r)),o.f,[1-o.f,.5],a.forget.reveal(l(o.f),l(o.c_prev),l(o.f*o.c_prev)));case"input":return i(a.input.ask(l(o.i),l(o.g)),o.i*o.g,[o.i+o.g,o.g],a.input.reveal(l(o.i),U(o.g),l(o.i*o.g)));case"cell":return i(a.cell.ask(l(o.f),l(o.c_prev),l(o.i),l(o.g)),o.c,[o.c_prev+o.g,o.f*o.g,o.i*o.g],a.cell.reveal(`${l(o.f)} × ${U(o.c_prev)} + ${l(o.i)} × ${U(o.g)} = ${l(o.c)}`));case"output":return i(a.output.ask(l(o.o),l(o.c)),o.h,[o.o+o.c,Math.tanh(o.c)],a.output.reveal(l(o.o),U(Math.tanh(o.c)),l(o.h)))}}function Eo(e,t){let{t:o,tour:r}=e,n=Se(r.first),a=ge(n),i=o.tour[t],l=ke({t:o,narrow:e.narrow,label:o.diagram});l.light(ko[t]);let d=s("div",{}),c=s("section",{class:"card formulas"}),p=s("div",{class:"curves"}),m=s("b",{class:"n"}),h=we({t:o,steps:()=>n.length,get:()=>r.step,words:A=>o.step(A,n.length-1),go:A=>{r.step=A,x()}}),u=De(e,t);function x(){let A=Me(a,r.step,X[n[r.step]]),f=it("f",n[r.step],A.h_prev).pre;E(d,me(e,To(t,o,A,f,r.step),g)),g()}function g(){let A=r.answered.has(t),f=Me(a,r.step,X[n[r.step]]);m.textContent=f.x,l.hide(A?[]:st[t]),l.show(f),h.update();let w=So[t].map(y=>it(y,n[r.step],f.h_prev)),v=y=>A||!st[t].includes(y);E(c,w.length>0&&s("h3",{},o.tour.spelling),...w.flatMap(y=>{let L=Mo(y,f.h_prev,v(y.gate)?f[y.gate]:null);return[Lo(o.tour.textbook,L.textbook,y.gate),Lo(o.tour.pytorch,L.pytorch,y.gate)]}),w.length>0&&j(o.tour.spellingNote,{class:"note"}),...Ao(t,f,A).map(y=>s("div",{class:"equation main"},B(y,{"data-key":"product"}))),t==="cell"&&j(o.tour.cell.noDense,{class:"note"})),E(p,...w.map(({gate:y,pre:L})=>at(o,y==="g"?"tanh":"sigmoid",L,v(y),`${y}_t`)),t==="output"&&at(o,"tanh",f.c,!0,"tanh(c_t)"))}return x(),{element:s("div",{},s("div",{class:"two"},s("div",{class:"words"},...i.text.map(A=>j(A)),d),s("section",{class:"card cell-card"},s("p",{class:"note here"},o.tour.here," ",m),h.element,l.element)),s("div",{class:"two lower"},c,s("section",{class:"card",hidden:t==="cell"},p)),u.element),destroy:()=>{h.stop(),u.destroy?.()}}}var Lo=(e,t,o)=>s("div",{class:`equation gate-${o}`},s("span",{class:"label"},e),B(t,{"data-key":`${e}-${o}`}));function _o(e,t,o){let r=e.t.tour.gradient,n=.97,a=50,i=s("output",{class:"n","data-key":"own-left"}),l=()=>i.textContent=r.ownLeft(k(n),a,le(n**a)),d=(c,p,m,h,u,x,g)=>{let M=s("input",{type:"range",min:x,max:h,step:u,value:m,"data-do":p,oninput:()=>{g(Number(M.value)),l(),o()}});return s("label",{class:"slider"},s("span",{},c),M)};return l(),{element:s("section",{class:"card own-gate"},s("h3",{},r.own),d(r.ownGate,"own-gate",n,1,.01,0,c=>n=c),d(r.ownSteps,"own-lag",a,t-1,1,0,c=>a=c),i),line:()=>({values:Array.from({length:t},(c,p)=>n**p),colour:"var(--ink)",dash:"4 4",label:`${r.ownGate} = ${k(n)}`}),lag:()=>a}}var No=["var(--minus)","var(--g)","var(--o)","var(--f)","var(--i)","var(--h)"],dt=[1,10,50,99],lt=["direct","dh"];function zo(e){let{t,data:o}=e,r=t.tour.gradient,n=o?.gradient?.curves??[],a=[...new Set(n.map(({name:x})=>z(x,"en")))],i=Math.max(100,...n.map(({mean:x})=>x.length)),l=_o(e,i,()=>m()),d="direct",c=Ne(r.dashed,"dashed",lt.map(x=>r.quantities[x]),()=>lt.indexOf(d),x=>{d=lt[x],m()}),p=ce({label:r.chart,height:e.narrow?260:330,low:1e-20,high:10,log:!0,steps:i,legend:!0,ticks:[1,1e-5,1e-10,1e-15,1e-20],xLabel:r.axis,yLabel:r.left});function m(){c.update();let x=n.filter(g=>Oo(g)||g.quantity===d);p.show([...x.map(g=>rn(e,g,a)),l.line()],l.lag())}m();let h=me(e,{key:"gradient",ask:r.ask,options:r.options,right:2,reveal:r.reveal},()=>{});return{element:s("div",{},s("div",{class:"two"},s("div",{class:"words"},...r.text.map(x=>j(x)),on(e,n),h),s("div",{class:"column"},s("section",{class:"card"},s("h3",{},r.chart),p.element,c.element,j(r.terms,{class:"note"})),l.element)),o?.gradient?s("section",{class:"card beside"},s("h3",{},r.table),nn(e,n),s("p",{class:"note"},r.seeds(o.gradient.seeds,o.gradient.hidden_size)," ",z(o.gradient.note,e.language),o.gradient.command&&" ",o.gradient.command&&s("code",{},o.gradient.command))):s("p",{class:"note"},r.missing)),destroy:()=>p.stop()}}var Oo=({cell:e,quantity:t})=>t===(e==="lstm"?"dc":"dh");function on(e,t){let o=dt[dt.length-1],r=l=>l.mean[o]??0,[n]=t.filter(({quantity:l})=>l==="dc").sort((l,d)=>r(d)-r(l)),a=t.find(l=>l.quantity==="direct"&&z(l.name,"en")===z(n?.name,"en"));if(!a)return null;let i=e.t.tour.gradient.paths(Fo(e,n),o,le(r(a)),le(r(n)));return j(i,{"data-key":"paths"})}function rn(e,t,o){let r=No[o.indexOf(z(t.name,"en"))%No.length],n=Oo(t)?void 0:"5 4";return{values:t.mean,low:n?void 0:t.low,high:n?void 0:t.high,colour:r,dash:n,label:Co(e,t)}}var Fo=(e,{name:t})=>z(t,e.language).replace(/\bb_f\b/g,"$b_f$"),Co=(e,t)=>`${Fo(e,t)}, ${e.t.tour.gradient.quantities[t.quantity]}`;function nn(e,t){let o=e.t.tour.gradient,r=dt.filter(n=>t.every(({mean:a})=>n<a.length));return s("div",{class:"scroll"},s("table",{class:"gradients"},s("thead",{},s("tr",{},s("td",{}),...r.map(n=>s("th",{scope:"col"},o.at(n))))),s("tbody",{},...t.map(n=>s("tr",{},s("th",{scope:"row"},...G(Co(e,n))),...r.map(a=>s("td",{class:"n","data-key":`gradient-${n.id}`,"data-step":a},n.mean[a]===0?o.none:le(n.mean[a]))))))))}var We=["forget","input","cell","output","both","gradient"],Go=()=>({chapter:"forget",step:1,first:0,answered:new Map});function Ro(e){let{t,tour:o}=e,r=s("nav",{class:"chapters","aria-label":t.tour.chapters}),n=s("article",{class:"chapter"}),a=s("div",{class:"tour"},r,n),i;function l(c){o.chapter=c,d(),a.getBoundingClientRect().top<0&&a.scrollIntoView({block:"start"}),n.querySelector("h1")?.focus({preventScroll:!0})}function d(){i?.destroy?.();let c=We.indexOf(o.chapter);E(r,...We.map((u,x)=>O(`${x+1}  ${t.tour[u].name}`,()=>l(u),{"data-chapter":u,"aria-current":u===o.chapter?"step":null})));let p=r.querySelector("[aria-current]");r.scrollLeft=p.offsetLeft-(r.clientWidth-p.offsetWidth)/2,i=an(e,o.chapter);let m=We[c-1],h=We[c+1];E(n,s("h1",{tabindex:-1},t.tour[o.chapter].title),i.element,s("div",{class:"onward"},m&&O(`‹ ${t.tour.previous}`,()=>l(m),{"data-do":"previous"})," ",h?O(`${t.tour.next}: ${t.tour[h].name}`,()=>l(h),{class:"primary","data-do":"next"}):O(t.tour.toExplorer,()=>e.go("explore"),{class:"primary","data-do":"next"})))}return d(),{element:a,destroy:()=>i?.destroy?.()}}function an(e,t){return t==="both"?vo(e):t==="gradient"?zo(e):Eo(e,t)}var sn={hold:wo,tour:Ro,explore:so},Ho=640;function ct(e,t,o={}){let r=o.views??["hold","tour","explore"],n=matchMedia("(prefers-color-scheme: dark)"),a=o.view??Po(r)??t?.start??r[0],i=o.theme??"auto",l,d,c={root:e,data:t,language:o.language??yt(),t:qe.en,theme:"light",narrow:e.clientWidth>0&&e.clientWidth<Ho,hold:ho(),tour:Go(),explore:Ut(t),go(A){a=A,p(),e.scrollIntoView({block:"start"}),e.querySelector(`[data-view=${A}]`)?.focus({preventScroll:!0})}};function p(){l?.destroy?.(),c.t=qe[c.language],c.theme=i==="auto"?ln(n.matches):i,e.classList.add("olx"),e.dataset.theme=c.theme,e.classList.toggle("narrow",c.narrow),e.lang=c.language==="zh"?"zh-CN":"en",(e===document.body||e.id==="openlstm")&&(document.documentElement.lang=e.lang),l=sn[a](c);let A=d?.element.open??!1;d=kt(c.t),d.element.open=A,E(e,m(),s("main",{class:"view",id:`olx-${a}`},l.element,d.element),h())}function m(){let A=r.length>1&&s("nav",{"aria-label":c.t.sections},...r.map((b,$)=>O(`${$+1}  ${c.t.views[b]}`,()=>c.go(b),{class:"tab","data-view":b,"aria-current":b===a?"page":null}))),f=["auto","light","dark"],w=O({auto:"◐",light:"○",dark:"●"}[i],()=>{i=f[(f.indexOf(i)+1)%3],p(),e.querySelector("[data-switch=theme]")?.focus()},{class:"switch","data-switch":"theme","aria-label":c.t.theme[i],title:c.t.theme[i]}),v=O(c.t.words,()=>d?.visit(),{class:"switch","data-switch":"words","aria-label":c.t.wordsLabel}),y=O(c.t.language,()=>{c.language=c.language==="en"?"zh":"en",p(),e.querySelector("[data-switch=language]")?.focus()},{class:"switch","data-switch":"language","aria-label":c.t.languageLabel}),L=z(t?.title,c.language)||c.t.title;return s("header",{},r.length>1&&s("div",{class:"brand"},s("b",{},"openlstm"),s("span",{},L)),A,s("div",{class:"switches"},v,y,w))}let h=()=>s("footer",{},c.t.footer,t&&` openlstm ${t.version}`),u=new ResizeObserver(()=>{if(!e.clientWidth)return;let A=e.clientWidth<Ho;A!==c.narrow&&(c.narrow=A,p())}),x=()=>{i==="auto"&&p()},g=()=>{let A=Po(r);A&&A!==a&&c.go(A)},M=new MutationObserver(x);return M.observe(document.documentElement,{attributeFilter:["data-theme"]}),u.observe(e),n.addEventListener("change",x),addEventListener("hashchange",g),p(),{destroy(){u.disconnect(),M.disconnect(),n.removeEventListener("change",x),removeEventListener("hashchange",g),l?.destroy?.(),E(e)}}}function ln(e){let t=document.documentElement.dataset.theme;return t==="dark"||t==="light"?t:e?"dark":"light"}function Po(e){let t=location.hash.slice(1).split("/")[0];return e.includes(t)?t:void 0}var Vo=`/* SPDX-License-Identifier: Apache-2.0 */
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
.olx .glossary {
  margin-top: 24px;
  border-top: 1px solid var(--line);
  padding-top: 10px;
  font-size: 14px;
}
.olx .glossary summary {
  cursor: pointer;
  font-weight: 640;
  width: fit-content;
}
.olx .glossary dl {
  display: grid;
  grid-template-columns: minmax(9em, auto) minmax(0, 1fr);
  gap: 6px 20px;
  max-width: 92ch;
  margin: 10px 0 0;
}
.olx .glossary dt {
  font-weight: 600;
}
.olx .glossary dd {
  margin: 0;
}
.olx .glossary .math {
  line-height: 1;
}
.olx.narrow .glossary dl {
  grid-template-columns: minmax(0, 1fr);
  gap: 0;
}
.olx.narrow .glossary dd {
  margin-bottom: 8px;
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
`;var Do=`/* SPDX-License-Identifier: Apache-2.0 */
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
`;var Wo=`/* SPDX-License-Identifier: Apache-2.0 */
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
.olx .bar-controls select {
  max-width: 11em;
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
`;var Io=`/* SPDX-License-Identifier: Apache-2.0 */
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
.olx .strip .count {
  font-size: 12px;
  color: var(--soft);
  text-align: center;
  line-height: 1.2;
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
.olx .tries .said {
  color: var(--ink);
  margin: 4px 0 0;
}
.olx .tries .said:empty {
  display: none;
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
.olx.narrow .strip .of-symbols {
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
`;var qo=`/* SPDX-License-Identifier: Apache-2.0 */
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
.olx .gradients th[scope="row"] {
  min-width: 10.5em;
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
`;var pt=Vo+Do+Io+qo+Wo;function un(e,t,o){let r=e.shadowRoot??e.attachShadow({mode:"open"}),n=document.createElement("style");n.textContent=pt;let a=document.createElement("div");r.replaceChildren(n,a);let i=ct(a,t,o);return{destroy(){i.destroy(),r.replaceChildren()}}}function fn(e){let{pre:t,...o}=ge(Se(e));return Object.fromEntries(Object.entries(o).map(([r,n])=>[r,Array.from(n)]))}var Bo=document.getElementById("openlstm");if(Bo){let e=document.createElement("style");e.textContent=pt,document.head.append(e);let t=document.getElementById("openlstm-data")?.textContent;ct(Bo,t?JSON.parse(t):null)}return Qo(gn);})();
