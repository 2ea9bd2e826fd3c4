/* Only comfort: every page works without this file. */
(() => {
  const page = document;
  const all = (css, act) => page.querySelectorAll(css).forEach(act);

  if (navigator.clipboard) all("[data-copy]", (b) => (b.hidden = false));
  all("[data-paper]", (b) => (b.hidden = false));

  /* A page that brought its style sheet along: the pages after it link theirs. */
  all("[data-next]", (e) => addEventListener("load", () => fetch(e.dataset.next)));

  /* Without errors the address needs no ending that leads to them. */
  if (location.hash === "#error-summary" && !page.getElementById("error-summary")) {
    history.replaceState(history.state, "", location.pathname + location.search);
  }

  const copy = async (button) => {
    const word = button.textContent;
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = word), 2500);
  };

  page.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-copy]");
    if (button) copy(button);
    if (target.closest("[data-paper]")) print();
  });

  /* What is typed outlives a reload of this tab, until the server has it. */
  const keep = (form, sent) => {
    if (!form?.dataset.draft) return;
    const typed = [...new FormData(form)].filter(([name, value]) => value.trim && !/^(lines|step|drop)/.test(name) && form.elements[name].type !== "hidden");
    sessionStorage[form.dataset.draft] = JSON.stringify({ typed, sent });
  };
  const restore = (form) => {
    const key = form.dataset.draft, { typed, sent } = JSON.parse(sessionStorage[key] ?? "{}");
    const isFresh = performance.getEntriesByType("navigation")[0].type === "navigate";
    /* A fresh answer that names mistakes holds what was sent; a reload of it brings back what was mended since. */
    if (!typed || (isFresh && page.getElementById("error-summary"))) return;
    if (sent && isFresh) return delete sessionStorage[key];
    typed.forEach(([name, value]) => form.elements[name] && (form.elements[name].value = value));
    form.dispatchEvent(new CustomEvent("restored", { bubbles: true, detail: Object.fromEntries(typed) }));
  };
  ["input", "change", "kept"].forEach((kind) => page.addEventListener(kind, ({ target }) => keep(target.form)));
  page.addEventListener("DOMContentLoaded", () => {
    all("form[data-draft]", restore);
    all("[data-sent]", () => Object.keys(sessionStorage).forEach((key) => JSON.parse(sessionStorage[key]).sent && delete sessionStorage[key]));
  });

  /* No second tap sends twice; coming back frees the form. */
  let sent = [];
  page.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (sent.includes(form)) return event.preventDefault();
    if ("once" in form.dataset) sent.push(form);
    keep(form, 1);
    /* Whoever signs out leaves nothing to the next. */
    if (/dang-xuat(#|$)/.test(form.action)) sessionStorage.clear();
    if (button?.dataset.busy) {
      button.dataset.idle = button.textContent;
      button.textContent = button.dataset.busy;
    }
  });
  addEventListener("pageshow", () => {
    sent = [];
    all("[data-idle]", (b) => (b.textContent = b.dataset.idle));
  });
})();
