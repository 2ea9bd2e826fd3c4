/* Suggestions below a search box. Without this file the search works as ever. */
document.querySelectorAll("[data-suggest]").forEach((box) => {
  const list = document.createElement("ul");
  const say = (name, value) => box.setAttribute("aria-" + name, value);
  let turn = 0, timer, at = -1;
  Object.assign(list, { id: box.id + "-list", className: "suggest", role: "listbox", ariaLabel: box.dataset.suggest });
  box.after(list);
  Object.assign(box, { role: "combobox", autocomplete: "off" });
  say("autocomplete", "list");
  say("controls", list.id);
  const show = (html) => {
    list.innerHTML = html;
    [...list.children].forEach((option, n) => (option.id = list.id + n));
    mark(-1);
    say("expanded", !(list.hidden = !html));
  };
  const mark = (n) => {
    list.children[at]?.removeAttribute("aria-selected");
    const option = list.children[(at = n)];
    option?.setAttribute("aria-selected", true);
    say("activedescendant", option ? option.id : "");
  };
  const go = (option) => option && (location = option.dataset.href);
  show("");
  box.addEventListener("input", () => {
    const mine = ++turn, typed = box.value.trim();
    clearTimeout(timer);
    if (typed.length < 2) return show("");
    timer = setTimeout(async () => {
      const answer = await fetch("/tim-kiem/goi-y?q=" + encodeURIComponent(typed)).catch(() => 0);
      const html = answer.ok ? (await answer.text()).trim() : "";
      if (mine === turn) show(html);
    }, 250);
  });
  box.addEventListener("keydown", (event) => {
    const count = list.children.length, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") ++turn, show("");
    else if (step && count) mark(at < 0 ? (step > 0 ? 0 : count - 1) : (at + step + count) % count);
    else if (event.key !== "Enter" || at < 0) return;
    else go(list.children[at]);
    event.preventDefault();
  });
  box.addEventListener("blur", () => ++turn && show(""));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => go(target.closest("li")));
});
