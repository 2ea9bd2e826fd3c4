/* Comfort for the order form: wards, slots, the card and the total, while one chooses. */
(() => {
  const page = document;
  const all = (css, act, root = page) => root.querySelectorAll(css).forEach(act);
  const fetched = (url, options) => fetch(url, options).then((a) => (a.ok ? a.text() : Promise.reject()));
  /* What could not be fetched comes by the buttons that are there for want of a script. */
  const failed = () => all("[data-unless-script]", (e) => e.classList.add("shown"));

  const fillWards = async (list, chosen) => {
    const into = page.querySelector(list.dataset.into), html = await fetched(list.dataset.wards + list.value);
    chosen ??= into.value;
    into.innerHTML = html;
    into.value = chosen;
    if (into.selectedIndex < 0) into.selectedIndex = 0;
  };
  let turn = 0;
  const count = async (form) => {
    const mine = ++turn;
    if (!form.dataset.totals) return;
    const html = await fetched(form.dataset.totals, { method: "POST", body: new FormData(form) });
    if (mine !== turn) return;
    all("[data-totals-here]", (box) => (box.innerHTML = html));
    all("[data-total]", (e) => (e.textContent = page.querySelector("[data-sum]").dataset.sum));
  };
  const limitSlots = ({ form, dataset }) => {
    const met = dataset.slots && dataset.slots.split(" ");
    all("[name=slot]", (slot) => {
      slot.disabled = !!met && !met.includes(slot.value);
      slot.checked &&= !slot.disabled;
    }, form);
  };
  const showCard = (input) => {
    const card = page.getElementById(input.dataset.card);
    card.hidden = !input.value.trim();
    card.firstChild.textContent = input.value;
  };
  const look = () => {
    all("[data-card]", showCard);
    all("[name=delivery_date]:checked", limitSlots);
    all("[data-wards]", (list) => list.value && page.querySelector(list.dataset.into).length < 2 && fillWards(list).catch(failed));
  };

  let wait;
  page.addEventListener("input", ({ target }) => {
    const { find, into, card } = target.dataset;
    if (card) showCard(target);
    if (!find) return;
    clearTimeout(wait);
    wait = setTimeout(async () => {
      const typed = target.value.trim(), { province } = target.form.elements;
      const html = typed[1] ? await fetched(find + encodeURIComponent(typed) + "&tinh=" + province.value).catch(() => "") : "";
      if (typed === target.value.trim()) page.querySelector(into).innerHTML = html;
    }, 250);
  });
  page.addEventListener("change", async ({ target }) => {
    const { form, name, dataset } = target;
    try {
      if (name === "delivery_date") limitSlots(target);
      if (dataset.wards && target.value) await fillWards(target);
      if (/^(lines|province|ward$)/.test(name)) await count(form);
    } catch {
      failed();
    }
  });
  page.addEventListener("restored", async ({ target: form, detail: { ward } }) => {
    const { elements } = form;
    look();
    try {
      if (ward && elements.ward?.value !== ward) await fillWards(elements.province, ward);
      await count(form);
    } catch {
      failed();
    }
  });
  page.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.dataset.find) event.preventDefault();
  });
  page.addEventListener("click", async (event) => {
    const button = event.target.closest("[value^=place-]");
    if (!button) return;
    event.preventDefault();
    const { form } = button, { province, ward_find, street } = form.elements;
    const [, code, ward] = button.value.split("-");
    try {
      province.value = code;
      await fillWards(province, ward);
      button.parentNode.replaceChildren();
      ward_find.value = "";
      street.focus();
      street.dispatchEvent(new Event("kept", { bubbles: true }));
      await count(form);
    } catch {
      failed();
    }
  });
  look();
})();
