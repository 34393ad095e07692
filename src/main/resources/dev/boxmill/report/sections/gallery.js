"use strict";
BoxMill.section("gallery", (root, data) => {
  const { all, make, pictures } = BoxMill;
  const { overlay, stack, visible, words } = pictures;

  function fits(item, seen, filter) {
    if ((filter.classIndex >= 0 || filter.size !== "all") && !seen.found.length && !seen.truths.length) {
      return false;
    }
    const bad = seen.wrong + seen.missed.size;
    return { all: true, false: seen.wrong > 0, missed: seen.missed.size > 0, fine: bad === 0, better: item.change > 0, worse: item.change < 0 }[filter.kind];
  }

  const plural = (n, one, more) => `${n} ${n === 1 ? one : more}`;

  function gallery(panel, run, lightbox) {
    const list = panel.querySelector("[data-gallery]");
    const input = (name) => panel.querySelector(`[data-${name}]`);
    const read = () => ({
      kind: input("kind").value, classIndex: Number(input("class").value), size: input("size").value,
      score: Number(input("score").value) - 1e-9,
      truths: input("truths").checked, found: input("found").checked,
    });
    let filter = read();
    let shown = [];

    const cards = run.items.map((item) => {
      const picture = make("span", { class: "stack" });
      const note = make("span");
      const button = make("button", { type: "button", class: "shot" }, picture,
        make("span", { class: "words" }, make("bdi", { title: item.name }, item.name), note));
      const card = { item, element: make("li", {}, button), button, picture, note, near: false, drawn: null };
      button.addEventListener("click", () => lightbox(shown, shown.indexOf(card), {
        note: (shownItem) => words(visible(shownItem, filter)) || "no mistakes",
        overlay: (shownItem, width, height) => overlay(shownItem, run.classes, filter, width, height, true),
      }));
      return card;
    });

    function paint(card) {
      if (card.drawn === filter) {
        return;
      }
      if (!card.drawn) {
        const full = stack(card.item);
        card.picture.replaceChildren(...full.childNodes);
      }
      card.drawn = filter;
      card.picture.querySelector("svg")?.remove();
      card.picture.append(overlay(
        card.item, run.classes, filter, card.picture.clientWidth || 240, card.picture.clientHeight || 240, false));
    }

    const sight = new IntersectionObserver((entries) => entries.forEach((entry) => {
      const card = cards[Number(entry.target.dataset.index)];
      card.near = entry.isIntersecting;
      if (card.near) {
        paint(card);
      }
    }), { rootMargin: "400px" });

    function update() {
      filter = read();
      input("score-text").textContent = input("score").value.replace(/^0/, "").padEnd(3, "0");
      shown = cards.filter((card) => {
        const seen = visible(card.item, filter);
        const fit = fits(card.item, seen, filter);
        card.element.hidden = !fit;
        const text = words(seen);
        card.note.textContent = text || (seen.truths.length ? "✓" : "");
        card.note.className = text ? "bad" : "";
        card.button.setAttribute("aria-label",
          `${card.item.name}: ${plural(seen.truths.length, "object", "objects")}, ${text || "no mistakes"}; enlarge`);
        return fit;
      });
      input("count").textContent = `${shown.length} of ${plural(cards.length, "image", "images")}`;
      input("empty").hidden = shown.length > 0;
      cards.filter((c) => c.near && !c.element.hidden).forEach(paint);
    }

    cards.forEach((card, i) => { card.element.dataset.index = String(i); });
    list.append(...cards.map((c) => c.element));
    all(panel, ".controls select, .controls input").forEach((i) => i.addEventListener("input", update));
    update();
    cards.forEach((c) => sight.observe(c.element));
    document.addEventListener("boxmill-show-all", () => cards.forEach(paint));
  }

  data.runs.forEach((run, r) => run.items.forEach((item, n) => { item.place = `${r}/${n}`; }));
  const lightbox = pictures.viewer(root.querySelector("dialog"));
  all(root, "[data-run]").forEach((panel, i) => gallery(panel, data.runs[i], lightbox));
});
