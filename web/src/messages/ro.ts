import type { Messages } from './en'
import { plural } from './plural'

const many = plural('ro')

export const ro: Messages = {
  siteName: 'Biblioteca de practici WELDI',
  siteClaim: 'Primirea cu demnitate a persoanelor exilate',
  intro:
    'Ce fac orașele și regiunile pentru ca fiecare persoană care sosește să poată trăi cu demnitate: practici din teritoriile WELDI și din alte locuri, povestite astfel încât și alții să poată învăța din ele.',
  skipToContent: 'Salt la conținut',
  language: 'Limbă',
  mainPages: 'Pagini principale',
  practices: 'Practici',
  footer: 'Alcătuită și întreținută de rețeaua de teritorii WELDI. Textele sunt sub licența CC BY 4.0, dacă nu se precizează altfel.',
  apiLink: 'Interfață de interogare (GraphQL)',
  myAccount: 'Contul meu',
  reportConcern: 'Semnalați o problemă',

  search: 'Căutați printre practici',
  searchHint: 'De exemplu: locuințe pentru tineri refugiați',
  searchButton: 'Căutați',
  suggestions: {
    name: 'Sugestii',
    counted: (count, n) => many(n, { one: `${count} sugestie`, few: `${count} sugestii`, other: `${count} de sugestii` }),
    term: 'Termen de căutare',
  },
  byTheme: 'Pe teme',

  facets: {
    themes: 'Teme',
    transversalIssues: 'Aspecte transversale',
    territories: 'Teritorii',
    countries: 'Țări',
    practiceTypes: 'Tipuri de practici',
    targetGroups: 'Pentru cine',
    stages: 'Etapa parcursului',
    states: 'Stadiu',
    actorTypes: 'Desfășurată de',
    scales: 'Scară geografică',
    tags: 'Cuvinte-cheie',
    languages: 'Limbi',
  },

  results: (count, n) => many(n, { one: `${count} practică`, few: `${count} practici`, other: `${count} de practici` }),
  showMore: 'Afișați mai multe',
  map: {
    label: 'Harta teritoriilor',
    asList: 'Același lucru ca listă',
    nowhere: 'Nu apare pe hartă, pentru că nu este un singur loc sau se află în afara cadrului:',
    approximate: 'Un punct reprezintă un întreg teritoriu, niciodată o adresă.',
  },
  loading: 'Se încarcă…',

  territory: 'Teritoriu',
  states: { PLANNED: 'Planificată', RUNNING: 'În desfășurare', ENDED: 'Încheiată', UNKNOWN: 'Stadiu necunoscut' },
  pilot: 'Proiect-pilot, în desfășurare',
  since: (start) => `din ${start}`,
  until: (end, form) => (form === 'day' ? `până la ${end}` : `până în ${end}`),
  from: (start) => `începând din ${start}`,
  machineMark: 'traducere automată',
  staleMark: 'traducere neactualizată',
  inLanguage: (language) => `în ${language}`,
  allPractices: 'Toate practicile',

  start: {
    numbers: 'Acum în bibliotecă',
    newest: 'Cele mai noi practici',
    territories: (count, n) => many(n, { one: `${count} teritoriu`, few: `${count} teritorii`, other: `${count} de teritorii` }),
    countries: (count, n) => many(n, { one: `${count} țară`, few: `${count} țări`, other: `${count} de țări` }),
    languages: (count, n) => many(n, { one: `${count} limbă`, few: `${count} limbi`, other: `${count} de limbi` }),
  },

  topics: {
    theme: 'Temă',
  },

  coverage: {
    name: 'Privire de ansamblu',
    title: 'Ce există și ce lipsește',
    partners: 'Teritorii WELDI',
    others: 'Alte locuri',
  },

  compare: {
    name: 'Comparație',
    add: 'Adăugați la comparație',
    takeOut: 'Scoateți din comparație',
    chosen: (count, most, n) =>
      many(n, {
        one: `${count} practică aleasă, din cel mult ${most}.`,
        few: `${count} practici alese, din cel mult ${most}.`,
        other: `${count} de practici alese, din cel mult ${most}.`,
      }),
    full: 'Maximul este patru. Scoateți una pentru a adăuga alta.',
    clear: 'Scoateți toate',
  },

  texts: {
    about: 'Despre această bibliotecă',
    accessibility: 'Accesibilitate',
    privacy: 'Confidențialitate',
  },

  failed: 'Nu a funcționat',
  failures: {
    OFFLINE: 'Biblioteca nu a putut fi contactată. Există conexiune la rețea?',
    TIMEOUT: 'Biblioteca nu a răspuns la timp.',
    BUSY: 'Biblioteca primește acum prea multe cereri. Încercați din nou puțin mai târziu.',
    OUTDATED: 'Această pagină este mai veche decât biblioteca sau o parte a ei nu a sosit. Reîncărcați-o; nimic din ce ați ales nu se pierde.',
    UNKNOWN_KEY: 'Biblioteca nu cunoaște unul dintre filtrele din această adresă.',
    other: 'Ceva nu a mers bine la noi. Nimic din ce ați ales nu s-a pierdut.',
  },
  tryAgain: 'Încercați din nou',
  reload: 'Reîncărcați pagina',
  wait: (time) => `Timp de așteptare: ${time}.`,
}
