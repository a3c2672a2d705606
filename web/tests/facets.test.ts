// How a list is narrowed: by keys alone, too, and with the words that were typed.
import { expect, test } from 'vitest'
import { Visitor, base, browser } from './visitor'

test('a closed facet is opened and its values are chosen by keys alone', async () => {
  const visitor = await Visitor.with(browser, 1440)
  const { page } = visitor
  await visitor.opens('/en/practices')
  const stages = page.locator('details', { has: page.locator('summary', { hasText: 'Stage' }) })
  const boxes = stages.getByRole('checkbox')
  expect(await boxes.count()).toBe(0)

  await stages.locator('summary').focus()
  await page.keyboard.press('Enter')
  await boxes.first().waitFor()
  await page.keyboard.press('Tab')
  expect(await boxes.first().evaluate((box) => box === document.activeElement)).toBe(true)
  await visitor.checks('an opened facet')

  const key = await boxes.first().getAttribute('value')
  await page.keyboard.press('Space')
  await page.waitForURL(`${base}/en/practices?stages=${key}`)
  const box = stages.locator(`input[value="${key}"]`)
  await expect.poll(() => box.evaluate((box) => (box as HTMLInputElement).checked && box === document.activeElement)).toBe(true)

  // Taken back, it stays where it is, and so does the reader.
  await page.keyboard.press('Space')
  await page.waitForURL(`${base}/en/practices`)
  await expect.poll(() => box.evaluate((box) => !(box as HTMLInputElement).checked && box === document.activeElement)).toBe(true)

  // An address that says what is chosen has it in sight.
  await visitor.opens(`/en/practices?stages=${key}`)
  await box.waitFor()
  expect(await box.isChecked()).toBe(true)
  await visitor.leaves()
})

test.each(['fr', 'pl', 'hr'])('countries stand as %s sorts their names', async (language) => {
  const visitor = await Visitor.with(browser, 1440)
  const { page } = visitor
  await visitor.opens(`/${language}/practices?countries=BE`)
  const names = page.locator('fieldset', { has: page.locator('input[value="BE"]') }).locator('.label')
  await names.first().waitFor()
  const shown = await names.allTextContents()
  const countries = shown.slice(0, -1) // what is not stated comes last
  expect(countries.length).toBeGreaterThan(5)
  expect(countries).toEqual(countries.toSorted(new Intl.Collator(language).compare))
  await visitor.leaves()
})

test('words that were typed and not sent come along with what is chosen', async () => {
  const visitor = await Visitor.with(browser, 1440)
  const { page } = visitor
  await visitor.opens('/en/practices')
  await visitor.search.fill('card')
  await page.locator('fieldset input[name="themes"]').first().check()
  await page.waitForURL(`${base}/en/practices?words=card&themes=access-to-rights`)
  await page.locator('#results-heading .words').getByText('card').waitFor()

  // The box says what is shown, also on the way back.
  await page.goBack()
  await page.waitForURL(`${base}/en/practices`)
  await expect.poll(() => visitor.search.inputValue()).toBe('')

  await visitor.search.fill('housing')
  await page.locator('select[name="orderBy"]').selectOption('TITLE')
  await page.waitForURL(`${base}/en/practices?words=housing&orderBy=TITLE`)
  expect(visitor.complaints).toEqual([])
  await visitor.leaves()
})
