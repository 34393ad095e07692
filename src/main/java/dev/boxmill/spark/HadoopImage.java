package dev.boxmill.spark;

import dev.boxmill.inference.ImageSource;
import dev.boxmill.inference.UnreadableImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** An image on a Hadoop file system, read in one request. */
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
      throw new IOException(e.getCause().getMessage(), e);
    }
  }
}
