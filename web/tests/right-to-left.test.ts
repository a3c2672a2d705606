// No language of the interface is written from right to left yet. When one is, every page stands as in a mirror: whatever
// is placed says where a line begins and ends, not left and right.
import { expect, test } from 'vitest'
import { Visitor, browser } from './visitor'

const pages = [
  { path: '', shows: '#newest-heading ~ ul article' },
  { path: '/practices?words=logement&themes=housing', shows: 'article' },
  { path: '/practices?view=timeline', shows: 'main section li a' },
  { path: '/practices/athens-melissa', shows: 'article h1' },
  { path: '/compare?practices=biel-city-card,villeurbanne-carte-locale,utrecht-st-martins-card', shows: '.compared-row' },
  { path: '/themes/housing', shows: 'article h1' },
  { path: '/territories/utrecht', shows: 'article h1' },
  { path: '/coverage', shows: 'table td a' },
  { path: '/about', shows: 'main h1' },
  { path: '/account/sign-in', shows: 'main form' },
  { path: '/concern', shows: 'main form' },
  { path: '/there-is-no-such-page', shows: 'main h1' },
]

/** What of the page does not stand where its mirror image would, or sticks out of the screen. */
function outOfPlace(): string[] {
  const width = document.documentElement.clientWidth
  // Words keep their own direction, and a map has none.
  const boxes = [...document.querySelectorAll<HTMLElement>('body *:not(svg *, option, .visually-hidden, .skip)')].filter((element) => {
    const { display, position } = getComputedStyle(element)
    return element.offsetWidth > 0 && display !== 'inline' && position !== 'fixed'
  })
  const turn = (direction: 'ltr' | 'rtl') => {
    document.documentElement.dir = direction
    return boxes.map((box) => box.getBoundingClientRect())
  }
  const before = turn('ltr')
  const after = turn('rtl')
  const name = ({ tagName, className, textContent }: HTMLElement) => `${tagName}.${className} “${textContent?.trim().slice(0, 40)}”`
  return boxes.flatMap((box, i) => {
    const [{ left = 0, right = 0 } = {}, turned] = [before[i], after[i]]
    if (!turned || Math.abs(width - right - turned.left) > 2 || Math.abs(width - left - turned.right) > 2) {
      return [`${name(box)} ${left}–${right} → ${turned?.left}–${turned?.right}`]
    }
    return []
  })
}

test.each([320, 1440])('every page can be turned from right to left, %i pixels wide', async (width) => {
  const visitor = await Visitor.with(browser, width)
  const { page } = visitor
  for (const { path, shows } of pages) {
    await visitor.opens(`/en${path}`)
    await page.locator(shows).first().waitFor()
    expect(await page.evaluate(outOfPlace), path).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(overflow, path).toBe(0)
    await visitor.keepsPicture(`right to left ${path}`)
  }
  await visitor.leaves()
})
