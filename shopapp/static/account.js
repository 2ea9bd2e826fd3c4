/* Says how good a new password is while it is typed. Only comfort: the server decides. */
(() => {
  const plain = (text) =>
    text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/[^a-z0-9]+/g, " ").trim();

  document.querySelectorAll("[data-strength]").forEach((out) => {
    const input = document.getElementById(out.dataset.strength);
    const own = () =>
      ["name", "phone", "email", "contact"]
        .map((name) => plain(input.form.elements[name]?.value ?? ""))
        .flatMap((text) => text.split(" "))
        .filter((word) => word.length > 2);
    const judge = () => {
      const typed = input.value, words = out.dataset;
      if (!typed) return "";
      if ([...typed].length < 8) return words.short;
      const rest = own().reduce((left, word) => left.split(word).join(""), plain(typed).replace(/ /g, ""));
      if (rest.replace(/\d/g, "").length < 3 && rest.length < 8) return words.own;
      return [...typed].length < 14 ? words.fair : words.good;
    };
    let wait;
    input.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(() => (out.textContent = judge()), 300);
    });
  });
})();
