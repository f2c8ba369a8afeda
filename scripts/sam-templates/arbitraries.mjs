import fc from 'fast-check';

/** Each of `choices` is [weight, arbitrary], the weight with one decimal at most; shrinks towards the first. */
export const either = (...choices) =>
  fc.oneof({ withCrossShrink: true }, ...choices.map(([weight, arbitrary]) => ({ weight: weight * 10, arbitrary })));

export const one = fc.constantFrom;
export const absent = fc.constant(undefined);
export const maybe = (percent, arbitrary) => either([100 - percent, absent], [percent, arbitrary]);
export const index = fc.nat(5);
