"use strict";
BoxMill.section("gallery", (root, data) => {
  const { all, make, short, pictures } = BoxMill;
  const { box, place, stack } = pictures;

  const SIZES = { all: [0, Infinity], small: [0, 32 ** 2], medium: [32 ** 2, 96 ** 2], large: [96 ** 2, Infinity] };

  /** What an item shows at the filters: [class, x, y, w, h, ...] rows. */
  function visible(item, filter) {
    const [least, most] = SIZES[filter.size];
    const mine = (row) => (filter.classIndex < 0 || row[0] === filter.classIndex)
      && row[3] * row[4] >= least && row[3] * row[4] <= most;
    const found = item.found.filter((d) => d[5] >= filter.score && mine(d));
    const truths = item.truths.filter(mine);
    const missed = truths.filter((g) => !g[5] && g[6] < filter.score);
    const wrong = found.filter((d) => !d[6]);
    return { found, truths, missed: new Set(missed), wrong: wrong.length };
  }

  function fits(item, seen, filter) {
    if ((filter.classIndex >= 0 || filter.size !== "all") && !seen.found.length && !seen.truths.length) {
      return false;
    }
    const bad = seen.wrong + seen.missed.size;
    return { all: true, false: seen.wrong > 0, missed: seen.missed.size > 0, fine: bad === 0, better: item.change > 0, worse: item.change < 0 }[filter.kind];
  }

  /** The boxes over a picture; width and height: what it measures on screen. */
  function overlay(item, classes, filter, width, height, roomy) {
    const seen = visible(item, filter);
    const svg = make("svg", { viewBox: `0 0 ${item.w} ${item.h}`, "aria-hidden": "true" });
    if (!item.image) {
      svg.append(make("rect", { width: item.w, height: item.h, class: "blank" }));
    }
    const tags = [];
    if (filter.truths) {
      for (const g of seen.truths) {
        const missed = seen.missed.has(g);
        svg.append(box(g, "gt base"), box(g, "gt " + (missed ? "missed" : "seen")));
        if (missed) {
          tags.push({ row: g, text: "missed " + short(classes[g[0]], 14), kind: "missed" });
        }
      }
    }
    if (filter.found) {
      for (const d of [...seen.found].reverse()) {
        svg.append(box(d, "under"), box(d, "det " + (d[6] ? "right" : "wrong")));
      }
      for (const d of [...seen.found].sort((a, b) => a[6] - b[6] || b[5] - a[5])) {
        const score = d[5].toFixed(2).replace(/^0/, "");
        tags.push({ row: d, text: `${short(classes[d[0]], 14)} ${score} ${d[6] ? "✓" : "✗"}`, kind: d[6] ? "right" : "wrong" });
      }
    }
    svg.append(...place(item, tags, Math.max(item.w / width, item.h / height) * (roomy ? 1 : 0.86), roomy));
    return svg;
  }

  const plural = (n, one, more) => `${n} ${n === 1 ? one : more}`;

  function words(seen) {
    const parts = [];
    if (seen.missed.size) {
      parts.push(`${seen.missed.size} missed`);
    }
    if (seen.wrong) {
      parts.push(`${seen.wrong} false`);
    }
    return parts.join(", ");
  }

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
