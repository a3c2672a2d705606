import { mount } from 'svelte'
import App from './App.svelte'
import './styles/tokens.css'
import './styles/base.css'
import './styles/served.css'

const target = document.getElementById('app')
if (target) {
  target.replaceChildren() // the text that the server wrote for readers without scripts
  mount(App, { target })
}
