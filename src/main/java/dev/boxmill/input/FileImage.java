package dev.boxmill.input;

import dev.boxmill.inference.DecodeOptions;
import dev.boxmill.inference.ImageSource;
import dev.boxmill.inference.UnreadableImageException;
import dev.boxmill.store.StoreErrors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FutureDataInputStreamBuilder;
import org.apache.hadoop.fs.Path;

/**
 * An image that is a file, read in one request.
 *
 * <p>A store that fails says nothing about the image: the task fails, Spark tries it again, and in
 * the end the job stops. Only an image that went away is a row with an error.
 */
record FileImage(ImageEntry entry, DecodeOptions options, Configuration configuration)
    implements ImageSource {

  @Override
  public String path() {
    return entry.path();
  }

  @Override
  public byte[] fetch() throws IOException, UnreadableImageException {
    options.checkBytes(entry.length());
    try {
      return entry.remote() ? stored() : local();
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw new IOException("no such file", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Listed on the local file system, whatever the default one is; Hadoop's way there looks for a
   * checksum file beside each image.
   */
  private byte[] local() throws IOException, UnreadableImageException {
    java.nio.file.Path file = java.nio.file.Path.of(path());
    if (entry.length() < 0) {
      options.checkBytes(Files.size(file));
    }
    return Files.readAllBytes(file);
  }

  private byte[] stored() throws IOException, UnreadableImageException {
    try {
      return remote();
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException e) {
      throw StoreErrors.unreadable("--images", path(), e);
    }
  }

  private byte[] remote() throws IOException, UnreadableImageException {
    Path path = new Path(path());
    FileSystem files = path.getFileSystem(configuration);
    FutureDataInputStreamBuilder opening =
        files.openFile(path).opt("fs.option.openfile.read.policy", "whole-file");
    if (entry.length() >= 0) {
      // Spares the store a question.
      opening.opt("fs.option.openfile.length", Long.toString(entry.length()));
    }
    try (FSDataInputStream in = opening.build().get()) {
      byte[] bytes = in.readNBytes((int) Math.min(options.maxBytes() + 1, Integer.MAX_VALUE - 8));
      options.checkBytes(bytes.length);
      return bytes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }
}
