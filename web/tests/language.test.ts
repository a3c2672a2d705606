// Another language is another page of the same: gone to as by any link, and back from, without losing what was typed or where one read.
import { expect, test } from 'vitest'
import { Visitor, base, browser } from './visitor'

test('from another language the way back leads to the former one, with what was typed and at the same height', async () => {
  const visitor = await Visitor.with(browser, 1440)
  const { page, search } = visitor
  const height = () => page.evaluate(() => scrollY)
  const speaks = (language: string) => page.locator(`html[lang="${language}"] main h1`).waitFor()
  await visitor.opens('/fr/practices?themes=housing')
  await page.getByRole('article').first().waitFor()
  await search.fill('jeunes')
  await page.evaluate(() => scrollTo(0, 6)) // the languages are still in sight
  await visitor.choosesLanguage('Polski')
  await page.waitForURL(`${base}/pl/practices?themes=housing`)
  await speaks('pl')
  expect(await search.inputValue()).toBe('jeunes')
  expect(await height()).toBe(6)
  await page.evaluate(() => scrollTo(0, 900))
  await page.waitForFunction(() => history.state?.height === 900)

  await page.goBack()
  await page.waitForURL(`${base}/fr/practices?themes=housing`)
  await speaks('fr')
  expect(await search.inputValue()).toBe('jeunes')
  await expect.poll(height).toBe(6)
  await page.goForward()
  await page.waitForURL(`${base}/pl/practices?themes=housing`)
  await speaks('pl')
  await expect.poll(async () => Math.abs((await height()) - 900)).toBeLessThan(60) // lines break elsewhere when the words come, a moment after the step
  await visitor.leaves()
})

test('a link to where one is makes no step', async () => {
  const visitor = await Visitor.with(browser, 1440)
  const { page } = visitor
  await visitor.opens('/nl')
  const coverage = page.getByRole('banner').getByRole('link', { name: 'Overzicht' })
  await coverage.click()
  await page.locator('table td a').first().waitFor()
  const steps = await page.evaluate(() => history.length)
  await coverage.click()
  await visitor.choosesLanguage('Nederlands')
  expect(await page.evaluate(() => history.length)).toBe(steps)
  await page.goBack()
  await page.waitForURL(`${base}/nl`)
  await visitor.leaves()
})
