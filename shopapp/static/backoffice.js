/* Only comfort: a print button, tick-all boxes and filters that act at once. */
(() => {
  document.querySelectorAll("[data-print]").forEach((b) => {
    b.hidden = false;
    b.addEventListener("click", () => print());
  });
  document.addEventListener("change", ({ target }) => {
    if (target.matches("[data-tick-all]")) {
      document.querySelectorAll(target.dataset.tickAll).forEach((box) => (box.checked = target.checked));
    }
    if (target.matches(".filter select")) target.form.requestSubmit();
  });
})();
