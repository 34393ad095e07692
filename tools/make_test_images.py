"""Writes src/test/resources/images: one small file of each variant that a detector meets.

Every picture shows the same: 32 x 24 pixels, the left half (200, 40, 40), the right half
(40, 80, 200). Needs Pillow. Run from the repository's root:

    python3 tools/make_test_images.py
"""

import os

from PIL import Image

OUT = os.path.join("src", "test", "resources", "images")
LEFT, RIGHT = (200, 40, 40), (40, 80, 200)

rgb = Image.new("RGB", (32, 24), LEFT)
rgb.paste(RIGHT, (16, 0, 32, 24))
grey = rgb.convert("L")


def save(image, name, **options):
    image.save(os.path.join(OUT, name), **options)


def alpha():
    image = rgb.convert("RGBA")
    image.putalpha(128)
    return image


os.makedirs(OUT, exist_ok=True)
save(rgb, "baseline.jpg", quality=95, subsampling=0)
save(rgb, "progressive.jpg", quality=95, subsampling=0, progressive=True)
save(grey, "grey.jpg", quality=95)
save(rgb.convert("CMYK"), "cmyk.jpg", quality=95)
save(rgb, "rgb.png")
save(rgb.quantize(4), "palette.png")
save(alpha(), "alpha.png")
save(grey.convert("LA"), "grey-alpha.png")
save(rgb.convert("1", dither=Image.Dither.NONE), "bilevel.png")
save(Image.frombytes("I;16", grey.size, b"".join(bytes((v, v)) for v in grey.tobytes())), "grey16.png")
save(rgb, "lossy.webp", quality=95)
save(rgb, "lossless.webp", lossless=True)
save(alpha(), "alpha.webp", lossless=True)
save(rgb, "animated.webp", lossless=True, save_all=True, append_images=[rgb.rotate(180)])
save(rgb, "rgb.bmp")
save(rgb.quantize(4), "palette.bmp")
save(rgb.quantize(4), "one.gif")
save(rgb.quantize(4), "animated.gif", save_all=True, append_images=[rgb.rotate(180).quantize(4)])
save(rgb, "raw.tif")
save(rgb, "lzw.tif", compression="tiff_lzw")
save(rgb, "jpeg.tif", compression="jpeg")
save(rgb, "deflate.tif", compression="tiff_adobe_deflate")
save(rgb.convert("CMYK"), "cmyk.tif")
save(rgb.quantize(4), "palette.tif")
save(Image.frombytes("I;16", grey.size, b"".join(bytes((v, v)) for v in grey.tobytes())), "grey16.tif")
