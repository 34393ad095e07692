"use strict";
/* Draws every chart for paper and leaves the drawings in place of the page, as base64 of JSON:
   [{section, chart, svg, png}], where png is a data: URI. All of it happens before the page counts
   as loaded. */
(() => {
  const WIDTH = 900;
  const HEIGHT = 420;
  const BAR = 20;
  const MOST = 30000; // of units in height, twice as many pixels: what a canvas can have
  document.documentElement.dataset.theme = "light";
  const t = BoxMill.theme();

  /** Bars that scroll on the page stand all on paper, however long it becomes. */
  function unrolled(options, size) {
    const scrolls = [options.dataZoom ?? []].flat().some((z) => z.type === "slider" && z.yAxisIndex === 0);
    if (!scrolls) {
      return { options, size };
    }
    const bars = options.yAxis.data.length;
    const height = Math.min(MOST, Math.max(size.height, bars * BAR + 70));
    return { options: { ...options, dataZoom: [] }, size: { ...size, height } };
  }

  function draw(page, build, settings, result) {
    const { options, size } = unrolled(build(t), page);
    const holder = BoxMill.make("div", { style: `width:${size.width}px;height:${size.height}px` });
    document.body.append(holder);
    const instance = echarts.init(settings.ssr ? null : holder, null, { ...size, ...settings });
    const zooms = [options.dataZoom ?? []].flat().map((zoom) => ({ ...zoom, show: false }));
    instance.setOption({
      animation: false, backgroundColor: "#ffffff", textStyle: { fontFamily: "sans-serif" },
      ...options, dataZoom: zooms, tooltip: { show: false },
    });
    const drawn = result(instance);
    instance.dispose();
    holder.remove();
    return drawn;
  }

  const figures = BoxMill.charts.map(({ element, build }) => {
    const size = { width: WIDTH, height: element.clientHeight || Number.parseInt(element.style.height, 10) || HEIGHT };
    return {
      section: element.closest(".section").id,
      chart: element.dataset.chart,
      svg: draw(size, build, { renderer: "svg", ssr: true }, (i) => i.renderToSVGString()),
      png: draw(size, build, { renderer: "canvas", devicePixelRatio: 2 }, (i) =>
        i.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: "#ffffff" })),
    };
  });

  let bytes = "";
  for (const byte of new TextEncoder().encode(JSON.stringify(figures))) {
    bytes += String.fromCharCode(byte);
  }
  document.head.replaceChildren();
  document.body.replaceChildren(BoxMill.make("pre", { id: "figures" }, btoa(bytes)));
})();
