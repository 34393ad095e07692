"use strict";
/* Where a server has the images: the enlarged picture becomes the image in full size once it is
   there; until then, and where it never comes, the small one stays. */
BoxMill.enlarged = (picture, item) => {
  if (item.place === undefined) {
    return; // not of the gallery
  }
  const full = BoxMill.make("img", { alt: "", decoding: "async" });
  full.addEventListener("load", () => {
    picture.querySelector("img, .no-picture")?.replaceWith(full);
    picture.querySelector("svg .blank")?.remove();
  });
  full.src = "/images/" + item.place;
};
