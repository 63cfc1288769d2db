/** What renders a text that is neither JSON nor YAML before that; nothing if it does not look so. */
export function templateTool(text: string): string | undefined {
  return /\{%-?\s*\w/.test(text) ? 'Jinja template'
    : /\{\{-?\s*([.$"(`]|\/\*|(if|else|end|with|range|define|include|template|toYaml|block|tpl|printf|default|lookup)\b)/.test(text) ? 'Helm (Go) template'
      : /\{\{\s*\w/.test(text) ? 'template with {{ }}'
        : /<%[=-]?\s/.test(text) ? 'ERB template' : undefined;
}
