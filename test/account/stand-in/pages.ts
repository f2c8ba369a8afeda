/* Pages of lists, with the limits that AWS has. */
import { type Call, readToken, writeToken } from './call.ts';
import { Refusal } from './refusal.ts';

/** How a list is paged: the names of its parameters, and how many items a page has. */
export interface Paging {
  readonly limit?: string;
  readonly token: string;
  /** Items where the limit is absent. */
  readonly usual: number;
  /** The largest limit; more is refused. */
  readonly most: number;
  /** Items that a page has at most, where AWS accepts larger limits and does not keep to them. */
  readonly cap?: number;
  /** Whether the limit has to be there. */
  readonly required?: boolean;
  /** The code of what refuses a wrong limit or token. */
  readonly code: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/** The page that a call asks for. Throws a Refusal for a limit out of range and for a token of another list. */
export function pageOfList<Item>(call: Call, all: readonly Item[], paging: Paging): Page<Item> {
  const size = Math.min(limitOf(call, paging), paging.cap ?? Number.POSITIVE_INFINITY);
  const list = `${call.service}:${call.operation}:${call.account.id}:${call.region}:${call.subject}`;
  const text = call.parameter(paging.token);
  const token = text === undefined ? { list, page: 1, offset: 0 } : readToken(text);
  if (token === undefined || token.list !== list) {
    throw new Refusal(paging.code, 400, `Invalid value for parameter ${paging.token}: ${text}`);
  }
  const end = token.offset + size;
  const next = call.repeatsPage ? token : { list, page: token.page + 1, offset: end };
  return {
    items: all.slice(token.offset, end),
    next: end < all.length || call.repeatsPage ? writeToken(next) : undefined,
  };
}

function limitOf(call: Call, { limit: name, usual, most, required = false, code }: Paging): number {
  const text = name === undefined ? undefined : call.parameter(name);
  if (text === undefined) {
    if (!required) return usual;
    throw new Refusal(code, 400, `1 validation error detected: Value null at '${name}' failed to satisfy constraint`);
  }
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
  throw new Refusal(
    code,
    400,
    `1 validation error detected: Value '${text}' at '${name}' failed to satisfy constraint: Member must have value between 1 and ${most}`,
  );
}
