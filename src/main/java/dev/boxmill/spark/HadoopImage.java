package dev.boxmill.spark;

import dev.boxmill.error.UserException;
import dev.boxmill.inference.ImageSource;
import dev.boxmill.inference.UnreadableImageException;
import dev.boxmill.store.StoreErrors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * An image on a Hadoop file system, read in one request.
 *
 * <p>A store that fails says nothing about the image: the task fails, Spark tries it again, and in
 * the end the job stops. Only an image that went away is a row with an error.
 */
record HadoopImage(ImageFile file, Configuration configuration) implements ImageSource {
  /** A larger file is no photo; reading it would only cost memory. */
  private static final long MAX_BYTES = 256L << 20;

  @Override
  public String path() {
    return file.path();
  }

  @Override
  public byte[] fetch() throws IOException, UnreadableImageException {
    if (file.bytes() > MAX_BYTES) {
      throw new UnreadableImageException("too large: " + file.bytes() + " bytes");
    }
    if (file.path().startsWith("/")) {
      // Listed on the local file system, whatever the default one is; Hadoop's way there looks for
      // a checksum file beside each image.
      return Files.readAllBytes(java.nio.file.Path.of(file.path()));
    }
    try {
      return fetchRemote();
    } catch (FileNotFoundException e) {
      throw new UnreadableImageException("no longer there");
    } catch (IOException e) {
      throw new UserException(
          "--images " + file.path() + ": cannot be read (" + StoreErrors.reason(e) + ")", e);
    }
  }

  private byte[] fetchRemote() throws IOException {
    Path path = new Path(file.path());
    FileSystem files = path.getFileSystem(configuration);
    try (FSDataInputStream in =
        files
            .openFile(path)
            .opt("fs.option.openfile.read.policy", "whole-file")
            .opt("fs.option.openfile.length", Long.toString(file.bytes()))
            .build()
            .get()) {
      return in.readAllBytes();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }
}
