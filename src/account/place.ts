import type { Calls } from './calls.ts';
import type { Clients } from './clients.ts';
import type { DeclaredResource } from './declared.ts';

/** Where resources are read: one account in one Region, and by what. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly clients: Clients;
  readonly calls: Calls;
  /** Whether an API of this name is to be read. */
  readonly includes: (apiName: string) => boolean;
}

/** The ARN of something of API Gateway, such as `/restapis/a1b2c3`. */
export function gatewayArn({ partition, region }: Pick<Place, 'partition' | 'region'>, path: string): string {
  return `arn:${partition}:apigateway:${region}::${path}`;
}

/** The ARN of something of another service, such as `userpool/us-east-1_a1b2c3`. */
export function serviceArn(place: Pick<Place, 'partition' | 'region' | 'account'>, service: string, resource: string) {
  return `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`;
}

/** The key of a resource that AWS gives an id: what people call it, made unique. */
export function keyOf(name: string, id: string): string {
  return `${name} (${id})`;
}

/** An object without the entries that are undefined, as a template would have it. */
export function present(entries: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

/** Tags as a resource has them, if it has any. */
export function withTags(tags: Readonly<Record<string, string>> | undefined): Pick<DeclaredResource, 'tags'> {
  return tags && Object.keys(tags).length > 0 ? { tags } : {};
}
