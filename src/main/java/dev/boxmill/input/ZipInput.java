package dev.boxmill.input;

import com.google.auto.service.AutoService;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A zip archive: the directory at its end is read once, and tasks read the entries by ranges.
 * Stored or deflated, zip64 included.
 */
@AutoService(InputKind.class)
public final class ZipInput implements InputKind {
  @Override
  public String id() {
    return "zip";
  }

  @Override
  public Set<String> extensions() {
    return Set.of("zip");
  }

  @Override
  public boolean recognises(byte[] head) {
    return head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
  }

  @Override
  public boolean inFolders() {
    return true;
  }

  @Override
  public void list(InputFile file, Consumer<ImageEntry> to) throws IOException {
    try (ZipFile zip =
        ZipFile.builder()
            .setSeekableByteChannel(new HadoopChannel(file.open(), file.length()))
            .setIgnoreLocalFileHeader(true)
            .get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        if (!entry.isDirectory()
            && !entry.isUnixSymlink()
            && ArchiveNames.isImage(entry.getName())) {
          to.accept(image(file, entry));
        }
      }
    } catch (UserException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw file.damaged(e);
    }
  }

  private static ImageEntry image(InputFile file, ZipArchiveEntry entry) {
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      throw new UserException(file.name() + ": is encrypted; pack the files without a password");
    }
    if (entry.getMethod() != ZipEntry.STORED && entry.getMethod() != ZipEntry.DEFLATED) {
      throw new UserException(
          file.name()
              + ": entry '"
              + entry.getName()
              + "' is neither stored nor deflated; pack the files again with zip");
    }
    return new ImageEntry(
        ArchiveNames.path(file, entry.getName()),
        Storage.ZIP,
        file.name(),
        entry.getLocalHeaderOffset(),
        entry.getSize(),
        entry.getCompressedSize(),
        entry.getCompressedSize());
  }
}
