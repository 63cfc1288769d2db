import { mapOf } from '../core/plain-object';

/** Transforms of AWS that make nothing of roles, or are followed here. */
const KNOWN = /^AWS::(?:Serverless|LanguageExtensions|SecretsManager|CodeDeployBlueGreen|ServiceCatalog)/;

/** The macros of a whole template that may change any of it before it is deployed, by their names. */
export function macrosOf(template: unknown): string[] {
  const { Transform: transforms } = mapOf(template);
  const names = [transforms].flat().filter((transform) => transform !== undefined && transform !== null).map((transform) => nameOf(typeof transform === 'string' ? transform : mapOf(transform).Name));
  return [...new Set(names)].filter((name) => !KNOWN.test(name));
}

function nameOf(name: unknown): string {
  return typeof name === 'string' ? name : 'that is not named';
}
