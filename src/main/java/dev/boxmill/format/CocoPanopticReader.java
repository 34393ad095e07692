package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.PanopticImage;
import dev.boxmill.data.PanopticSet;
import dev.boxmill.error.UserException;
import dev.boxmill.format.ReadReport.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a panoptic JSON file and its PNGs, which are decoded at the same time. */
final class CocoPanopticReader {
  /** Every thread holds an image's pixels, so fewer than for small files unless there are cores. */
  private static final int THREADS = Math.max(8, Runtime.getRuntime().availableProcessors());

  private final FileTree tree;
  private final ReadOptions options;
  private final Source file;
  private final Map<String, List<String>> pngs = new HashMap<>();

  /** A decoded image. */
  private record Decoded(ImageInfo info, List<GroundTruth> objects, List<String> problems) {}

  CocoPanopticReader(FileTree tree, ReadOptions options) {
    this.tree = tree;
    this.options = options;
    file = JsonHead.file(tree);
    if (!tree.single()) {
      for (String path : tree.ending(".png")) {
        pngs.computeIfAbsent(last(path), n -> new ArrayList<>()).add(path);
      }
    }
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  Annotations read() throws IOException {
    PanopticSet set = new PanopticFormat().readAll(file);
    Map<Long, ImageInfo> infos = new TreeMap<>();
    set.infos().forEach(info -> infos.put(info.id(), info));
    List<PanopticImage> images =
        set.images().stream().sorted(Comparator.comparingLong(PanopticImage::imageId)).toList();
    Map<Long, Decoded> all = new TreeMap<>();
    infos.forEach((id, info) -> all.put(id, new Decoded(info, List.of(), List.of())));
    try (InOrder<PanopticImage, Decoded> decoded =
        new InOrder<>(images, image -> decode(image, infos.get(image.imageId())), THREADS)) {
      while (decoded.hasNext()) {
        Decoded d = decoded.next();
        all.put(d.info().id(), d);
      }
    }
    List<Decoded> ordered = List.copyOf(all.values());
    AnnotationRows rows =
        new AnnotationRows(options, i -> file.name() + ": image id " + ordered.get(i).info().id());
    for (Decoded d : ordered) {
      rows.image(d.info(), null);
      d.problems().forEach(problem -> rows.bad(Fault.UNUSABLE, problem, false));
      d.objects().forEach(rows::object);
    }
    return rows.build(set.categories(), true, false);
  }

  /** Never fails: what is wrong is a problem of the image, in the order of images. */
  private Decoded decode(PanopticImage image, ImageInfo info) {
    List<String> problems = new ArrayList<>();
    ImageInfo named =
        info == null
            ? new ImageInfo(image.imageId(), FileNames.stem(image.fileName()) + ".jpg", 0, 0)
            : info;
    try {
      SegmentPng png = SegmentPng.read(png(image));
      if (named.width() < 1 || named.height() < 1) {
        named = new ImageInfo(named.id(), named.fileName(), png.width(), png.height());
      }
      if (png.width() != named.width() || png.height() != named.height()) {
        throw new UserException(
            "the PNG has %d x %d pixels, the image %d x %d; write it in the image's size"
                .formatted(png.width(), png.height(), named.width(), named.height()));
      }
      SegmentMasks masks = new SegmentMasks(png, image.ids());
      for (int i = 0; i < image.size(); i++) {
        if (masks.isEmpty(i)) {
          problems.add("segment " + image.ids()[i] + " has no pixel in the PNG; leave it out");
        }
      }
      for (int id : masks.strangers()) {
        problems.add("the PNG has pixels of segment " + id + ", which the JSON lacks; add it");
      }
      return new Decoded(named, masks.objects(image), problems);
    } catch (UserException e) {
      problems.add(e.getMessage());
      return new Decoded(named, List.of(), problems);
    }
  }

  private Source png(PanopticImage image) {
    String name = PanopticFormat.pngOf(image);
    String json = last(file.name());
    String folder = FileNames.stem(json);
    if (tree.single()) {
      Source beside = tree.sibling(folder + "/" + name);
      if (beside == null) {
        throw new UserException("its PNG is not known; give a folder with the JSON and the PNGs");
      }
      return beside;
    }
    List<String> found =
        pngs.getOrDefault(last(name), List.of()).stream()
            .filter(path -> ("/" + path).endsWith("/" + name))
            .toList();
    List<String> inPlace =
        found.stream().filter(path -> ("/" + path).endsWith("/" + folder + "/" + name)).toList();
    List<String> best = inPlace.size() == 1 ? inPlace : found;
    if (best.size() != 1) {
      throw new UserException(
          (best.isEmpty() ? "no PNG is called '" : "several PNGs are called '")
              + Numbers.oneLine(name)
              + "'; keep them in a folder called as the JSON file");
    }
    return tree.source(best.get(0));
  }
}
