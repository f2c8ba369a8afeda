import {
  asIntrinsic,
  asMap,
  asString,
  at,
  entriesOf,
  isFalsy,
  isNull,
  itemsOf,
  type Node,
} from '../../template/node.ts';
import type { SamApi } from '../api.ts';
import { isMerged, type LandedEvent } from '../event-auth.ts';
import { eventName } from '../events.ts';
import { expectKind, isKind } from './kinds.ts';
import { type Check, capitalized, describe } from './refusal.ts';

/** What SAM refuses about Models of an AWS::Serverless::Api: each is a schema with a type. */
export function modelRefusals(samApi: SamApi, check: Check): void {
  const models = at(samApi.properties, 'Models');
  if (!models || isFalsy(models) || check.isUndecided(models)) return;
  for (const [name, node] of entriesOf(models)) {
    const subject = `the model ${name} of ${samApi.id}`;
    if (!expectKind(node, 'map', subject, check)) continue;
    if (isFalsy(at(node, 'type'))) check.refuseKey(node, `${capitalized(subject)} has no type`);
  }
}

/** What SAM refuses about the request that an `Api` event of a function describes. */
export function requestRefusals(landed: LandedEvent, check: Check): void {
  const { event, samApi } = landed;
  const isFunction = event.owner.type === 'AWS::Serverless::Function';
  if (event.type !== 'Api' || samApi.type !== 'REST' || !isFunction) return;
  if (!samApi.isManaged && !isMerged(landed)) return;
  const model = at(event.properties, 'RequestModel');
  if (model && !isFalsy(model) && !check.isUndecided(model)) requestModelRefusals(model, landed, check);
  const parameters = at(event.properties, 'RequestParameters');
  if (parameters && !check.isUndecided(parameters)) parameterRefusals(parameters, eventName(event), check);
}

function requestModelRefusals(model: Node, { event, samApi }: LandedEvent, check: Check): void {
  const name = at(model, 'Model');
  if (!name || isFalsy(name)) return;
  const subject = eventName(event);
  if (!expectKind(name, 'string', `RequestModel of ${subject}`, check)) return;
  const models = at(samApi.properties, 'Models');
  if (models && check.isUndecided(models)) return;
  // Models that are no map are refused for themselves.
  const isReadable = !models || isFalsy(models) || models.kind === 'map';
  if (isReadable && isFalsy(at(models, asString(name) ?? ''))) {
    check.refuse(
      name,
      `${capitalized(subject)} names the model ${asString(name)}, which Models of ${samApi.id} does not have`,
    );
  }
  for (const key of ['ValidateBody', 'ValidateParameters']) {
    const flag = at(model, key);
    if (flag && !isNull(flag)) expectKind(flag, 'boolean', `${key} of ${subject}`, check);
  }
}

const parameterName = /^method\.request\.(querystring|path|header)\./;
const settingNames = ['Required', 'Caching'];

/** Each is a name, or a map from a name to its settings. */
function parameterRefusals(parameters: Node, subject: string, check: Check): void {
  const items = asIntrinsic(parameters) ? [parameters] : itemsOf(parameters);
  for (const item of items) {
    const map = asMap(item);
    const [first] = entriesOf(item);
    const name = map ? first?.[0] : asString(item);
    if (map && check.isUndecided(map)) continue;
    if (name === undefined || !parameterName.test(name)) {
      const said = name ?? describe(item);
      check.refuse(
        item,
        `RequestParameters of ${subject} has ${said}, and SAM takes method.request.header.NAME and the like only`,
      );
    } else if (first && !isSettings(first[1])) {
      check.refuse(
        first[1],
        `${name} in RequestParameters of ${subject} is ${describe(first[1])}, and SAM takes a map of Required and Caching only`,
      );
    }
  }
}

function isSettings(node: Node): boolean {
  return isKind(node, 'map') && [...entriesOf(node)].every(([key]) => settingNames.includes(key));
}
