import { isKept } from './kept-positions';
import { readYaml } from './yaml';
import { readJsonValues } from '../core/json';
import { partOf, placeOf } from '../core/placed-data';
import type { PlacedData } from '../core/placed-data';
import { isObject } from '../core/plain-object';

/** The values of a text, JSON or YAML, by how it begins and what its file is named. */
export function readData(text: string, isJson = false): PlacedData[] {
  return parsed(text, isJson).flatMap(unwrapped);
}

function parsed(text: string, isJson = false): PlacedData[] {
  if (!isJson && !/^\s*[{[]/.test(text)) {
    return readYaml(text);
  }
  try {
    return readJsonValues(text, isKept);
  } catch (error) {
    if (isJson) {
      throw error;
    }
    try {
      return readYaml(text);
    } catch {
      throw error;
    }
  }
}

/** What `aws cloudformation get-template` prints holds a template: as it is, or as text, which has no lines of its own. */
function unwrapped(data: PlacedData): PlacedData[] {
  const body = isObject(data.value) ? data.value.TemplateBody : undefined;
  return isObject(body) ? [partOf(data, 'TemplateBody')]
    : typeof body === 'string' ? parsed(body).map(({ value }) => ({ value, place: placeOf(data, ['TemplateBody']), places: new Map() }))
      : [data];
}
