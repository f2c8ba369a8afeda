import type { Listing } from './calls.ts';
import { type DeclaredResource, notRead } from './declared.ts';
import { keyOf } from './place.ts';

/** A REST, HTTP or WebSocket API as its parts refer to it. */
export interface ApiHead {
  readonly id: string;
  /** The key of its resource. */
  readonly key: string;
  readonly name: string;
  readonly arn: string;
}

/** An authorizer as methods and routes refer to it. */
export interface AuthorizerHead {
  readonly id: string;
  readonly name: string;
}

/** The key of an authorizer, whose id is unique within its API only. */
export function authorizerKey(api: ApiHead, { id, name }: AuthorizerHead): string {
  return keyOf(name, `${api.id}/${id}`);
}

/** What AuthorizerId of a method or route is: a reference, or not known where the authorizers are not. */
export function authorizerOf(api: ApiHead, id: string | undefined, authorizers: Listing<AuthorizerHead>): unknown {
  if (id === undefined || id === '') return undefined;
  const found = authorizers.items.find(authorizer => authorizer.id === id);
  if (found) return { Ref: authorizerKey(api, found) };
  const { unread } = authorizers;
  return unread ? notRead(unread) : id;
}

/** A property that nothing reads: what it refers to does not count as unused while it is not known what uses it. */
export function mayUse(resources: readonly DeclaredResource[]): Readonly<Record<string, unknown>> {
  return resources.length === 0 ? {} : { 'Unread::MayUse': resources.map(({ key }) => ({ Ref: key })) };
}
