import type { TextName } from '../address/address'
import type { Facet } from '../address/facets'
import type { PeriodState } from '../generated/operations'
import { plural } from './plural'

const many = plural('en')

/** How far a date is known, on which the words before it depend. */
export type DateForm = 'year' | 'month' | 'day'

/**
 * The words of the home page, of the frame around every page and of all that both may fetch later. Any others stand in
 * further/en.ts, so that the first page is light. The other languages must have the same: what is missing there does not
 * compile.
 */
export const en = {
  siteName: 'WELDI Practice Library',
  siteClaim: 'Welcoming exiled people with dignity',
  intro:
    'What cities and regions do so that everyone who arrives can live in dignity: practices from the WELDI territories and beyond, told so that others can learn from them.',
  skipToContent: 'Skip to the content',
  language: 'Language',
  mainPages: 'Main pages',
  practices: 'Practices',
  footer: 'Compiled and kept by the WELDI network of territories. Texts are under CC BY 4.0 unless stated otherwise.',
  apiLink: 'Query interface (GraphQL)',
  myAccount: 'My account',
  reportConcern: 'Report a concern',

  search: 'Search the practices',
  searchHint: 'For example: housing for young refugees',
  searchButton: 'Search',
  suggestions: {
    name: 'Suggestions',
    counted: (count: string, n: number) => many(n, { one: `${count} suggestion`, other: `${count} suggestions` }),
    term: 'Search term',
  },
  byTheme: 'By theme',

  facets: {
    themes: 'Themes',
    transversalIssues: 'Issues across all themes',
    territories: 'Territories',
    countries: 'Countries',
    practiceTypes: 'Types of practice',
    targetGroups: 'For whom',
    stages: 'Stage of the journey',
    states: 'State',
    actorTypes: 'Carried by',
    scales: 'Scale',
    tags: 'Keywords',
    languages: 'Languages',
  } satisfies Record<Facet, string>,

  results: (count: string, n: number) => many(n, { one: `${count} practice`, other: `${count} practices` }),
  showMore: 'Show more',
  map: {
    label: 'Map of the territories',
    asList: 'The same as a list',
    nowhere: 'Not on the map, because it is not one single place or lies beyond the edge:',
    approximate: 'A point stands for a whole territory, never for an address.',
  },
  loading: 'Loading…',

  territory: 'Territory',
  states: {
    PLANNED: 'Planned',
    RUNNING: 'Running',
    ENDED: 'Ended',
    UNKNOWN: 'State unknown',
  } satisfies Record<PeriodState, string>,
  pilot: 'Pilot, running',
  since: (start: string, _form: DateForm) => `since ${start}`,
  until: (end: string, _form: DateForm) => `until ${end}`,
  from: (start: string, _form: DateForm) => `from ${start}`,
  machineMark: 'machine translation',
  staleMark: 'outdated translation',
  inLanguage: (language: string) => `in ${language}`,
  allPractices: 'All practices',

  start: {
    numbers: 'In the library now',
    newest: 'Newest practices',
    territories: (count: string, n: number) => many(n, { one: `${count} territory`, other: `${count} territories` }),
    countries: (count: string, n: number) => many(n, { one: `${count} country`, other: `${count} countries` }),
    languages: (count: string, n: number) => many(n, { one: `${count} language`, other: `${count} languages` }),
  },

  topics: {
    theme: 'Theme',
  },

  coverage: {
    name: 'Coverage',
    title: 'What there is, and what is missing',
    partners: 'WELDI territories',
    others: 'Other places',
  },

  compare: {
    name: 'Compare',
    add: 'Add to comparison',
    takeOut: 'Take out of comparison',
    chosen: (count: string, most: string, n: number) =>
      many(n, { one: `${count} practice of at most ${most} is chosen.`, other: `${count} practices of at most ${most} are chosen.` }),
    full: 'Four is the most. Take one out to add another.',
    clear: 'Take all out',
  },

  texts: {
    about: 'About this library',
    accessibility: 'Accessibility',
    privacy: 'Privacy',
  } satisfies Record<TextName, string>,

  failed: 'This did not work',
  failures: {
    OFFLINE: 'The library could not be reached. Is there a connection to the network?',
    TIMEOUT: 'The library did not answer in time.',
    BUSY: 'The library is getting too many requests just now. Please try again a little later.',
    OUTDATED: 'This page is older than the library by now, or a part of it did not arrive. Load it anew; nothing of what you chose is lost.',
    UNKNOWN_KEY: 'One of the filters in this address is not known to the library.',
    other: 'Something went wrong on our side. Nothing of what you chose is lost.',
  },
  tryAgain: 'Try again',
  reload: 'Load the page anew',
  wait: (time: string) => `Time to wait: ${time}.`,
}

export type Messages = typeof en
