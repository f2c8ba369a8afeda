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
  const written = expandIncludes(root, files);
  const expansion = expandLoops(written, settings);
  return readTemplate(file, expansion.root, written, expansion.openLoops);
}
