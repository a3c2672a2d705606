import { expect, test } from 'vitest'
import { rowsOf } from './rows'

test('years stand in order, and years without practices are said', () => {
  expect(rowsOf([{ year: 2004, count: 2 }, { year: 2001, count: 1 }, { year: 2005, count: 1 }, { year: null, count: 3 }])).toEqual([
    { year: 2001, count: 1 },
    { from: 2002, to: 2003 },
    { year: 2004, count: 2 },
    { year: 2005, count: 1 },
  ])
})

test('nothing known makes no rows', () => expect(rowsOf([{ year: null, count: 3 }])).toEqual([]))
