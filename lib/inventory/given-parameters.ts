import type { Problem } from './problem';
import { withValue } from '../cloudformation/template-parameters';
import type { Parameters } from '../cloudformation/template-parameters';
import { mapOf } from '../core/plain-object';
import { show, suggestion } from '../core/text';

/**
 * The values that somebody gives for parameters of templates, as the deployment would. They hold for every template that declares a
 * parameter of the name, but not for nested stacks: those have what their parents pass.
 */
export class GivenParameters {
  private readonly declared = new Set<string>();
  private readonly used = new Set<string>();
  private readonly refused = new Map<string, Problem>();

  /** @param values by the names of the parameters */
  public constructor(private readonly values: ReadonlyMap<string, string> = new Map()) {}

  /** The parameters of a template with the values that were given. */
  public into(parameters: Parameters, file: string): Parameters {
    Object.keys(parameters).forEach((name) => this.declared.add(name));
    return [...this.values].filter(([name]) => Object.hasOwn(parameters, name))
      .reduce((all, [name, value]) => this.with(all, name, value, file), parameters);
  }

  /** What is wrong with what was given, once all templates have been read. */
  public problems(): Problem[] {
    const unused = [...this.values.keys()].filter((name) => !this.used.has(name));
    return [...this.refused.values(), ...unused.map((name) => ({
      file: `--parameter ${show(name)}`,
      message: this.declared.size === 0 ? 'must name a parameter of a template, and none declares any'
        : `must name a parameter of a template, and none declares it: ${suggestion(name, [...this.declared])}`,
    }))];
  }

  private with(parameters: Parameters, name: string, value: string, file: string): Parameters {
    this.used.add(name);
    const { AllowedValues: allowed } = mapOf(parameters[name]);
    if (Array.isArray(allowed) && !allowed.map(String).includes(value)) {
      this.refused.set(`${file}\n${name}`, { file, message: `takes for the parameter ${name} only ${allowed.map((one) => show(String(one))).join(', ')}, got ${show(value)}` });
    }
    return withValue(parameters, name, value);
  }
}
