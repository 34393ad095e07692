"use strict";
BoxMill.section("changes", (root, data) => {
  const { all, make, pictures, signed } = BoxMill;
  const { overlay, stack, visible, words } = pictures;

  function pair(panel, drawn, lightbox) {
    const input = (name) => panel.querySelector(`[data-${name}]`);
    const read = () => ({
      kind: input("kind").value, classIndex: -1, size: "all", score: Number(input("score").value) - 1e-9,
      truths: input("truths").checked, found: true,
    });
    let filter = read();
    let shown = [];

    const look = {
      note: (item) => `${item.by}, ${words(visible(item, filter)) || "no mistakes"}`,
      overlay: (item, width, height) => overlay(item, drawn.classes, filter, width, height, true),
    };

    /** One run's view of an image. */
    function side(item, run) {
      const picture = make("span", { class: "stack" });
      const note = make("span");
      const button = make("button", { type: "button", class: "shot" }, picture,
        make("span", { class: "words" }, make("bdi", { title: run }, run), note));
      const card = { item, button, picture, note, drawn: null };
      button.addEventListener("click", () => lightbox(shown, shown.indexOf(card), look));
      return card;
    }

    const duels = drawn.images.map(({ change, before, after }) => {
      before.by = drawn.first;
      Object.assign(after, { by: drawn.run, image: before.image });
      const sides = [side(before, drawn.first), side(after, drawn.run)];
      const heading = make("p", { class: "duel" }, make("bdi", {}, before.name),
        make("strong", { class: change > 0 ? "gain" : "loss" }, `${change > 0 ? "▲" : "▼"} ${signed(change, 0)}`));
      return { change, sides, near: false, element: make("li", { class: "panel" }, heading, ...sides.map((s) => s.button)) };
    });

    function paint(card) {
      if (card.drawn === filter) {
        return;
      }
      if (!card.drawn) {
        card.picture.replaceChildren(...stack(card.item).childNodes);
      }
      card.drawn = filter;
      card.picture.querySelector("svg")?.remove();
      card.picture.append(overlay(
        card.item, drawn.classes, filter, card.picture.clientWidth || 240, card.picture.clientHeight || 240, false));
    }

    const sight = new IntersectionObserver((entries) => entries.forEach((entry) => {
      const duel = duels[Number(entry.target.dataset.index)];
      duel.near = entry.isIntersecting;
      if (duel.near) {
        duel.sides.forEach(paint);
      }
    }), { rootMargin: "400px" });

    function update() {
      filter = read();
      input("score-text").textContent = input("score").value.replace(/^0/, "").padEnd(3, "0");
      const fit = duels.filter((d) => filter.kind === "all" || (filter.kind === "gains") === d.change > 0);
      duels.forEach((d) => {
        d.element.hidden = !fit.includes(d);
        d.sides.forEach((card) => {
          const text = words(visible(card.item, filter));
          card.note.textContent = text || "✓";
          card.note.className = text ? "bad" : "";
          card.button.setAttribute("aria-label", `${card.item.name} by ${card.item.by}: ${text || "no mistakes"}; enlarge`);
        });
      });
      shown = fit.flatMap((d) => d.sides);
      input("count").textContent = `${fit.length} of ${duels.length} images`;
      fit.filter((d) => d.near).forEach((d) => d.sides.forEach(paint));
    }

    duels.forEach((d, i) => { d.element.dataset.index = String(i); });
    panel.querySelector("[data-duels]").append(...duels.map((d) => d.element));
    all(panel, ".controls select, .controls input").forEach((i) => i.addEventListener("input", update));
    update();
    duels.forEach((d) => sight.observe(d.element));
    document.addEventListener("boxmill-show-all", () => duels.forEach((d) => d.sides.forEach(paint)));
  }

  const lightbox = pictures.viewer(root.querySelector("dialog"));
  all(root, "[data-run]").forEach((panel, i) => pair(panel, data.pairs[i], lightbox));
});
