"use strict";
/* Pictures with boxes and names over them, in a list and enlarged; sections share it. */
BoxMill.pictures = (() => {
  const { all, make, short } = BoxMill;
  const REASONS = { not_found: "image not found", unreadable: "image not readable", over_limit: "image beyond the size limit" };

  const box = (row, kind) =>
    make("rect", { x: row[1], y: row[2], width: row[3], height: row[4], class: kind });

  /**
   * Places names beside their boxes without covering each other: mistakes first, then the best
   * scores. A detection's name that finds no room is left out where the picture is small.
   * size: image pixels a screen pixel.
   */
  function place(item, tags, size, roomy) {
    const taken = [];
    const high = 15.5 * size;
    const drawn = [];
    for (const { row, text, kind } of tags) {
      const wide = Math.min(item.w, ([...text].length * 6.9 + 10) * size);
      const [left, top, right, bottom] = [row[1], row[2], row[1] + row[3], row[2] + row[4]];
      const spots = [[left, top - high], [left, bottom], [right - wide, top - high], [right - wide, bottom], [left, top], [right, top], [left - wide, top]]
        .map(([x, y]) => [Math.max(0, Math.min(x, item.w - wide)), Math.max(0, Math.min(y, item.h - high))]);
      const free = ([x, y]) => taken.every((o) =>
        x >= o[0] + o[2] || o[0] >= x + wide || y >= o[1] + high || o[1] >= y + high);
      const spot = spots.find(free) ?? (roomy || kind === "missed" ? spots[0] : null);
      if (spot) {
        const [x, y] = spot;
        taken.push([x, y, wide]);
        drawn.push(
          make("rect", { x, y, width: wide, height: high, rx: 2.5 * size, class: "tag-" + kind }),
          make("text", { x: x + 5 * size, y: y + 11.6 * size, "font-size": 11.5 * size, class: "tag" }, text));
      }
    }
    return drawn;
  }

  function stack(item) {
    const picture = make("span", { class: "stack" });
    picture.style.setProperty("--ratio", `${item.w} / ${item.h}`);
    picture.style.setProperty("--number", String(item.w / item.h));
    if (item.image) {
      picture.append(make("img", { alt: "", src: item.image, decoding: "async" }));
    } else {
      picture.append(make("span", { class: "no-picture" }, REASONS[item.missing] ?? "no image"));
    }
    return picture;
  }

  /**
   * A dialog that shows one picture of a list large, with arrows to the others. It gives a function
   * that opens it: (cards, index, look), where look says what stands beside a card's item (note)
   * and what is drawn over it (overlay: item, width, height on screen).
   */
  function viewer(dialog) {
    let cards = [], at = 0, look = null;
    function show() {
      const { item } = cards[at];
      dialog.querySelector("[data-name]").textContent = item.name;
      dialog.querySelector("[data-note]").textContent =
        `${item.w} × ${item.h} · ${look.note(item)} · ${at + 1} of ${cards.length}`;
      const picture = stack(item);
      dialog.querySelector("[data-stage]").replaceChildren(picture);
      BoxMill.enlarged?.(picture, item);
      picture.append(look.overlay(item, picture.clientWidth || 800, picture.clientHeight || 800));
    }
    const step = (by) => { at = (at + by + cards.length) % cards.length; show(); };
    all(dialog, "[data-step]").forEach((b) => b.addEventListener("click", () => step(Number(b.dataset.step))));
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (e) => e.target === dialog && dialog.close());
    dialog.addEventListener("keydown", (e) => {
      if (e.key === "ArrowLeft" || e.key === "ArrowRight") {
        step(e.key === "ArrowLeft" ? -1 : 1);
      }
    });
    return (list, index, how) => {
      [cards, at, look] = [list, index, how];
      dialog.showModal();
      show();
    };
  }

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

  return { box, overlay, place, stack, viewer, visible, words };
})();
