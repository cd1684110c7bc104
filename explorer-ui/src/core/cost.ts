// SPDX-License-Identifier: Apache-2.0
/** What a stack of LSTM layers costs. */

export interface Cost {
  parameters: number; // with PyTorch's two bias vectors
  multiplyAdds: number; // in matrix products, per step
}

/** Of `layers` layers of width H on D inputs, in 1 or 2 directions; upper layers read all directions. */
export function cost(D: number, H: number, layers = 1, directions = 1): Cost {
  let parameters = 0;
  let multiplyAdds = 0;
  for (let layer = 0; layer < layers; layer++) {
    const inputs = layer === 0 ? D : H * directions;
    parameters += directions * 4 * H * (inputs + H + 2);
    multiplyAdds += directions * 4 * H * (inputs + H);
  }
  return { parameters, multiplyAdds };
}
