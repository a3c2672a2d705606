import type { Messages } from './en'
import { plural } from './plural'

const many = plural('hr')

// Croatian dates and years end with a full stop of their own: no sentence here puts another one behind them.
export const hr: Messages = {
  siteName: 'Knjižnica praksi WELDI',
  siteClaim: 'Dostojanstven prihvat ljudi u egzilu',
  intro:
    'Što gradovi i regije čine kako bi svatko tko dođe mogao živjeti dostojanstveno: prakse s područja mreže WELDI i izvan nje, opisane tako da drugi mogu učiti iz njih.',
  skipToContent: 'Prijeđite na sadržaj',
  language: 'Jezik',
  mainPages: 'Glavne stranice',
  practices: 'Prakse',
  footer: 'Sastavila i održava mreža područja WELDI. Tekstovi su dostupni pod licencijom CC BY 4.0, osim ako je navedeno drukčije.',
  apiLink: 'Sučelje za upite (GraphQL)',
  myAccount: 'Moj račun',
  reportConcern: 'Prijavite problem',

  search: 'Pretražite prakse',
  searchHint: 'Na primjer: stanovanje za mlade izbjeglice',
  searchButton: 'Tražite',
  suggestions: {
    name: 'Prijedlozi',
    counted: (count, n) => many(n, { one: `${count} prijedlog`, few: `${count} prijedloga`, other: `${count} prijedloga` }),
    term: 'Pojam za pretraživanje',
  },
  byTheme: 'Po temi',

  facets: {
    themes: 'Teme',
    transversalIssues: 'Horizontalna pitanja',
    territories: 'Područja',
    countries: 'Zemlje',
    practiceTypes: 'Vrste praksi',
    targetGroups: 'Za koga',
    stages: 'Etapa puta',
    states: 'Stanje',
    actorTypes: 'Tko provodi',
    scales: 'Obuhvat',
    tags: 'Ključne riječi',
    languages: 'Jezici',
  },

  results: (count, n) => many(n, { one: `${count} praksa`, few: `${count} prakse`, other: `${count} praksi` }),
  showMore: 'Prikažite više',
  map: {
    label: 'Karta područja',
    asList: 'Isto kao popis',
    nowhere: 'Nije na karti jer nije jedno mjesto ili je izvan okvira:',
    approximate: 'Točka označava cijelo područje, nikad adresu.',
  },
  loading: 'Učitavanje…',

  territory: 'Područje',
  states: { PLANNED: 'Planirana', RUNNING: 'U tijeku', ENDED: 'Završena', UNKNOWN: 'Stanje nepoznato' },
  pilot: 'Pilot-projekt, u tijeku',
  // The names of months come undeclined, so that no preposition can stand before them.
  since: (start) => `početak: ${start}`,
  until: (end) => `kraj: ${end}`,
  from: (start) => `početak: ${start}`,
  machineMark: 'strojni prijevod',
  staleMark: 'zastarjeli prijevod',
  inLanguage: (language) => `jezik: ${language}`,
  allPractices: 'Sve prakse',

  start: {
    numbers: 'Trenutačno u knjižnici',
    newest: 'Najnovije prakse',
    territories: (count, n) => many(n, { one: `${count} područje`, few: `${count} područja`, other: `${count} područja` }),
    countries: (count, n) => many(n, { one: `${count} zemlja`, few: `${count} zemlje`, other: `${count} zemalja` }),
    languages: (count, n) => many(n, { one: `${count} jezik`, few: `${count} jezika`, other: `${count} jezika` }),
  },

  topics: {
    theme: 'Tema',
  },

  coverage: {
    name: 'Pregled',
    title: 'Što postoji, a što nedostaje',
    partners: 'Područja mreže WELDI',
    others: 'Druga mjesta',
  },

  compare: {
    name: 'Usporedba',
    add: 'Dodajte u usporedbu',
    takeOut: 'Uklonite iz usporedbe',
    chosen: (count, most, n) =>
      many(n, {
        one: `Odabrana je ${count} praksa, najviše ${most}.`,
        few: `Odabrane su ${count} prakse, najviše ${most}.`,
        other: `Odabrano je ${count} praksi, najviše ${most}.`,
      }),
    full: 'Najviše su četiri. Uklonite jednu da biste dodali drugu.',
    clear: 'Uklonite sve',
  },

  texts: {
    about: 'O ovoj knjižnici',
    accessibility: 'Pristupačnost',
    privacy: 'Privatnost',
  },

  failed: 'Ovo nije uspjelo',
  failures: {
    OFFLINE: 'Knjižnica nije dostupna. Postoji li veza s mrežom?',
    TIMEOUT: 'Knjižnica nije odgovorila na vrijeme.',
    BUSY: 'Knjižnica trenutačno prima previše zahtjeva. Pokušajte ponovno malo poslije.',
    OUTDATED: 'Ova je stranica starija od knjižnice ili jedan njezin dio nije stigao. Učitajte je ponovno; ništa od odabranoga neće se izgubiti.',
    UNKNOWN_KEY: 'Knjižnica ne poznaje jedan od filtara u ovoj adresi.',
    other: 'Nešto je pošlo po zlu na našoj strani. Ništa od odabranoga nije izgubljeno.',
  },
  tryAgain: 'Pokušajte ponovno',
  reload: 'Ponovno učitajte stranicu',
  wait: (time) => `Vrijeme čekanja: ${time}.`,
}
