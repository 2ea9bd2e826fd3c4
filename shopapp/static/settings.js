/* Only comfort: a colour is shown while it is chosen, a long list of places grows short while one types. */
(() => {
  document.addEventListener("input", ({ target }) => {
    const { sample, into, narrow } = target.dataset;
    if (sample) document.querySelector(into).src = sample + target.value.slice(1);
    if (narrow) {
      const plain = (text) => text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "");
      const wanted = plain(target.value);
      document.querySelectorAll(narrow).forEach((e) => (e.hidden = !plain(e.textContent).includes(wanted)));
    }
  });
  // A suggested colour is taken at once; without a script its button asks the server for the same.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    if (!button) return;
    event.preventDefault();
    const field = document.querySelector(button.dataset.fill);
    field.type = "color";
    field.value = button.dataset.colour;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    button.parentElement.querySelectorAll("button").forEach((b) => b.toggleAttribute("aria-current", b === button));
  });
  document.querySelectorAll("[data-with-script]").forEach((e) => (e.hidden = false));
})();
