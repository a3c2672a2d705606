import type { Messages } from './en'
import { plural } from './plural'

const many = plural('pl')

export const pl: Messages = {
  siteName: 'Biblioteka praktyk WELDI',
  siteClaim: 'Godne przyjęcie osób na uchodźstwie',
  intro:
    'Co robią miasta i regiony, aby każda osoba, która przybywa, mogła żyć godnie: praktyki z terytoriów WELDI i spoza nich, opisane tak, by inni mogli z nich czerpać.',
  skipToContent: 'Przejdź do treści',
  language: 'Język',
  mainPages: 'Główne strony',
  practices: 'Praktyki',
  footer: 'Opracowanie i opieka: sieć terytoriów WELDI. Teksty na licencji CC BY 4.0, o ile nie zaznaczono inaczej.',
  apiLink: 'Interfejs zapytań (GraphQL)',
  myAccount: 'Moje konto',
  reportConcern: 'Zgłoś problem',

  search: 'Szukaj wśród praktyk',
  searchHint: 'Na przykład: mieszkania dla młodych uchodźców',
  searchButton: 'Szukaj',
  suggestions: {
    name: 'Podpowiedzi',
    counted: (count, n) => many(n, { one: `${count} podpowiedź`, few: `${count} podpowiedzi`, many: `${count} podpowiedzi`, other: `${count} podpowiedzi` }),
    term: 'Hasło wyszukiwania',
  },
  byTheme: 'Według tematu',

  facets: {
    themes: 'Tematy',
    transversalIssues: 'Zagadnienia przekrojowe',
    territories: 'Terytoria',
    countries: 'Kraje',
    practiceTypes: 'Rodzaje praktyk',
    targetGroups: 'Dla kogo',
    stages: 'Etap drogi',
    states: 'Stan',
    actorTypes: 'Kto prowadzi',
    scales: 'Zasięg',
    tags: 'Słowa kluczowe',
    languages: 'Języki',
  },

  results: (count, n) =>
    many(n, { one: `${count} praktyka`, few: `${count} praktyki`, many: `${count} praktyk`, other: `${count} praktyki` }),
  showMore: 'Pokaż więcej',
  map: {
    label: 'Mapa terytoriów',
    asList: 'To samo jako lista',
    nowhere: 'Poza mapą, bo nie jest jednym miejscem albo leży za jej krawędzią:',
    approximate: 'Punkt oznacza całe terytorium, nigdy adres.',
  },
  loading: 'Wczytywanie…',

  territory: 'Terytorium',
  states: { PLANNED: 'Planowana', RUNNING: 'Trwająca', ENDED: 'Zakończona', UNKNOWN: 'Stan nieznany' },
  pilot: 'Pilotaż, w toku',
  // The names of months come undeclined, so that no preposition can stand before them.
  since: (start) => `początek: ${start}`,
  until: (end) => `koniec: ${end}`,
  from: (start) => `początek: ${start}`,
  machineMark: 'tłumaczenie maszynowe',
  staleMark: 'nieaktualne tłumaczenie',
  inLanguage: (language) => `język: ${language}`,
  allPractices: 'Wszystkie praktyki',

  start: {
    numbers: 'Obecnie w bibliotece',
    newest: 'Najnowsze praktyki',
    territories: (count, n) =>
      many(n, { one: `${count} terytorium`, few: `${count} terytoria`, many: `${count} terytoriów`, other: `${count} terytorium` }),
    countries: (count, n) => many(n, { one: `${count} kraj`, few: `${count} kraje`, many: `${count} krajów`, other: `${count} kraju` }),
    languages: (count, n) => many(n, { one: `${count} język`, few: `${count} języki`, many: `${count} języków`, other: `${count} języka` }),
  },

  topics: {
    theme: 'Temat',
  },

  coverage: {
    name: 'Przegląd',
    title: 'Co jest, a czego brakuje',
    partners: 'Terytoria WELDI',
    others: 'Inne miejsca',
  },

  compare: {
    name: 'Porównaj',
    add: 'Dodaj do porównania',
    takeOut: 'Usuń z porównania',
    chosen: (count, most, n) =>
      many(n, {
        one: `Wybrano ${count} praktykę, najwyżej ${most}.`,
        few: `Wybrano ${count} praktyki, najwyżej ${most}.`,
        many: `Wybrano ${count} praktyk, najwyżej ${most}.`,
        other: `Wybrano ${count} praktyki, najwyżej ${most}.`,
      }),
    full: 'Można wybrać najwyżej cztery. Aby dodać kolejną, usuń jedną.',
    clear: 'Usuń wszystkie',
  },

  texts: {
    about: 'O tej bibliotece',
    accessibility: 'Dostępność',
    privacy: 'Prywatność',
  },

  failed: 'To się nie udało',
  failures: {
    OFFLINE: 'Nie udało się połączyć z biblioteką. Czy jest połączenie z siecią?',
    TIMEOUT: 'Biblioteka nie odpowiedziała na czas.',
    BUSY: 'Biblioteka otrzymuje teraz zbyt wiele zapytań. Spróbuj ponownie nieco później.',
    OUTDATED: 'Ta strona jest starsza niż biblioteka albo jej część nie dotarła. Wczytaj ją ponownie; nic z tego, co wybrano, nie zginie.',
    UNKNOWN_KEY: 'Biblioteka nie zna jednego z filtrów w tym adresie.',
    other: 'Coś poszło nie tak po naszej stronie. Nic z tego, co wybrano, nie przepadło.',
  },
  tryAgain: 'Spróbuj ponownie',
  reload: 'Wczytaj stronę ponownie',
  wait: (time) => `Czas oczekiwania: ${time}.`,
}
