/** What browsers with Trusted Types offer; TypeScript's own list does not know it yet. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML: (html: string) => string }): { createHTML: (html: string) => string }
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }

const policy = trustedTypes?.createPolicy('weldi-server-html', { createHTML: (html) => html })

/**
 * Vouches for the safe HTML that the API makes of its texts (`LocalizedText.html`), free of scripts, styles and images.
 * It is the only HTML that this client ever puts into a page.
 */
export function serverHtml(html: string): string {
  return policy?.createHTML(html) ?? html
}
