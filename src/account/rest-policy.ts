import { unreadValue } from './declared.ts';
import { parseJson } from './json.ts';

/**
 * An API's resource policy, which API Gateway gives as JSON within a string whose quotes are escaped once more.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_RestApi.html
 */
export function policyOf(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  const policy = parsed(text) ?? parsed(unescaped(text));
  return policy ?? unreadValue('its resource policy is not JSON');
}

function unescaped(text: string): string {
  const inner = parsedString(`"${text}"`);
  return inner ?? text;
}

function parsedString(text: string): string | undefined {
  const value = parseJson(text);
  return typeof value === 'string' ? value : undefined;
}

function parsed(text: string): object | undefined {
  const value = parseJson(text);
  return typeof value === 'object' && value !== null ? value : undefined;
}
