import type { Files } from './files.ts';
import { expandIncludes } from './include.ts';
import { expandLoops } from './language-extensions.ts';
import type { MapNode } from './node.ts';
import type { DeploymentSettings } from './settings.ts';
import type { SourceFile } from './source.ts';
import { readTemplate, type Template } from './template.ts';

/**
 * Reads a template as CloudFormation's own macros make it: AWS::Include wherever it is called, and then what Transform
 * lists. See https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros-author.html
 */
export function assembleTemplate(
  file: SourceFile,
  root: MapNode,
  files: Files,
  settings: DeploymentSettings,
): Template {
  return withLoops(file, expandIncludes(root, files), settings);
}

/** The same template, its loops and functions read anew for what has become known of the deployment. */
export function reassembleTemplate(template: Template, settings: DeploymentSettings): Template {
  return withLoops(template.file, template.written, settings);
}

function withLoops(file: SourceFile, written: MapNode, settings: DeploymentSettings): Template {
  const { root, openLoops } = expandLoops(written, settings);
  return readTemplate(file, root, written, openLoops);
}
