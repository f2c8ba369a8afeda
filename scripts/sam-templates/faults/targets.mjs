import { isPlainMap, isTruthy, poolArn } from '../values.mjs';

const resourcesOf = (template, type) =>
  Object.values(template.Resources).filter(({ Type }) => Type === `AWS::Serverless::${type}`);

export const pick = (list, at) => list[at % list.length];

export const eventsIn = (template, type) =>
  [...resourcesOf(template, 'Function'), ...resourcesOf(template, 'StateMachine')]
    .flatMap(({ Properties }) => Object.values(Properties.Events ?? {}))
    .filter(each => each.Type === type);

/** A fault in the properties of an API. */
export const inApi = (type, edit) => (template, at) => {
  const resource = pick(resourcesOf(template, type), at);
  if (resource) edit(resource.Properties, resource, template);
};

export const inAuth = (type, edit) =>
  inApi(type, properties => {
    if (!isPlainMap(properties.Auth)) properties.Auth = {};
    edit(properties.Auth, properties);
  });

export const inAuthorizer = (type, edit) =>
  inAuth(type, auth => {
    if (!isTruthy(auth.Authorizers)) auth.Authorizers = { Users: type === 'Api' ? { UserPoolArn: poolArn } : {} };
    const [name] = Object.keys(auth.Authorizers);
    auth.Authorizers[name] = edit(auth.Authorizers[name]);
  });

export const inEvent = (type, edit) => (template, at) => {
  const found = pick(eventsIn(template, type), at);
  if (found) edit(found.Properties, found);
};

export const inEventAuth = (type, edit) =>
  inEvent(type, properties => {
    if (!isPlainMap(properties.Auth)) properties.Auth = {};
    edit(properties.Auth, properties);
  });

export const inBody = (type, edit) =>
  inApi(type, properties => {
    if (isPlainMap(properties.DefinitionBody) && isTruthy(properties.DefinitionBody))
      edit(properties.DefinitionBody, properties);
  });

export const inOperation = (type, edit) =>
  inBody(type, document => {
    for (const item of Object.values(document.paths ?? {})) {
      const [method] = isPlainMap(item) ? Object.keys(item).filter(key => key !== 'parameters') : [];
      if (method === undefined) continue;
      item[method] = edit(item[method]);
      return;
    }
  });

export const inType = (type, edit) => (template, at) => {
  const resource = pick(resourcesOf(template, type), at);
  if (resource) edit(resource.Properties, resource);
};

/** Whether SAM may put an API of its own in the resource's place, and so never look at it. */
export const isReplaceable = (template, resource) =>
  ['ServerlessRestApi', 'ServerlessHttpApi'].some(id => template.Resources[id] === resource);

/** Sets a key to a value; undefined takes it away. */
export const set = (key, value) => target => {
  target[key] = value;
};
