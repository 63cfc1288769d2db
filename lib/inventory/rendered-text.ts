import { isKnown, masked, unknownPart } from '../iam/partial-text';

/** What Helm and Go templates, Jinja, ERB, Flux, Terraform, envsubst, Make and token replacers of pipelines fill in. */
const FILLED_IN = /\{\{[^]*?\}\}|\{%[^]*?%\}|<%[^]*?%>|[$#@%]\{[^}]*\}#?|\$\([^)]*\)|\$[A-Za-z_]\w*|\(\([^)]*\)\)|\[\[[^\]]*\]\]|@@[^@]*@@|__\w+?__/g;

/** Text of which each part that only rendering fills in is not known; a policy variable of IAM (`${aws:username}`) is text. */
export function renderedText(text: string): string {
  return !/[{$<(@[_]/.test(text) ? text : eachLiteral(text, (literal) =>
    literal.replace(FILLED_IN, (part) => /^\$\{[^:}]+:[^:}=+?-]/.test(part) ? part : unknownPart(part)));
}

/** The name of an object, or of its namespace: one that Kubernetes does not take was not meant to stay. */
export function renderedName(text: string): string {
  const rendered = renderedText(text);
  return /[<>{}[\]()$%@#_]/.test(masked(rendered)) || /^[A-Z][A-Z0-9]*$/.test(rendered) ? unknownPart(isKnown(text) ? text : 'name') : rendered;
}

/** Whether a part that is not known is one that rendering fills in, by its name. */
export function isFilledIn(name: string): boolean {
  return /^[{$<#@%([_]/.test(name);
}

/** What an example leaves to be filled in by hand: `<NAMESPACE>`, `ACCOUNT_ID`, `your-namespace`. */
export function placeholdersIn(text: string): string[] {
  return [...new Set(text.match(/<[^<>]*>|\b(?:YOUR|MY)[-_][\w-]+|\byour-[\w-]+|\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b|\b(?:NAMESPACE|SERVICEACCOUNT|REGION|ACCOUNT|XXX+)\b/g) ?? [])];
}

/** As people wrote it, without a mark around what rendering fills in. */
export function asWritten(text: string): string {
  return text.replace(/\uE000([^\uE001]*)\uE001/g, (whole, name: string) => isFilledIn(name) ? name : whole);
}

function eachLiteral(text: string, replace: (literal: string) => string): string {
  return text.split(/(\uE000[^\uE001]*\uE001)/).map((piece) => piece.startsWith('\uE000') ? piece : replace(piece)).join('');
}
