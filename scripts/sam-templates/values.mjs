export const noValue = { Ref: 'AWS::NoValue' };
export const poolArn = 'arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_a';
export const functionArn = 'arn:aws:lambda:us-east-1:111122223333:function:authorize';
export const isMap = value => typeof value === 'object' && value !== null && !Array.isArray(value);

export const isIntrinsic = value =>
  isMap(value) && Object.keys(value).length === 1 && /^(?:Ref|Condition|Fn::.*)$/.test(Object.keys(value)[0]);

export const isPlainMap = value => isMap(value) && !isIntrinsic(value);

/** What Python takes for true. */
export function isTruthy(value) {
  if (Array.isArray(value)) return value.length > 0;
  return isMap(value) ? Object.keys(value).length > 0 : Boolean(value);
}

export function merge(global, local) {
  if (local === undefined) return global;
  if (Array.isArray(global) && Array.isArray(local)) return [...global, ...local];
  if (!isPlainMap(global) || !isPlainMap(local)) return local;
  const merged = { ...global };
  for (const [key, value] of Object.entries(local)) merged[key] = merge(global[key], value);
  return merged;
}

/** Without what is undefined. */
export const copy = value => JSON.parse(JSON.stringify(value));
