import type { Messages } from './en'
import { plural } from './plural'

const many = plural('pt')

export const pt: Messages = {
  siteName: 'Biblioteca de Práticas WELDI',
  siteClaim: 'Acolher com dignidade as pessoas exiladas',
  intro:
    'O que cidades e regiões fazem para que todas as pessoas que chegam possam viver com dignidade: práticas dos territórios WELDI e de outros lugares, contadas para que outros possam aprender com elas.',
  skipToContent: 'Ir para o conteúdo',
  language: 'Língua',
  mainPages: 'Páginas principais',
  practices: 'Práticas',
  footer: 'Reunido e mantido pela rede de territórios WELDI. Textos sob CC BY 4.0, salvo indicação em contrário.',
  apiLink: 'Interface de consulta (GraphQL)',
  myAccount: 'A minha conta',
  reportConcern: 'Comunicar um problema',

  search: 'Pesquisar nas práticas',
  searchHint: 'Por exemplo: habitação para jovens refugiados',
  searchButton: 'Pesquisar',
  suggestions: {
    name: 'Sugestões',
    counted: (count, n) => many(n, { one: `${count} sugestão`, many: `${count} de sugestões`, other: `${count} sugestões` }),
    term: 'Termo de pesquisa',
  },
  byTheme: 'Por tema',

  facets: {
    themes: 'Temas',
    transversalIssues: 'Questões transversais',
    territories: 'Territórios',
    countries: 'Países',
    practiceTypes: 'Tipos de prática',
    targetGroups: 'Para quem',
    stages: 'Etapa do percurso',
    states: 'Estado',
    actorTypes: 'Promovida por',
    scales: 'Escala',
    tags: 'Palavras-chave',
    languages: 'Línguas',
  },

  results: (count, n) => many(n, { one: `${count} prática`, many: `${count} de práticas`, other: `${count} práticas` }),
  showMore: 'Mostrar mais',
  map: {
    label: 'Mapa dos territórios',
    asList: 'O mesmo em lista',
    nowhere: 'Fora do mapa, por não ser um único lugar ou por ficar fora do quadro:',
    approximate: 'Um ponto representa um território inteiro, nunca um endereço.',
  },
  loading: 'A carregar…',

  territory: 'Território',
  states: { PLANNED: 'Prevista', RUNNING: 'Em curso', ENDED: 'Terminada', UNKNOWN: 'Estado desconhecido' },
  pilot: 'Projeto-piloto, em curso',
  since: (start) => `desde ${start}`,
  until: (end) => `até ${end}`,
  from: (start) => `a partir de ${start}`,
  machineMark: 'tradução automática',
  staleMark: 'tradução desatualizada',
  inLanguage: (language) => `em ${language}`,
  allPractices: 'Todas as práticas',

  start: {
    numbers: 'Hoje na biblioteca',
    newest: 'Práticas mais recentes',
    territories: (count, n) => many(n, { one: `${count} território`, many: `${count} de territórios`, other: `${count} territórios` }),
    countries: (count, n) => many(n, { one: `${count} país`, many: `${count} de países`, other: `${count} países` }),
    languages: (count, n) => many(n, { one: `${count} língua`, many: `${count} de línguas`, other: `${count} línguas` }),
  },

  topics: {
    theme: 'Tema',
  },

  coverage: {
    name: 'Panorama',
    title: 'O que existe e o que falta',
    partners: 'Territórios WELDI',
    others: 'Outros lugares',
  },

  compare: {
    name: 'Comparar',
    add: 'Adicionar à comparação',
    takeOut: 'Retirar da comparação',
    chosen: (count, most, n) =>
      many(n, {
        one: `${count} prática escolhida, de ${most} no máximo.`,
        many: `${count} de práticas escolhidas, de ${most} no máximo.`,
        other: `${count} práticas escolhidas, de ${most} no máximo.`,
      }),
    full: 'Quatro é o máximo. Retire uma para adicionar outra.',
    clear: 'Retirar todas',
  },

  texts: {
    about: 'Sobre esta biblioteca',
    accessibility: 'Acessibilidade',
    privacy: 'Privacidade',
  },

  failed: 'Não funcionou',
  failures: {
    OFFLINE: 'Não foi possível contactar a biblioteca. Há ligação à rede?',
    TIMEOUT: 'A biblioteca não respondeu a tempo.',
    BUSY: 'A biblioteca está a receber demasiados pedidos. Tente de novo um pouco mais tarde.',
    OUTDATED: 'Esta página é mais antiga do que a biblioteca, ou uma parte dela não chegou. Recarregue-a; nada do que escolheu se perdeu.',
    UNKNOWN_KEY: 'A biblioteca não conhece um dos filtros deste endereço.',
    other: 'Algo correu mal do nosso lado. Nada do que escolheu se perdeu.',
  },
  tryAgain: 'Tentar de novo',
  reload: 'Recarregar a página',
  wait: (time) => `Tempo de espera: ${time}.`,
}
