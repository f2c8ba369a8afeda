import { type AccessGraph, accessGraph, type GraphEdge, type GraphNode } from './access-graph.ts';
import type { AccessSource } from './access-request.ts';
import { terminalText } from './escape.ts';

/** Longer lines are cut: a drawing is for an overview. */
const longestLine = 60;

/** A drawing of more nodes is no overview any more. */
const readableNodes = 30;

/**
 * Who can call what, as a Mermaid flowchart: a box a template; in it user pools, resource servers, clients, authorizers
 * and endpoints. See https://mermaid.js.org/syntax/flowchart.html
 */
export function accessMermaid(source: AccessSource): string {
  return mermaidText(accessGraph(source.model));
}

/** What Mermaid refuses unless its configuration says otherwise, which a page on GitHub cannot. */
const mermaidLimits = { edges: 499, characters: 50_000 };

/** Whether Mermaid, as GitHub has it, draws a flowchart of `accessMermaid`. */
export function isDrawable(flowchart: string): boolean {
  const edges = flowchart.split('\n').filter(line => / (?:---|-->|-\.->|--x)[ |]/.test(line)).length;
  return edges <= mermaidLimits.edges && flowchart.length <= mermaidLimits.characters;
}

/**
 * The flowchart for a page of GitHub's Markdown. Undefined where it is too large to read, and where it would say nothing,
 * since no template has a user pool, a client or an authorizer that looks at tokens.
 */
export function readableMermaid(source: AccessSource): string | undefined {
  const { userPools, clients, tokenAuthorizers, endpoints } = source.model;
  if (endpoints.length === 0 || userPools.length + clients.length + tokenAuthorizers.length === 0) return undefined;
  // Each of these is a node, so that a large workspace is not drawn in vain.
  if (userPools.length + clients.length > readableNodes) return undefined;
  const graph = accessGraph(source.model);
  return graph.nodes.length > readableNodes ? undefined : mermaidText(graph);
}

function mermaidText({ nodes, edges }: AccessGraph): string {
  const files = [...new Set(nodes.flatMap(({ file }) => file ?? []))];
  const lines = [
    'flowchart LR',
    ...files.flatMap((file, index) => [
      `  subgraph stack${index + 1}[${label([file])}]`,
      ...nodes.filter(node => node.file === file).map(node => `    ${nodeText(node)}`),
      '  end',
    ]),
    ...nodes.filter(node => node.file === undefined).map(node => `  ${nodeText(node)}`),
    ...edges.map(edge => `  ${edgeText(edge)}`),
    ...classes.map(line => `  ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Light fills with dark text, which both of GitHub's colour themes show well. */
const classes = [
  'classDef open fill:#ffebe9,stroke:#cf222e,stroke-width:3px,color:#82071e',
  'classDef nobody fill:#fbefff,stroke:#8250df,stroke-width:3px,stroke-dasharray:6 4,color:#3e1f79',
  'classDef unknown fill:#fff8c5,stroke:#9a6700,stroke-dasharray:2 3,color:#633c01',
];

function nodeText({ id, kind, lines, mark }: GraphNode): string {
  const text = label(lines);
  const style = mark === undefined ? '' : `:::${mark}`;
  switch (kind) {
    case 'pool':
      return `${id}[(${text})]`;
    case 'elsewhere':
      return `${id}[(${text})]:::unknown`;
    case 'server':
      return `${id}[[${text}]]`;
    case 'client':
      return `${id}([${text}])`;
    case 'guard':
      return `${id}{{${text}}}`;
    case 'endpoint':
      return `${id}[${text}]${style}`;
    case 'anyone':
      return `${id}((${text})):::open`;
  }
}

function edgeText({ from, to, lines, kind }: GraphEdge): string {
  const arrow = { line: '---', arrow: '-->', possible: '-.->', blocked: '--x' }[kind];
  return `${from} ${arrow}${lines.length === 0 ? '' : `|${label(lines)}|`} ${to}`;
}

function label(lines: readonly string[]): string {
  const shown = lines.filter(line => line !== '').map(labelText);
  return `"${shown.join('<br/>') || ' '}"`;
}

/**
 * Text that Mermaid shows as it stands: all but letters, digits, and what means nothing anywhere in Mermaid, Markdown or
 * HTML becomes a numeric entity, as in https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
function labelText(text: string): string {
  const line = terminalText(text).trim();
  const cut = [...line].length > longestLine ? `${[...line].slice(0, longestLine).join('')}…` : line;
  return cut.replace(/[^\p{L}\p{N} /,()]|(?<= ) /gu, character => `#${character.codePointAt(0)};`);
}
