"use strict";
BoxMill.section("audit", (root, data) => {
  const { all, make, short, pictures } = BoxMill;

  /** What to do, in words; name: how a class is written. */
  function advice(item, name) {
    const [from, to] = [item.from && name(item.from[0]), item.to && name(item.to[0])];
    return {
      missing: `add ${to}`,
      "wrong-class": `${from} → ${to}`,
      "badly-drawn": `redraw ${from}`,
      duplicate: `remove second ${from}`,
      "not-an-object": `remove ${from}`,
    }[item.kind];
  }

  const sameBox = (a, b) => a && b && [1, 2, 3, 4].every((i) => a[i] === b[i]);

  /**
   * The label dashed, the suggestion solid; where only the class changes both lie on one another,
   * and the dashes stay visible on top.
   */
  function overlay(item, classes, width, height, roomy) {
    const svg = make("svg", { viewBox: `0 0 ${item.w} ${item.h}`, "aria-hidden": "true" });
    if (!item.image) {
      svg.append(make("rect", { width: item.w, height: item.h, class: "blank" }));
    }
    const tags = [];
    const name = (c) => short(classes[c], 14);
    if (item.to) {
      svg.append(pictures.box(item.to, "under"), pictures.box(item.to, "det right"));
      const text = { missing: "add ", "wrong-class": "is ", "badly-drawn": "" }[item.kind] ?? "";
      tags.push({ row: item.to, text: text + name(item.to[0]), kind: "right" });
    }
    if (item.from) {
      svg.append(...(sameBox(item.from, item.to) ? [] : [pictures.box(item.from, "gt base")]), pictures.box(item.from, "gt missed"));
      const text = item.to ? "label " : "remove ";
      if (item.kind !== "badly-drawn" || roomy) {
        tags.push({ row: item.from, text: text + name(item.from[0]), kind: "missed" });
      }
    }
    const size = Math.max(item.w / width, item.h / height) * (roomy ? 1 : 0.86);
    svg.append(...pictures.place(item, tags, size, roomy));
    return svg;
  }

  function list(panel, run, lightbox) {
    const input = (name) => panel.querySelector(`[data-${name}]`);
    const full = (c) => run.classes[c];
    let shown = [];

    const cards = run.items.map((row) => {
      const { name, w, h, image, missing } = run.images[row.image];
      const item = { ...row, name, w, h, image, missing };
      const picture = make("span", { class: "stack" });
      const what = advice(item, full);
      const sure = item.confidence.toFixed(2).replace(/^0/, "");
      const button = make("button", { type: "button", class: "shot", "aria-label": `${item.rank}: ${item.kind}, ${what}, confidence ${sure}, ${name}; enlarge` },
        picture,
        make("span", { class: "words" }, make("span", {}, String(item.rank)), make("bdi", { title: `${what}, ${name}` }, what), make("span", {}, sure)));
      const card = { item, element: make("li", {}, button), picture, drawn: false };
      const look = {
        note: (i) => `${i.kind}: ${advice(i, full)}, confidence ${i.confidence.toFixed(2).replace(/^0/, "")}`,
        overlay: (i, width, height) => overlay(i, run.classes, width, height, true),
      };
      button.addEventListener("click", () => lightbox(shown, shown.indexOf(card), look));
      return card;
    });

    function paint(card) {
      if (!card.drawn) {
        card.drawn = true;
        card.picture.replaceChildren(...pictures.stack(card.item).childNodes);
        card.picture.append(overlay(
          card.item, run.classes, card.picture.clientWidth || 240, card.picture.clientHeight || 240, false));
      }
    }

    const sight = new IntersectionObserver((entries) => entries.filter((e) => e.isIntersecting)
      .forEach((e) => paint(cards[Number(e.target.dataset.index)])), { rootMargin: "400px" });

    function update() {
      const kind = input("kind").value;
      const wanted = Number(input("class").value);
      const least = Number(input("confidence").value) - 1e-9;
      input("confidence-text").textContent = Number(input("confidence").value).toFixed(2).replace(/^0/, "");
      const of = (box) => box && box[0] === wanted;
      shown = cards.filter(({ item, element }) => {
        const fits = (!kind || item.kind === kind) && item.confidence >= least
          && (wanted < 0 || of(item.from) || of(item.to));
        element.hidden = !fits;
        return fits;
      });
      input("count").textContent = `${shown.length} of ${cards.length} ${cards.length === 1 ? "suspect" : "suspects"}`;
      input("empty").hidden = shown.length > 0;
    }

    cards.forEach((card, i) => { card.element.dataset.index = String(i); });
    input("gallery").append(...cards.map((c) => c.element));
    all(panel, ".controls select, .controls input").forEach((i) => i.addEventListener("input", update));
    update();
    cards.forEach((c) => sight.observe(c.element));
    document.addEventListener("boxmill-show-all", () => cards.forEach(paint));
  }

  const lightbox = pictures.viewer(root.querySelector("dialog"));
  all(root, "[data-run]").forEach((panel, i) => {
    if (panel.querySelector("[data-gallery]")) {
      list(panel, data.runs[i], lightbox);
    }
  });
});
