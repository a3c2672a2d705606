import { mount } from 'svelte'
import App from './App.svelte'
import { router } from './address/router.svelte'
import { renewWhenUpgraded } from './api/renewal'
import { reader } from './messages/reader.svelte'
import { pages } from './pages/pages.svelte'
import { keepServedText } from './pages/text/served-text'
import './styles/tokens.css'
import './styles/base.css'
import './styles/served.css'
import './styles/print.css'

renewWhenUpgraded()

const target = document.getElementById('app')
if (target) {
  // The page and its words first: one that changes before the reader's eyes is worse than one a moment later.
  await Promise.all([reader.follow(), pages.fetch(router.address.place)])
  keepServedText(target)
  target.replaceChildren() // the text that the server wrote for readers without scripts
  mount(App, { target })
}
