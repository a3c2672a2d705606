/**
 * Names what is about to be sent, by a key that stays for as long as it says the same: whoever sends it again, since no
 * answer came, has it done once.
 */
export class Once {
  #said = ''
  #key = ''

  keyOf(input: object): string {
    const said = JSON.stringify(input)
    if (said !== this.#said) {
      this.#said = said
      this.#key = crypto.getRandomValues(new Uint32Array(4)).join('-')
    }
    return this.#key
  }
}
