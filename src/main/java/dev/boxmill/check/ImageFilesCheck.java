package dev.boxmill.check;

import com.google.auto.service.AutoService;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import java.util.ArrayList;
import java.util.List;

/** Image files that are missing, damaged or of another size than the annotations say. */
@AutoService(Check.class)
public final class ImageFilesCheck implements Check {

  @Override
  public List<Finding> run(DataSet data) {
    if (data.files() == null) {
      return List.of();
    }
    Tally missing = data.tally("missing-image", Severity.ERROR);
    Tally unreadable = data.tally("unreadable-image", Severity.ERROR);
    Tally differs = data.tally("image-size-differs", Severity.ERROR);
    Tally turned = data.tally("image-turned", Severity.WARNING);
    ImageTable images = data.annotations().images();
    for (int i = 0; i < images.size(); i++) {
      ImageInfo image = images.image(i);
      ImageFact fact = data.files().facts().get(i);
      String name = image.fileName();
      if (fact == null) {
        missing.add(() -> Example.of(name, "no such file, or several in different folders"));
      } else if (!fact.error().isEmpty()) {
        unreadable.add(() -> Example.of(name, fact.error()));
      } else if (image.width() > 0 && image.height() > 0) {
        boolean stored = same(image, fact.width(), fact.height());
        boolean upright = fact.turned() ? same(image, fact.height(), fact.width()) : stored;
        if (upright) {
          continue;
        }
        (stored ? turned : differs)
            .add(
                () ->
                    Example.of(
                        name,
                        "stated "
                            + BoxesCheck.size(image)
                            + ", file "
                            + fact.width()
                            + " x "
                            + fact.height()));
      }
    }
    Tally unlisted = data.tally("unlisted-image", Severity.INFO);
    for (String path : data.files().unlisted()) {
      unlisted.add(() -> Example.of(path, "not among the annotated images"));
    }
    List<Finding> found = new ArrayList<>();
    found.addAll(missing.found("images have no file", "copy them, or name another --images"));
    found.addAll(unreadable.found("image files cannot be read", "copy them again"));
    found.addAll(
        differs.found(
            "image files have another size than stated",
            "write the files' sizes, and make sure that boxes refer to them"));
    found.addAll(
        turned.found(
            "sizes are those before the turn that the camera noted (Exif); readers that turn the"
                + " picture find boxes in wrong places",
            "turn the pictures for good, or the boxes"));
    found.addAll(unlisted.found("image files belong to no annotated image", "annotate them"));
    return found;
  }

  private static boolean same(ImageInfo image, int width, int height) {
    return image.width() == width && image.height() == height;
  }
}
