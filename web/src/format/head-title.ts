/** How much of a title browsers and search engines show. */
const longest = 70

/** How long a text is in a page's source, where some characters are written in more. */
function lengthOf(text: string): number {
  return [...text.replace(/[&"']/g, '00000').replace(/[<>]/g, '0000')].length
}

/**
 * A page's title as it stands in the tab: with the name of the site, as far as there is room for it. The server's rule
 * (`HeadTitle` in server/httpd/shell.go), so that a page is not called something else once the client has taken over.
 */
export function headTitle(title: string, siteName: string): string {
  const whole = `${title} · ${siteName}`
  if (title !== siteName && lengthOf(whole) <= longest) return whole
  let shown = title
  for (let most = longest; lengthOf(shown) > longest; most--) {
    shown = `${[...title].slice(0, most - 1).join('').trim()}…`
  }
  return shown
}
