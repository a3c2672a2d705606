// A list that finds nothing leads on: to other words, and to less of what was asked, with as many practices as it says.
import { expect, test } from 'vitest'
import { Visitor, browser } from './visitor'

test('what to do without is offered with what that finds', async () => {
  const visitor = await Visitor.with(browser, 360, 'dark', 'hr')
  const { page } = visitor
  await visitor.opens('/hr/practices?words=qqxyzzyqq&themes=housing')
  const way = page.locator('.nothing li', { hasText: 'Bez „qqxyzzyqq”' })
  await way.waitFor()
  await visitor.checks('ways on')
  const counted = await way.locator('a + *').innerText()
  await way.getByRole('link').click()
  await page.getByRole('article').first().waitFor()
  expect(new URL(page.url()).search).toBe('?themes=housing')
  await page.getByRole('heading', { name: counted }).waitFor()
  await visitor.leaves()
})

test('other words are offered where those typed find nothing', async () => {
  const visitor = await Visitor.with(browser, 1440)
  const { page } = visitor
  await visitor.opens(`/practices?words=${encodeURIComponent('"unique guichet"')}`)
  await page.getByRole('link', { name: 'Did you mean “unique guichet”?' }).click()
  await page.getByRole('article').first().waitFor()
  expect(new URL(page.url()).searchParams.get('words')).toBe('unique guichet')
  await visitor.leaves()
})
