import { mount } from 'svelte'
import App from './App.svelte'
import { reader } from './messages/reader.svelte'
import './styles/tokens.css'
import './styles/base.css'
import './styles/served.css'

const target = document.getElementById('app')
if (target) {
  // The words first: a page that changes its language before the reader's eyes is worse than one a moment later.
  await reader.follow()
  target.replaceChildren() // the text that the server wrote for readers without scripts
  mount(App, { target })
}
