import { renewWhenUpgraded } from './api/renewal'
import { painted } from './start/painted'
import { takeSecret } from './start/secret'

takeSecret()
renewWhenUpgraded()

const served = document.getElementById('app')
if (served) {
  // What the server wrote can be read already, and goes first.
  await painted()
  const { begin } = await import('./start/begin')
  await begin(served)
}
