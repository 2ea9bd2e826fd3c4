/* Only comfort: every page works without this file. */
(() => {
  const page = document;
  const all = (css, act, root = page) => root.querySelectorAll(css).forEach(act);
  const fetched = (url, options) => fetch(url, options).then((a) => (a.ok ? a.text() : Promise.reject()));
  const unlessScript = (shown) => all("[data-unless-script]", (e) => (e.hidden = !shown));

  if (navigator.clipboard) all("[data-copy]", (b) => (b.hidden = false));
  unlessScript(false);

  /* A form sends to its summary of errors; a page without one needs no such ending in its address. */
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
  });

  /* A second tap must not send twice; coming back frees the form. */
  let sent = [];
  page.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (sent.includes(form)) return event.preventDefault();
    if ("once" in form.dataset) sent.push(form);
    if (button?.dataset.busy) {
      button.dataset.idle = button.textContent;
      button.textContent = button.dataset.busy;
    }
  });
  addEventListener("pageshow", () => {
    sent = [];
    all("[data-idle]", (b) => (b.textContent = b.dataset.idle));
  });

  let turn = 0;
  page.addEventListener("change", async ({ target }) => {
    const { wards, into } = target.dataset, form = target.form, mine = ++turn;
    try {
      if (wards) page.querySelector(into).innerHTML = await fetched(wards + target.value);
      if (!form?.dataset.totals || !/^(lines|province|ward)/.test(target.name)) return;
      const html = await fetched(form.dataset.totals, { method: "POST", body: new FormData(form) });
      if (mine !== turn) return;
      all("[data-totals-here]", (box) => (box.innerHTML = html));
      const sum = page.querySelector("[data-sum]").dataset.sum;
      all("[data-total]", (e) => (e.textContent = sum));
    } catch {
      /* Sending counts again; wards come by the button for no script. */
      unlessScript(true);
    }
  });
})();
