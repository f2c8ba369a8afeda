import type { DeploymentSettings } from '../../template/settings.ts';
import { hasUnreadMacro, type Template } from '../../template/template.ts';
import type { SamExpansion } from '../expand.ts';
import { eventRefusals } from './event.ts';
import { globalsRefusals, ignoreGlobalsRefusals } from './globals.ts';
import { type Refusal, undecidedIn } from './refusal.ts';
import { resourceRefusals } from './resource.ts';

/**
 * What SAM refuses a template for, as far as it concerns authorization or the wiring of APIs (section 6 of the
 * semantics), each cause once. An authorizer that is not defined has its own rule. Nothing can be said of a template
 * that a macro rewrites before SAM sees it.
 */
export function samRefusals(template: Template, _settings: DeploymentSettings, _expansion: SamExpansion): Refusal[] {
  if (!template.isSam || hasUnreadMacro({ ...template, loops: [] })) return [];
  const isUndecided = undecidedIn(template);
  const subjects = [
    globalsRefusals(template, isUndecided),
    ...[...template.resources.values()].flatMap(resource => [
      resourceRefusals(resource, isUndecided),
      ignoreGlobalsRefusals(template, resource, isUndecided),
      eventRefusals(template, resource, isUndecided),
    ]),
  ];
  return distinct(subjects);
}

/** What Globals say wrongly is wrong for every resource that takes it, and has to be mended once. */
function distinct(subjects: readonly Iterable<Refusal>[]): Refusal[] {
  const seen = new Set<string>();
  return subjects.flatMap(subject => {
    const own = [...subject].filter(({ place }) => !seen.has(JSON.stringify(place)));
    for (const { place } of own) seen.add(JSON.stringify(place));
    return own;
  });
}
