/* What a request asks for, once it is told which operation of which service it is. */
import type { RegionContents, StandInAccount } from './account.ts';

/** Named by the IAM prefixes of their actions, but for API Gateway's two APIs, which share one. */
export type Service =
  | 'apigateway'
  | 'apigatewayv2'
  | 'cognito-idp'
  | 'lambda'
  | 'appsync'
  | 'cloudformation'
  | 'sts'
  | 'organizations'
  | 'account';

/** How a service is spoken to: which decides how its errors look. */
export type Protocol = 'rest-json' | 'json' | 'query';

/** A request, as far as an operation looks into it. */
export interface Call {
  readonly service: Service;
  readonly operation: string;
  readonly account: StandInAccount;
  readonly region: string;
  readonly contents: RegionContents;
  /** The API, user pool, function, stack or domain that it is about, by its id or name; '' for lists of these. */
  readonly subject: string;
  /** As in the URL; `/` for what a header or the body names. */
  readonly path: string;
  /** The rest of the names in its path, such as those of a resource and a method. */
  readonly names: readonly string[];
  /** A parameter, of the query string or the body; undefined where it is not there. */
  readonly parameter: (name: string) => string | undefined;
  /** Values of a parameter that can be given more than once. */
  readonly parameters: (name: string) => readonly string[];
  /** Whether a list shall give the page again that was asked for. */
  readonly repeatsPage: boolean;
}

/** The number of the page that a list is asked for, from 1 on, as its token says. */
export function pageOf(token: string | undefined): number {
  return token === undefined ? 1 : (readToken(token)?.page ?? 1);
}

/** What a page token holds: whose list, which page, and where in the list it begins. */
export interface PageToken {
  readonly list: string;
  readonly page: number;
  readonly offset: number;
}

/** A token that clients can make nothing of. */
export function writeToken({ list, page, offset }: PageToken): string {
  return Buffer.from(`${list} ${page} ${offset}`).toString('base64');
}

/** What writeToken() was given, or undefined for a text that is none of its. */
export function readToken(token: string): PageToken | undefined {
  const match = /^(\S+) (\d+) (\d+)$/.exec(Buffer.from(token, 'base64').toString('utf8'));
  if (match === null) return undefined;
  const [, list = '', page, offset] = match;
  return { list, page: Number(page), offset: Number(offset) };
}
