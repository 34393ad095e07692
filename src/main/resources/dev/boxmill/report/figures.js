"use strict";
/* Draws every chart for paper and leaves the drawings in place of the page, as base64 of JSON:
   [{section, chart, svg, png}], where png is a data: URI. All of it happens before the page counts
   as loaded. */
(() => {
  const WIDTH = 900;
  const HEIGHT = 420;
  document.documentElement.dataset.theme = "light";
  const t = BoxMill.theme();

  function draw(size, build, settings, result) {
    const holder = BoxMill.make("div", { style: `width:${size.width}px;height:${size.height}px` });
    document.body.append(holder);
    const instance = echarts.init(settings.ssr ? null : holder, null, { ...size, ...settings });
    const options = build(t);
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
