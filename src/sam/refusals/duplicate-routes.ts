import { methodKey } from '../../openapi/document.ts';
import { at } from '../../template/node.ts';
import { isMerged, type LandedEvent } from '../event-auth.ts';
import { eventName } from '../events.ts';
import { type Check, capitalized } from './refusal.ts';

/**
 * SAM writes each method of a path once into a definition of its own, conditions or not; the second event is refused
 * (section 2.6). What it merges replaces what is there.
 */
export function duplicateRouteRefusals(landed: readonly LandedEvent[], check: Check): void {
  const first = new Map<string, LandedEvent>();
  for (const each of landed) {
    const { event, samApi } = each;
    if (!samApi.isManaged || (event.type === 'Api' && samApi.type === 'HTTP')) continue;
    const isMerge = event.type === 'Api' && isMerged(each);
    // A merged method keeps its name, even that of any.
    const key = isMerge ? event.method.toLowerCase() : methodKey(event.method);
    const route = JSON.stringify([samApi.id, event.path, key]);
    const earlier = first.get(route);
    if (!earlier) first.set(route, each);
    else if (!isMerge) refuseRepeated(each, earlier, check);
  }
}

function refuseRepeated({ event, samApi }: LandedEvent, earlier: LandedEvent, check: Check): void {
  const node = at(event.properties, 'Path') ?? event.node;
  const route = event.path === '$default' ? '$default' : `${event.method} ${event.path}`;
  const others = `${eventName(earlier.event)} has it as well`;
  check.refuse(node, `${capitalized(eventName(event))} has the route ${route} of ${samApi.id}, and ${others}`);
}
