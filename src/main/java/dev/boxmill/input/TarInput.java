package dev.boxmill.input;

import com.google.auto.service.AutoService;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * A tar archive, WebDataset shards among them: its headers are read once, one seek an entry, and
 * tasks read the images by ranges. What is no image by its name (labels, JSON) is passed over.
 */
@AutoService(InputKind.class)
public final class TarInput implements InputKind {
  private static final int MAGIC = 257;

  @Override
  public String id() {
    return "tar";
  }

  @Override
  public Set<String> extensions() {
    return Set.of("tar", "tgz", "tar.gz");
  }

  @Override
  public boolean recognises(byte[] head) {
    return compressed(head)
        || head.length >= MAGIC + 5
            && new String(head, MAGIC, 5, StandardCharsets.US_ASCII).equals("ustar");
  }

  /** By gzip; what is in there may be something else, and cannot be taken either. */
  private static boolean compressed(byte... head) {
    return head.length > 1 && head[0] == 0x1F && (head[1] & 0xFF) == 0x8B;
  }

  @Override
  public boolean inFolders() {
    return true;
  }

  @Override
  public void list(InputFile file, Consumer<ImageEntry> to) throws IOException {
    if (compressed(file.head())) {
      throw new UserException(
          file.name() + ": is compressed, so tasks cannot share it; unpack it with gunzip first");
    }
    // Appending to a tar replaces an entry: of one name the last counts.
    Map<String, ImageEntry> entries = new LinkedHashMap<>();
    try (TarFile tar = new TarFile(new HadoopChannel(file.open(), file.length()))) {
      for (TarArchiveEntry entry : tar.getEntries()) {
        boolean plain = entry.isFile() && !entry.isSymbolicLink() && !entry.isLink();
        if (plain && ArchiveNames.isImage(entry.getName())) {
          ImageEntry image = image(file, entry);
          entries.put(image.path(), image);
        }
      }
    } catch (UserException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The library tells of damage in many ways.
      throw file.damaged(e);
    }
    entries.values().forEach(to);
  }

  private static ImageEntry image(InputFile file, TarArchiveEntry entry) {
    if (entry.isSparse()) {
      throw new UserException(
          file.name() + ": entry '" + entry.getName() + "' is sparse; pack it without --sparse");
    }
    return new ImageEntry(
        ArchiveNames.path(file, entry.getName()),
        Storage.RANGE,
        file.name(),
        entry.getDataOffset(),
        entry.getSize(),
        entry.getSize(),
        0);
  }
}
